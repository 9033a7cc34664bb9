import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Answers, Api, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { poolMajor, poolRecord, PoolApiViews } from './pool.api-views.js';
import { PoolAnswerForm } from './pool.forms.js';
import { PoolInterests } from './pool-interests.service.js';

/** The pooled demand for programs: sums by major, and a college's word on one. */
@Api('talent pool')
@Controller('api/v1/talent/pool')
export class PoolApi {
  constructor(
    private readonly views: PoolApiViews,
    private readonly interests: PoolInterests,
  ) {}

  @Get()
  @Allow('talent.pool.read')
  @Answers(200, poolRecord)
  list(@Me() me: Actor) {
    return this.views.list(me);
  }

  @Get(':major')
  @Allow('talent.pool.read')
  @Answers(200, poolMajor)
  show(@Me() me: Actor, @Param('major') major: string) {
    return this.views.major(me, major);
  }

  /** The last word on a major holds for its term. */
  @Post(':major/answer')
  @Allow('talent.pool.answer')
  @TakesIdempotencyKey()
  @Answers(201, poolMajor)
  async answer(@Me() me: Actor, @Param('major') major: string, @Body() body: PoolAnswerForm) {
    const { kind, codes, seats, note } = await bindOrThrow(PoolAnswerForm, body);
    await this.interests.answer(me, major, { kind, codes, seats, note });
    return this.views.major(me, major);
  }
}
