import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/day.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { QuoteForm, quoteInput, usualFee } from '../referrals/answering.forms.js';
import { feeKinds } from './deal.entity.js';
import { Quoting } from './quoting.service.js';
import { ReferralStep, referralHref } from '../referrals/referral-step.js';
import { ReferralViews } from '../referrals/referral.views.js';

const QUOTE_DAYS = 30;

/** An institution's quote, which starts from what was asked and from the usual fees. */
@Controller('financing/referrals/:id/quote')
export class QuotingPages {
  constructor(
    private readonly forms: Forms,
    private readonly quoting: Quoting,
    private readonly views: ReferralViews,
    private readonly step: ReferralStep,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Allow('financing.referral.answer')
  async blank(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { known } = await this.views.of(me, id, locale);
    const usual = Object.fromEntries(
      feeKinds.flatMap((kind) => {
        const { payee, cycle, bearer } = usualFee[kind];
        return [
          [`${kind}Payee`, payee],
          [`${kind}Cycle`, cycle],
          [`${kind}Bearer`, bearer],
        ];
      }),
    );
    const start = {
      amount: known.amount,
      termMonths: known.termMonths,
      repayment: known.repayments?.[0],
      validUntil: addDays(this.clock.today(), QUOTE_DAYS),
    };
    return this.quoteStep(me, locale, id, this.forms.blank(QuoteForm, { ...usual, ...start }));
  }

  @Post()
  @Allow('financing.referral.answer')
  quote(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(QuoteForm, body, {
      submit: async (input) => {
        await this.quoting.quote(me, id, quoteInput(input));
        return redirect(referralHref(id), 'referral.quoted');
      },
      again: (form) => this.quoteStep(me, locale, id, form),
    });
  }

  private async quoteStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const fees = feeKinds.map((kind) => {
      const names = ['Fee', 'Payee', 'Cycle', 'Bearer'].map((part) => `${kind}${part}`);
      names.forEach((name, i) => {
        const field = form.fields[name];
        if (!field) return;
        field.optional = false;
        field.label = message(`answer.fee.${['amount', 'payee', 'cycle', 'bearer'][i]}`);
      });
      return { kind, names };
    });
    const open = fees.some(
      ({ names }) => names.some((name) => form.fields[name]?.error) || form.fields[names[0] ?? '']?.value,
    );
    return this.step.page(me, locale, id, 'answer.quote', form, { feeLines: fees, feesOpen: open });
  }
}
