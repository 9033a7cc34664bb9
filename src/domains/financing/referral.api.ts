import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Answers, AnswersPage, Api, TakesIdempotencyKey } from '../../platform/http/api-schema.js';
import { bindOrThrow } from '../../platform/http/bind.js';
import {
  ContactLogForm,
  DeclineForm,
  HandOverForm,
  PapersForm,
  PayoutForm,
  QuoteForm,
  quoteInput,
  SigningForm,
} from './answering.forms.js';
import { Answering } from './answering.service.js';
import { Deals } from './deals.service.js';
import { ReferralQuery, SuppliedBody } from './referral.api-forms.js';
import {
  dealRecord,
  disbursementRecord,
  disbursementView,
  ReferralApiViews,
  referralItem,
} from './referral.api-views.js';

/** Referrals for programs: what a bank's own system answers with. */
@Api('financing referrals')
@Controller('api/v1/financing/referrals')
export class ReferralApi {
  constructor(
    private readonly views: ReferralApiViews,
    private readonly answering: Answering,
    private readonly deals: Deals,
  ) {}

  @Get()
  @Allow('financing.referral.read', 'financing.need.read')
  @AnswersPage(referralItem)
  async list(@Me() me: Actor, @Query() query: ReferralQuery) {
    return this.views.list(me, await bindOrThrow(ReferralQuery, query));
  }

  @Get(':id')
  @Allow('financing.referral.read', 'financing.need.read')
  @Answers(200, referralItem)
  async show(@Me() me: Actor, @Param('id') id: string) {
    await this.answering.require(me, id);
    return this.after(me, id);
  }

  /** Quotes, contract and payouts so far. */
  @Get(':id/deal')
  @Allow('financing.referral.read', 'financing.need.read')
  @Answers(200, dealRecord)
  async deal(@Me() me: Actor, @Param('id') id: string) {
    await this.answering.require(me, id);
    return this.views.deal(id);
  }

  @Post(':id/acceptance')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async accept(@Me() me: Actor, @Param('id') id: string) {
    await this.answering.accept(me, id);
    return this.after(me, id);
  }

  @Post(':id/decline')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async decline(@Me() me: Actor, @Param('id') id: string, @Body() body: DeclineForm) {
    const { codes, note } = await bindOrThrow(DeclineForm, body);
    await this.answering.decline(me, id, codes, note);
    return this.after(me, id);
  }

  @Post(':id/contacts')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async contact(@Me() me: Actor, @Param('id') id: string, @Body() body: ContactLogForm) {
    const { how, note } = await bindOrThrow(ContactLogForm, body);
    await this.answering.contact(me, id, how, note);
    return this.after(me, id);
  }

  /** The bank asks for papers; its clock stops until they are there. */
  @Post(':id/papers')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async askPapers(@Me() me: Actor, @Param('id') id: string, @Body() body: PapersForm) {
    const { papers } = await bindOrThrow(PapersForm, body);
    await this.answering.askPapers(me, id, papers);
    return this.after(me, id);
  }

  /** The enterprise (or the centre for it) says that they are. */
  @Post(':id/papers/supply')
  @Allow('financing.need.edit')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async suppliedPapers(@Me() me: Actor, @Param('id') id: string, @Body() body: SuppliedBody) {
    const { note } = await bindOrThrow(SuppliedBody, body);
    await this.answering.suppliedPapers(me, id, note);
    return this.after(me, id);
  }

  @Post(':id/quotes')
  @Allow('financing.referral.answer')
  @TakesIdempotencyKey()
  @Answers(201, dealRecord)
  async quote(@Me() me: Actor, @Param('id') id: string, @Body() body: QuoteForm) {
    await this.answering.quote(me, id, quoteInput(await bindOrThrow(QuoteForm, body)));
    return this.views.deal(id);
  }

  @Post(':id/handover')
  @Allow('financing.referral.handover')
  @TakesIdempotencyKey()
  @Answers(201, referralItem)
  async handOver(@Me() me: Actor, @Param('id') id: string, @Body() body: HandOverForm) {
    const { colleagueId, note } = await bindOrThrow(HandOverForm, body);
    await this.answering.handOver(me, id, colleagueId, note);
    return this.after(me, id);
  }

  @Post(':id/signing')
  @Allow('financing.payout.report')
  @TakesIdempotencyKey()
  @Answers(201, dealRecord)
  async sign(@Me() me: Actor, @Param('id') id: string, @Body() body: SigningForm) {
    await this.deals.sign(me, id, await bindOrThrow(SigningForm, body));
    return this.views.deal(id);
  }

  @Post(':id/disbursements')
  @Allow('financing.payout.report')
  @TakesIdempotencyKey()
  @Answers(201, disbursementRecord)
  async payOut(@Me() me: Actor, @Param('id') id: string, @Body() body: PayoutForm) {
    return disbursementView(await this.deals.reportPayout(me, id, await bindOrThrow(PayoutForm, body)));
  }

  private async after(me: Actor, id: string): Promise<object> {
    const record = await this.views.record(me, id);
    if (!record) throw new Problem('not-found');
    return record;
  }
}
