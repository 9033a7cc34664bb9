import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect, type PageResult } from '../../platform/views/result.js';
import { ConfirmationForm, PayoutForm, SigningForm } from './answering.forms.js';
import { DealViews, rateNote, type DealView } from './deal.views.js';
import { Deals } from './deals.service.js';
import { ReferralViews } from './referral.views.js';

const back = (id: string) => `/financing/referrals/${id}`;

/** Contract and payouts: the institution reports, the enterprise confirms, the centre may record for either (F11). */
@Controller('financing/referrals/:id')
export class DealPages {
  constructor(
    private readonly forms: Forms,
    private readonly deals: Deals,
    private readonly dealViews: DealViews,
    private readonly views: ReferralViews,
    private readonly clock: BusinessClock,
  ) {}

  @Get('signing')
  @Allow('financing.payout.report')
  async signing(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { quote } = await this.deal(me, locale, id);
    const { amount, rate, termMonths } = quote;
    const start = { amount, rate, termMonths, signedOn: this.clock.today() };
    return this.step(me, locale, id, 'signing', this.forms.blank(SigningForm, start));
  }

  @Post('signing')
  @Allow('financing.payout.report')
  sign(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SigningForm, body, {
      submit: async (input) => {
        await this.deals.sign(me, id, input);
        return redirect(back(id), 'deal.signed');
      },
      again: (form) => this.step(me, locale, id, 'signing', form),
    });
  }

  @Get('payouts/new')
  @Allow('financing.payout.report')
  async payout(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { left, signing } = await this.deal(me, locale, id);
    const start = { amount: left, rate: signing?.rate, paidOn: this.clock.today() };
    return this.step(me, locale, id, 'payout', this.forms.blank(PayoutForm, start));
  }

  @Post('payouts/new')
  @Allow('financing.payout.report')
  report(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(PayoutForm, body, {
      submit: async (input) => {
        await this.deals.reportPayout(me, id, input);
        return redirect(back(id), 'deal.reported');
      },
      again: (form) => this.step(me, locale, id, 'payout', form),
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
    return this.step(me, locale, id, 'correction', this.forms.blank(PayoutForm, payout));
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
        await this.deals.correctPayout(me, id, payoutId, input);
        return redirect(back(id), 'deal.corrected');
      },
      again: (form) => this.step(me, locale, id, 'correction', form),
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
        await this.deals.confirmPayout(me, demand.id, payoutId, input);
        const same = input.confirmation === 'same';
        return redirect(back(id), same ? 'deal.confirmed' : 'deal.disputed', {}, same ? 'ok' : 'warn');
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
    return this.step(me, locale, id, 'confirmation', form, { facts });
  }

  /** After the choice only; unseen is a 404 by `views.of`. */
  private async deal(me: Actor, locale: Locale, id: string): Promise<DealView> {
    await this.views.of(me, id, locale);
    const deal = await this.dealViews.of(id);
    if (!deal) throw new Problem('not-found');
    return deal;
  }

  private async step(
    me: Actor,
    locale: Locale,
    id: string,
    name: string,
    form: FormView,
    more: object = {},
  ): Promise<PageResult> {
    const { known, side, institution } = await this.views.of(me, id, locale);
    const onBehalf = form.fields['onBehalf'];
    if (onBehalf) onBehalf.optional = false;
    const party = side === 'enterprise' ? institution : known.enterprise;
    return page('financing/referral-step', {
      title: message(`deal.${name}.heading`),
      subtitle: [party, known.number].filter(Boolean).join(' · '),
      lead: message(`deal.${name}.lead`),
      submit: message(`deal.${name}.submit`),
      look: 'pri',
      backHref: back(id),
      fields: Object.keys(form.fields).filter((field) => field !== 'onBehalf' || side === 'centre'),
      form,
      ...more,
    });
  }
}

function payoutOf(deal: DealView, payoutId: string): DealView['payouts'][number] {
  const payout = deal.payouts.find(({ id }) => id === payoutId);
  if (!payout) throw new Problem('not-found');
  return payout;
}
