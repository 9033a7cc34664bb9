import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { ReferralHandover } from '../../../matchmaking/referral-handover.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Answers, AnswersPage, Api, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { ContactLogForm, DeclineForm, HandOverForm, PapersForm, QuoteForm, quoteInput } from './answering.forms.js';
import { Answering } from './answering.service.js';
import { Contracts } from '../deals/contracts.service.js';
import { PayoutForm, SigningForm } from '../deals/deal.forms.js';
import { LastAnswerForm, LastPayoutForm } from '../deals/last-payout.forms.js';
import { LastPayout } from '../deals/last-payout.service.js';
import { PaperRequests } from './paper-requests.service.js';
import { Payouts } from '../deals/payouts.service.js';
import { Quoting } from '../deals/quoting.service.js';
import { ReferralQuery, StageBody, SuppliedBody } from './referral.api-forms.js';
import {
  dealRecord,
  disbursementRecord,
  disbursementView,
  ReferralApiViews,
  referralItem,
  referralRecord,
} from './referral.api-views.js';
import { StageMoves } from './stage-moves.service.js';

/** Referrals for programs: what a bank's own system answers with. */
@Api('financing referrals')
@Controller('api/v1/financing/referrals')
export class ReferralApi {
  constructor(
    private readonly views: ReferralApiViews,
    private readonly answering: Answering,
    private readonly last: LastPayout,
    private readonly papers: PaperRequests,
    private readonly stages: StageMoves,
    private readonly quoting: Quoting,
    private readonly handover: ReferralHandover,
    private readonly contracts: Contracts,
    private readonly payouts: Payouts,
  ) {}

  @Get()
  @Allow('financing.referral.read', 'financing.need.read')
  @AnswersPage(referralItem)
  async list(@Me() me: Actor, @Query() query: ReferralQuery) {
    return this.views.list(me, await bindOrThrow(ReferralQuery, query));
  }

  /** Once taken back by the enterprise, its institution finds the number and the state, and what it did itself. */
  @Get(':id')
  @Allow('financing.referral.read', 'financing.need.read')
  @Answers(200, referralRecord)
  show(@Me() me: Actor, @Param('id') id: string, @Facts() { locale }: RequestFacts) {
    return this.views.record(me, id, locale);
  }

  /** Quotes, contract and payouts so far. */
  @Get(':id/deal')
  @Allow('financing.referral.read', 'financing.need.read')
  @Answers(200, dealRecord)
  deal(@Me() me: Actor, @Param('id') id: string, @Facts() { locale }: RequestFacts) {
    return this.views.deal(me, id, locale);
  }

  @Post(':id/acceptance')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async accept(@Me() me: Actor, @Param('id') id: string) {
    await this.answering.accept(me, id);
    return this.views.item(me, id);
  }

  @Post(':id/decline')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async decline(@Me() me: Actor, @Param('id') id: string, @Body() body: DeclineForm) {
    const { codes, note } = await bindOrThrow(DeclineForm, body);
    await this.answering.decline(me, id, codes, note);
    return this.views.item(me, id);
  }

  @Post(':id/contacts')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async contact(@Me() me: Actor, @Param('id') id: string, @Body() body: ContactLogForm) {
    const { how, note } = await bindOrThrow(ContactLogForm, body);
    await this.answering.contact(me, id, how, note);
    return this.views.item(me, id);
  }

  /** Where the bank stands before it quotes: due diligence or approval. The enterprise and the officer are told. */
  @Post(':id/stage')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async stage(@Me() me: Actor, @Param('id') id: string, @Body() body: StageBody) {
    const { stage } = await bindOrThrow(StageBody, body);
    await this.stages.move(me, id, stage);
    return this.views.item(me, id);
  }

  /** The bank asks for papers; its clock stops until they are there. */
  @Post(':id/papers')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async askPapers(@Me() me: Actor, @Param('id') id: string, @Body() body: PapersForm) {
    const { papers } = await bindOrThrow(PapersForm, body);
    await this.papers.ask(me, id, papers);
    return this.views.item(me, id);
  }

  /** The enterprise (or the centre for it) says that they are. */
  @Post(':id/papers/supply')
  @Allow('financing.need.edit')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async suppliedPapers(@Me() me: Actor, @Param('id') id: string, @Body() body: SuppliedBody) {
    const { note } = await bindOrThrow(SuppliedBody, body);
    await this.papers.supplied(me, id, note);
    return this.views.item(me, id);
  }

  @Post(':id/quotes')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, dealRecord)
  async quote(@Me() me: Actor, @Param('id') id: string, @Body() body: QuoteForm) {
    await this.quoting.quote(me, id, quoteInput(await bindOrThrow(QuoteForm, body)));
    return this.views.deal(me, id, me.locale);
  }

  @Post(':id/handover')
  @Allow('financing.referral.handover')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async handOver(@Me() me: Actor, @Param('id') id: string, @Body() body: HandOverForm) {
    const { colleagueId, note } = await bindOrThrow(HandOverForm, body);
    await this.handover.handOver(me, id, colleagueId, note);
    return this.views.item(me, id);
  }

  @Post(':id/signing')
  @Allow('financing.payout.report')
  @TakesIdempotencyKey()
  @Answers(201, dealRecord)
  async sign(@Me() me: Actor, @Param('id') id: string, @Body() body: SigningForm) {
    await this.contracts.sign(me, id, await bindOrThrow(SigningForm, body));
    return this.views.deal(me, id, me.locale);
  }

  @Post(':id/disbursements')
  @Allow('financing.payout.report')
  @TakesIdempotencyKey()
  @Answers(201, disbursementRecord)
  async payOut(@Me() me: Actor, @Param('id') id: string, @Body() body: PayoutForm) {
    return disbursementView(await this.payouts.report(me, id, await bindOrThrow(PayoutForm, body)));
  }

  /** Nothing more will be paid out, though the contract allows it; the enterprise is asked. */
  @Post(':id/last-payout')
  @Allow('financing.payout.report')
  @TakesIdempotencyKey()
  @Answers(201, dealRecord)
  async endPayouts(@Me() me: Actor, @Param('id') id: string, @Body() body: LastPayoutForm) {
    await this.last.declare(me, id, await bindOrThrow(LastPayoutForm, body));
    return this.views.deal(me, id, me.locale);
  }

  /** The enterprise agrees, and the need is done with what was confirmed; or it says that more is owed. */
  @Post(':id/last-payout/answer')
  @Allow('financing.payout.confirm')
  @TakesIdempotencyKey()
  @Answers(201, dealRecord)
  async answerEnd(@Me() me: Actor, @Param('id') id: string, @Body() body: LastAnswerForm) {
    await this.last.answer(me, id, await bindOrThrow(LastAnswerForm, body));
    return this.views.deal(me, id, me.locale);
  }
}
