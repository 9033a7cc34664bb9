import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { matchRunRecord, matchRunView } from '../../../matchmaking/match-run.api-views.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { idsIn } from '../../../platform/http/api-body.js';
import { Answers, Api, show, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import { Choosing } from '../deals/choosing.service.js';
import { ConfirmationForm } from '../deals/deal.forms.js';
import { MatchApiViews, matchRecord } from './match.api-views.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from '../needs/needs.service.js';
import { Payouts } from '../deals/payouts.service.js';
import { ReferralApiViews, quoteRecord, referralItem } from '../referrals/referral.api-views.js';
import { Referring } from '../referrals/referring.service.js';

@form('api.choice')
export class ChoiceBody {
  @field.hidden({ max: 36 }) quoteId!: string;
}

/** What becomes of a listed need: matched, referred, quoted, chosen, confirmed. */
@Api('financing needs')
@Controller('api/v1/financing/needs/:id')
export class NeedMatchApi {
  constructor(
    private readonly needs: Needs,
    private readonly matching: FinancingMatching,
    private readonly matches: MatchApiViews,
    private readonly referring: Referring,
    private readonly referrals: ReferralApiViews,
    private readonly choosing: Choosing,
    private readonly payouts: Payouts,
  ) {}

  @Get('matches')
  @Allow('financing.need.match')
  @Answers(200, matchRecord)
  live(@Me() me: Actor, @Param('id') id: string, @Facts() facts: RequestFacts) {
    return this.matches.record(me, id, facts.locale);
  }

  /** Stores a run; with nothing changed since the last one, answers that. */
  @Post('matches')
  @Allow('financing.need.match')
  @TakesIdempotencyKey()
  @Answers(201, matchRunRecord)
  async match(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.needs.require(me, id);
    const run = await this.matching.run(id, 'officer', me);
    if (!run) throw new Problem('state-changed', { state: demand.state });
    return matchRunView(run);
  }

  @Get('referrals')
  @Allow('financing.need.read')
  @Answers(200, show.object({ items: show.list(referralItem) }))
  async referralsOf(@Me() me: Actor, @Param('id') id: string) {
    await this.needs.require(me, id);
    return { items: await this.referrals.ofDemand(me, id) };
  }

  /** Refers to each offer, all or none. */
  @Post('referrals')
  @Allow('financing.need.refer')
  @TakesIdempotencyKey()
  @ApiBody({ schema: { ...show.object({ offers: show.list(show.id) }) } })
  @Answers(201, show.object({ items: show.list(referralItem) }))
  async refer(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    const made = new Set((await this.referring.refer(me, id, idsIn(body, 'offers'))).map((one) => one.id));
    return { items: (await this.referrals.ofDemand(me, id)).filter((one) => made.has(one.id)) };
  }

  @Get('quotes')
  @Allow('financing.need.read')
  @Answers(200, show.object({ items: show.list(quoteRecord) }))
  async quotes(@Me() me: Actor, @Param('id') id: string) {
    await this.needs.require(me, id);
    return { items: await this.referrals.quotes({ demandId: id }) };
  }

  /** The enterprise's one choice; every other open referral is closed with it. */
  @Post('choice')
  @Allow('financing.quote.choose')
  @TakesIdempotencyKey()
  @Answers(201, show.object({ items: show.list(quoteRecord) }))
  async choose(@Me() me: Actor, @Param('id') id: string, @Body() body: ChoiceBody) {
    const { quoteId } = await bindOrThrow(ChoiceBody, body);
    await this.choosing.choose(me, id, quoteId);
    return { items: await this.referrals.quotes({ demandId: id }) };
  }

  @Post('disbursements/:disbursementId/confirmation')
  @Allow('financing.payout.confirm')
  @TakesIdempotencyKey()
  @Answers(201, show.object({ state: show.text }))
  async confirm(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('disbursementId') disbursementId: string,
    @Body() body: ConfirmationForm,
  ) {
    await this.payouts.confirm(me, id, disbursementId, await bindOrThrow(ConfirmationForm, body));
    const { demand } = await this.needs.require(me, id);
    return { state: demand.state };
  }
}
