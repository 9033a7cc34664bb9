import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Answers, Api, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { ClassApiViews, classRecord } from './class.api-views.js';
import { CancelForm, ExtendForm, MergeForm, PutOffForm, SmallerForm } from './class.forms.js';
import { ClassRescue } from './class-rescue.service.js';
import { ClassSmaller } from './class-smaller.service.js';

/** The ways out of a class that lacks people, for programs of the centre; each answers with the class as it then is. */
@Api('talent classes')
@Controller('api/v1/talent/classes/:id')
export class ClassRescueApi {
  constructor(
    private readonly views: ClassApiViews,
    private readonly rescue: ClassRescue,
    private readonly smaller: ClassSmaller,
  ) {}

  /** Answers with the class that was merged; `into` then holds its firms. */
  @Post('merger')
  @Allow('talent.class.rescue')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async merge(@Me() me: Actor, @Param('id') id: string, @Body() body: MergeForm) {
    const { into } = await bindOrThrow(MergeForm, body);
    await this.rescue.merge(me, id, into);
    return this.views.record(me, id);
  }

  /** To the term named, `2027-2` for autumn 2027; the college and its firms are asked again. */
  @Post('postponement')
  @Allow('talent.class.rescue')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async putOff(@Me() me: Actor, @Param('id') id: string, @Body() body: PutOffForm) {
    const { term } = await bindOrThrow(PutOffForm, body);
    await this.rescue.putOff(me, id, term);
    return this.views.record(me, id);
  }

  /** Students are looked for until a later first day. */
  @Post('extension')
  @Allow('talent.class.rescue')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async extend(@Me() me: Actor, @Param('id') id: string, @Body() body: ExtendForm) {
    const { startsOn } = await bindOrThrow(ExtendForm, body);
    await this.rescue.extend(me, id, startsOn);
    return this.views.record(me, id);
  }

  /** Asks the college to hold the class with fewer. */
  @Post('smaller')
  @Allow('talent.class.rescue')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async askSmaller(@Me() me: Actor, @Param('id') id: string, @Body() body: SmallerForm) {
    const { size } = await bindOrThrow(SmallerForm, body);
    await this.smaller.ask(me, id, size);
    return this.views.record(me, id);
  }

  @Post('cancellation')
  @Allow('talent.class.rescue')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async cancel(@Me() me: Actor, @Param('id') id: string, @Body() body: CancelForm) {
    const { reason } = await bindOrThrow(CancelForm, body);
    await this.rescue.cancel(me, id, reason);
    return this.views.record(me, id);
  }
}
