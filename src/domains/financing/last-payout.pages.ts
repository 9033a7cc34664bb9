import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../platform/views/result.js';
import type { Signing } from './deal.entity.js';
import { DealViews, endFacts, type DealView } from './deal.views.js';
import { LastAnswerForm, LastPayoutForm } from './last-payout.forms.js';
import { LastPayout } from './last-payout.service.js';
import { ReferralStep, referralHref } from './referral-step.js';
import { ReferralViews } from './referral.views.js';

type SignedDeal = DealView & { readonly signing: Signing };

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
  ask(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
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
    if ((await this.signed(me, locale, id)).signing.endedAt === null) throw new Problem('not-found');
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
    const deal = await this.signed(me, locale, id);
    return this.step.page(me, locale, id, 'deal.last', form, { facts: endFacts(deal) });
  }

  private async answerStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const deal = await this.signed(me, locale, id);
    const { endReason, endNote } = deal.signing;
    const why = {
      label: message('deal.fact.end-reason'),
      value: message(`deal.last.reason.${endReason}`),
      note: endNote,
    };
    const facts = [...endFacts(deal), ...(endReason ? [why] : [])];
    return this.step.page(me, locale, id, 'deal.last-answer', form, { facts });
  }

  private async signed(me: Actor, locale: Locale, id: string): Promise<SignedDeal> {
    await this.views.of(me, id, locale); // unseen = 404
    const deal = await this.deals.of(id);
    if (!deal?.signing) throw new Problem('not-found');
    return { ...deal, signing: deal.signing };
  }
}
