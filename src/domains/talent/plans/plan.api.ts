import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Answers, AnswersPage, Api, show, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { Words } from '../../../platform/i18n/words.js';
import { PlanApiViews, planItem, planRecord, runRecord } from './plan.api-views.js';
import { zoneRules } from './plan-rules.js';
import { isTerm } from './plan-term.js';
import { termText } from './plan-term-text.js';
import { Plans } from './plans.service.js';
import { Publishing } from '../classes/publishing.service.js';

const maybe = { optional: true } as const;

/** A plan for a term; rules that are left out are the zone's. */
@form('api.plan')
export class PlanBody {
  /** `2027-1` or `2027-2`. */
  @field.text({ max: 6 }) term!: string;
  @field.text({ ...maybe, max: 60 }) name!: string | null;
  @field.whole({ ...maybe, min: 0, max: 12 }) startTolerance!: number | null;
  @field.whole({ ...maybe, min: 1, max: 20 }) maxClassesPerCollegeTerm!: number | null;
  @field.whole({ ...maybe, min: 10, max: 100 }) oneFirmShare!: number | null;
  @field.whole({ ...maybe, min: 1, max: 50 }) traineesPerMentor!: number | null;
  @field.whole({ ...maybe, min: 1, max: 1000 }) maxKm!: number | null;
}

/** Class plans for programs: ask for one, read its runs, compute anew, publish one. */
@Api('talent plans')
@Controller('api/v1/talent/plans')
export class PlanApi {
  constructor(
    private readonly plans: Plans,
    private readonly views: PlanApiViews,
    private readonly publishing: Publishing,
    private readonly words: Words,
  ) {}

  @Get()
  @Allow('talent.plan.read')
  @AnswersPage(planItem)
  async list(@Query() query: ListQuery) {
    return this.views.list(await bindOrThrow(ListQuery, query));
  }

  /** Computed at once for all goals: its runs are queued, and done a little later. */
  @Post()
  @Allow('talent.plan.edit')
  @TakesIdempotencyKey()
  @Answers(201, planRecord)
  async create(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Body() body: PlanBody) {
    const { term, name, ...rules } = await bindOrThrow(PlanBody, body);
    const given = name ?? (isTerm(term) ? this.words.say(locale, termText(term)) : term);
    const said = Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== null));
    return this.views.record(await this.plans.create(me, { term, name: given, rules: { ...zoneRules, ...said } }));
  }

  @Get(':id')
  @Allow('talent.plan.read')
  @Answers(200, planRecord)
  async show(@Param('id') id: string) {
    return this.views.record(await this.plans.require(id));
  }

  /** Computes it anew; what was computed before stays to compare with. */
  @Post(':id/runs')
  @Allow('talent.plan.edit')
  @TakesIdempotencyKey()
  @Answers(201, planRecord)
  async compute(@Me() me: Actor, @Param('id') id: string) {
    await this.plans.compute(me, id);
    return this.views.record(await this.plans.require(id));
  }

  /** Its classes with their members, and every demand without a seat with the reason. */
  @Get(':id/runs/:runId')
  @Allow('talent.plan.read')
  @Answers(200, runRecord)
  async run(@Param('id') id: string, @Param('runId') runId: string) {
    return this.views.run(await this.plans.requireRun(id, runId));
  }

  /** Publishes one run: its classes are proposed to their colleges, all or none. */
  @Post(':id/runs/:runId/publication')
  @Allow('talent.plan.publish')
  @TakesIdempotencyKey()
  @Answers(201, show.object({ classes: show.list(show.id) }))
  async publish(@Me() me: Actor, @Param('id') id: string, @Param('runId') runId: string) {
    return { classes: await this.publishing.publish(me, id, runId) };
  }
}
