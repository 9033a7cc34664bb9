import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Me } from '../../../platform/http/access.js';
import {
  Answers,
  AnswersPage,
  Api,
  show,
  TakesIdempotencyKey,
  TakesIfMatch,
} from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { IfMatch } from '../../../platform/http/versions.js';
import { NewProgrammeBody, ProgrammeBody, programmeBody, ProgrammeQuery } from './programme.api-forms.js';
import { programmeItem, programmeRecord, ProgrammeApiViews } from './programme.api-views.js';
import { Programmes, type ProgrammeMove } from './programmes.service.js';

const Takes = (type: new () => object) =>
  ApiBody({
    schema: {
      allOf: [
        { $ref: getSchemaPath(type) },
        {
          type: 'object',
          properties: {
            nearMajors: { type: 'array', items: { type: 'string' }, description: 'codes, beside the catalogue’s own' },
            roster: { type: 'array', items: show.count as object, description: 'students by year of study' },
          },
        },
      ],
    },
  });

/** Programmes for programs. A college writes its own; what it writes stands at once. */
@Api('talent programmes')
@ApiExtraModels(ProgrammeBody, NewProgrammeBody)
@Controller('api/v1/talent/programmes')
export class ProgrammeApi {
  constructor(
    private readonly programmes: Programmes,
    private readonly views: ProgrammeApiViews,
  ) {}

  @Get()
  @Allow('talent.college.read')
  @AnswersPage(programmeItem)
  async list(@Me() me: Actor, @Query() query: ProgrammeQuery) {
    return this.views.list(me, await bindOrThrow(ProgrammeQuery, query));
  }

  @Post()
  @Allow('talent.college.edit')
  @TakesIdempotencyKey()
  @Takes(NewProgrammeBody)
  @Answers(201, programmeRecord)
  async create(@Me() me: Actor, @Body() body: unknown) {
    const { bound, input } = await programmeBody(NewProgrammeBody, body);
    const whose = bound.organisationId ?? (me.organisationKind === 'centre' ? null : me.organisationId);
    if (whose === null)
      throw new Problem('validation', {}, [{ field: 'organisationId', code: 'required', params: {} }]);
    const { id } = await this.programmes.create(me, whose, input);
    return this.views.record(me, id);
  }

  @Get(':id')
  @Allow('talent.college.read')
  @Answers(200, programmeRecord)
  show(@Me() me: Actor, @Param('id') id: string) {
    return this.views.record(me, id);
  }

  @Put(':id')
  @Allow('talent.college.edit')
  @TakesIfMatch()
  @Takes(ProgrammeBody)
  @Answers(200, programmeRecord)
  async edit(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown, @IfMatch() version: number | undefined) {
    const offer = await this.programmes.requireEditable(me, id);
    const { input } = await programmeBody(ProgrammeBody, body);
    await this.programmes.edit(me, id, input, version ?? offer.version);
    return this.views.record(me, id);
  }

  @Post(':id/publication')
  @Allow('talent.college.edit')
  @TakesIdempotencyKey()
  @Answers(201, programmeRecord)
  publish(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'publish');
  }

  @Post(':id/pause')
  @Allow('talent.college.edit')
  @TakesIdempotencyKey()
  @Answers(201, programmeRecord)
  pause(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'pause');
  }

  @Post(':id/retirement')
  @Allow('talent.college.edit')
  @TakesIdempotencyKey()
  @Answers(201, programmeRecord)
  retire(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'retire');
  }

  private async move(me: Actor, id: string, move: ProgrammeMove): Promise<object> {
    await this.programmes.move(me, id, move);
    return this.views.record(me, id);
  }
}
