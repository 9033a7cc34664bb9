import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { Contracts } from './contracts.service.js';
import { ConfirmationForm, PayoutForm, SigningForm } from './deal.forms.js';
import { DealViews, rateNote, type DealView } from './deal.views.js';
import { Payouts } from './payouts.service.js';
import { ReferralStep, referralHref } from '../referrals/referral-step.js';
import { ReferralViews } from '../referrals/referral.views.js';

/** Contract and payouts: the institution reports, the enterprise confirms, the centre may record for either (F11). */
@Controller('financing/referrals/:id')
export class DealPages {
  constructor(
    private readonly forms: Forms,
    private readonly contracts: Contracts,
    private readonly payouts: Payouts,
    private readonly dealViews: DealViews,
    private readonly views: ReferralViews,
    private readonly step: ReferralStep,
    private readonly clock: BusinessClock,
  ) {}

  @Get('signing')
  @Allow('financing.payout.report')
  async signing(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { quote } = await this.deal(me, locale, id);
    const { amount, rate, termMonths } = quote;
    const start = { amount, rate, termMonths, signedOn: this.clock.today() };
    return this.step.page(me, locale, id, 'deal.signing', this.forms.blank(SigningForm, start));
  }

  @Post('signing')
  @Allow('financing.payout.report')
  sign(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SigningForm, body, {
      submit: async (input) => {
        await this.contracts.sign(me, id, input);
        return redirect(referralHref(id), 'deal.signed');
      },
      again: (form) => this.step.page(me, locale, id, 'deal.signing', form),
    });
  }

  @Get('payouts/new')
  @Allow('financing.payout.report')
  async payout(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { left, signing } = await this.deal(me, locale, id);
    const start = { amount: left, rate: signing?.rate, paidOn: this.clock.today() };
    return this.step.page(me, locale, id, 'deal.payout', this.forms.blank(PayoutForm, start));
  }

  @Post('payouts/new')
  @Allow('financing.payout.report')
  report(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(PayoutForm, body, {
      submit: async (input) => {
        await this.payouts.report(me, id, input);
        return redirect(referralHref(id), 'deal.reported');
      },
      again: (form) => this.step.page(me, locale, id, 'deal.payout', form),
    });
  }

  @Get('payouts/:payoutId/correction')
  @Allow('financing.payout.report')
  async correction(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('payoutId') payoutId: string,
  ) {
    const payout = payoutOf(await this.deal(me, locale, id), payoutId);
    return this.step.page(me, locale, id, 'deal.correction', this.forms.blank(PayoutForm, payout));
  }

  @Post('payouts/:payoutId/correction')
  @Allow('financing.payout.report')
  correct(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('payoutId') payoutId: string,
    @Body() body: unknown,
  ) {
    return this.forms.handle(PayoutForm, body, {
      submit: async (input) => {
        await this.payouts.correct(me, id, payoutId, input);
        return redirect(referralHref(id), 'deal.corrected');
      },
      again: (form) => this.step.page(me, locale, id, 'deal.correction', form),
    });
  }

  @Get('payouts/:payoutId/confirmation')
  @Allow('financing.payout.confirm')
  ask(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('payoutId') payoutId: string,
  ) {
    return this.confirmation(me, locale, id, payoutId, this.forms.blank(ConfirmationForm));
  }

  @Post('payouts/:payoutId/confirmation')
  @Allow('financing.payout.confirm')
  confirm(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('payoutId') payoutId: string,
    @Body() body: unknown,
  ) {
    return this.forms.handle(ConfirmationForm, body, {
      submit: async (input) => {
        const { demand } = await this.views.of(me, id, locale);
        payoutOf(await this.deal(me, locale, id), payoutId);
        await this.payouts.confirm(me, demand.id, payoutId, input);
        const same = input.confirmation === 'same';
        return redirect(referralHref(id), same ? 'deal.confirmed' : 'deal.disputed', {}, same ? 'ok' : 'warn');
      },
      again: (form) => this.confirmation(me, locale, id, payoutId, form),
    });
  }

  private async confirmation(
    me: Actor,
    locale: Locale,
    id: string,
    payoutId: string,
    form: FormView,
  ): Promise<PageResult> {
    const deal = await this.deal(me, locale, id);
    const payout = payoutOf(deal, payoutId);
    const { quote, signing } = deal;
    const facts = [
      { label: message('deal.fact.amount'), value: { fen: payout.amount } },
      { label: message('deal.fact.rate'), value: { ppm: payout.rate }, note: rateNote(payout.rate - quote.rate) },
      { label: message('deal.fact.paidOn'), value: { day: payout.paidOn } },
      ...(signing ? [{ label: message('deal.fact.contract'), value: { fen: signing.amount } }] : []),
    ];
    const closes = signing?.endedAt && deal.waiting === 1 ? { lead: message('deal.confirmation.closes') } : {};
    return this.step.page(me, locale, id, 'deal.confirmation', form, { facts, ...closes });
  }

  /** After the choice only; unseen is a 404 by `views.of`. */
  private async deal(me: Actor, locale: Locale, id: string): Promise<DealView> {
    await this.views.of(me, id, locale);
    const deal = await this.dealViews.of(id);
    if (!deal) throw new Problem('not-found');
    return deal;
  }
}

function payoutOf(deal: DealView, payoutId: string): DealView['payouts'][number] {
  const payout = deal.payouts.find(({ id }) => id === payoutId);
  if (!payout) throw new Problem('not-found');
  return payout;
}
