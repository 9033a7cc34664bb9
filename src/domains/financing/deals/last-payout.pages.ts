import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { DealViews, type DealView } from './deal.views.js';
import { LastAnswerForm, LastPayoutForm } from './last-payout.forms.js';
import { LastPayout } from './last-payout.service.js';
import { ReferralStep, referralHref } from '../referrals/referral-step.js';
import { ReferralViews } from '../referrals/referral.views.js';

/** 不再放款: declared by the institution, answered by the enterprise; the centre may record for either. */
@Controller('financing/referrals/:id/last-payout')
export class LastPayoutPages {
  constructor(
    private readonly forms: Forms,
    private readonly last: LastPayout,
    private readonly deals: DealViews,
    private readonly views: ReferralViews,
    private readonly step: ReferralStep,
  ) {}

  @Get()
  @Allow('financing.payout.report')
  async ask(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    await this.requireSigned(me, locale, id, false);
    return this.declaration(me, locale, id, this.forms.blank(LastPayoutForm));
  }

  @Post()
  @Allow('financing.payout.report')
  declare(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(LastPayoutForm, body, {
      submit: async (input) => {
        await this.last.declare(me, id, input);
        return redirect(referralHref(id), 'deal.ended');
      },
      again: (form) => this.declaration(me, locale, id, form),
    });
  }

  @Get('answer')
  @Allow('financing.payout.confirm')
  async question(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    await this.requireSigned(me, locale, id, true);
    return this.answerStep(me, locale, id, this.forms.blank(LastAnswerForm));
  }

  @Post('answer')
  @Allow('financing.payout.confirm')
  answer(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(LastAnswerForm, body, {
      submit: async (input) => {
        await this.last.answer(me, id, input);
        const agreed = input.answer === 'agreed';
        return redirect(referralHref(id), agreed ? 'deal.end-agreed' : 'deal.end-refused', {}, agreed ? 'ok' : 'warn');
      },
      again: (form) => this.answerStep(me, locale, id, form),
    });
  }

  private async declaration(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    return this.step.page(me, locale, id, 'deal.last', form, { facts: factsOf(await this.deals.of(id)) });
  }

  private async answerStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const deal = await this.deals.of(id);
    const { endReason = null, endNote = null } = deal?.signing ?? {};
    const why = {
      label: message('deal.fact.end-reason'),
      value: message(`deal.last.reason.${endReason}`),
      note: endNote,
    };
    const facts = [...factsOf(deal), ...(endReason ? [why] : [])];
    return this.step.page(me, locale, id, 'deal.last-answer', form, { facts });
  }

  /** Only what can be answered is asked; what was sent meanwhile is refused by the service, in its words. */
  private async requireSigned(me: Actor, locale: Locale, id: string, ended: boolean): Promise<void> {
    const { referral } = await this.views.of(me, id, locale);
    const signing = (await this.deals.of(id))?.signing;
    if (!signing || (ended && signing.endedAt === null) || referral.state !== 'agreed') throw new Problem('not-found');
  }
}

const factsOf = (deal: DealView | null) =>
  deal?.signing
    ? [
        { label: message('deal.fact.contract'), value: { fen: deal.signing.amount } },
        { label: message('deal.fact.paid'), value: { fen: deal.paid } },
        { label: message('deal.fact.confirmed'), value: { fen: deal.confirmed } },
      ]
    : [];
