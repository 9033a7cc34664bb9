import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { matchRunRecord, matchRunView } from '../../../matchmaking/match-run.api-views.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Answers, AnswersPage, Api, TakesIdempotencyKey, TakesIfMatch } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { IfMatch } from '../../../platform/http/versions.js';
import { answersOf, DemandBody, DemandQuery, NewDemandBody } from './demand.api-forms.js';
import { demandItem, demandMatchRecord, demandRecord } from './demand.api-record.js';
import { DemandApiViews } from './demand.api-views.js';
import { DemandFiling } from './demand-filing.service.js';
import { DemandSubmitting } from './demand-submitting.service.js';
import { DemandWithdrawing } from './demand-withdrawing.service.js';
import { Demands } from './demands.service.js';
import { PostAnswers } from './post-answers.js';
import { DemandWithdrawalForm } from './post.forms.js';
import { TalentMatching } from '../matching/talent-matching.service.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

/** Talent demands for programs: the same services as the pages, one demand at a time. */
@Api('talent demands')
@Controller('api/v1/talent/demands')
export class DemandApi {
  constructor(
    private readonly demands: Demands,
    private readonly views: DemandApiViews,
    private readonly answers: PostAnswers,
    private readonly filing: DemandFiling,
    private readonly submitting: DemandSubmitting,
    private readonly withdrawing: DemandWithdrawing,
    private readonly unlawful: UnlawfulConditions,
    private readonly matching: TalentMatching,
  ) {}

  @Get()
  @Allow('talent.demand.read')
  @AnswersPage(demandItem)
  async list(@Me() me: Actor, @Query() query: DemandQuery) {
    return this.views.list(me, await bindOrThrow(DemandQuery, query));
  }

  /** Begins a demand, or goes on with the caller's open draft of the same enterprise. */
  @Post()
  @Allow('talent.demand.file')
  @TakesIdempotencyKey()
  @Answers(201, demandRecord)
  async create(@Me() me: Actor, @Body() body: NewDemandBody) {
    const input = await bindOrThrow(NewDemandBody, body);
    const { id } = await this.filing.begin(
      me,
      {
        organisationId: input.organisationId ?? me.organisationId,
        channel: input.channel ?? 'self',
        collectedOn: input.collectedOn,
      },
      await this.answers.change(answersOf(input, body, {})),
    );
    return this.views.record(me, id);
  }

  @Get(':id')
  @Allow('talent.demand.read')
  @Answers(200, demandRecord)
  show(@Me() me: Actor, @Param('id') id: string) {
    return this.views.record(me, id);
  }

  /** What is filed already is not written anew into what could not be handed in. */
  @Patch(':id')
  @Allow('talent.demand.edit')
  @TakesIfMatch()
  @Answers(200, demandRecord)
  async edit(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Body() body: DemandBody,
    @IfMatch() version: number | undefined,
  ) {
    const found = await this.demands.require(me, id);
    const input = await bindOrThrow(DemandBody, body);
    const standing = (await this.answers.answers(found, locale)) as Record<string, unknown>;
    const change = await this.answers.change(answersOf(input, body, standing));
    if (!['draft', 'returned'].includes(found.demand.state))
      await this.unlawful.refuse(id, { ...found.post, ...change }, locale);
    await this.demands.save(me, id, change, version);
    return this.views.record(me, id);
  }

  /** Hands it in, with whatever lies in the same basket. */
  @Post(':id/submission')
  @Allow('talent.demand.file')
  @TakesIdempotencyKey()
  @Answers(201, demandRecord)
  async submit(@Me() me: Actor, @Param('id') id: string) {
    await this.submitting.submit(me, id);
    return this.views.record(me, id);
  }

  @Post(':id/withdrawal')
  @Allow('talent.demand.withdraw')
  @TakesIdempotencyKey()
  @Answers(201, demandRecord)
  async withdraw(@Me() me: Actor, @Param('id') id: string, @Body() body: DemandWithdrawalForm) {
    const { reason, note } = await bindOrThrow(DemandWithdrawalForm, body);
    await this.withdrawing.withdraw(me, id, reason, note);
    return this.views.record(me, id);
  }

  @Get(':id/matches')
  @Allow('talent.demand.match')
  @Answers(200, demandMatchRecord)
  live(@Me() me: Actor, @Param('id') id: string, @Facts() { locale }: RequestFacts) {
    return this.views.match(me, id, locale);
  }

  /** Stores a run; with nothing changed since the last one, answers that. */
  @Post(':id/matches')
  @Allow('talent.demand.match')
  @TakesIdempotencyKey()
  @Answers(201, matchRunRecord)
  async match(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.demands.require(me, id);
    const run = await this.matching.run(id, 'officer', me);
    if (!run) throw new Problem('state-changed', { state: demand.state });
    return matchRunView(run);
  }
}
