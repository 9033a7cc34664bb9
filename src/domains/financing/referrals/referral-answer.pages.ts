import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { declineReasons, departments } from '../../../directory/codes/decline-reasons.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { ContactLogForm, DeclineForm } from './answering.forms.js';
import { Answering } from './answering.service.js';
import { ReferralStep, referralHref } from './referral-step.js';
import { ReferralViews } from './referral.views.js';

/** What an institution answers first: no, with reasons; or that it has called. */
@Controller('financing/referrals/:id')
export class ReferralAnswerPages {
  constructor(
    private readonly forms: Forms,
    private readonly answering: Answering,
    private readonly views: ReferralViews,
    private readonly step: ReferralStep,
  ) {}

  @Get('refusal')
  @Allow('financing.referral.answer')
  refusal(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.declineStep(me, locale, id, this.forms.blank(DeclineForm));
  }

  @Post('refusal')
  @Allow('financing.referral.answer')
  decline(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(DeclineForm, body, {
      submit: async ({ codes, note }) => {
        await this.answering.decline(me, id, codes, note);
        return redirect(referralHref(id), 'referral.declined');
      },
      again: (form) => this.declineStep(me, locale, id, form),
    });
  }

  @Get('contact')
  @Allow('financing.referral.answer')
  contact(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.step.page(me, locale, id, 'answer.contact', this.forms.blank(ContactLogForm, { how: 'phone' }));
  }

  @Post('contact')
  @Allow('financing.referral.answer')
  logContact(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ContactLogForm, body, {
      submit: async ({ how, note }) => {
        await this.answering.contact(me, id, how, note);
        return redirect(referralHref(id), 'referral.contacted');
      },
      again: (form) => this.step.page(me, locale, id, 'answer.contact', form),
    });
  }

  /** Each reason says whether the enterprise can mend it, and who helps. */
  private async declineStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const { referral } = await this.views.of(me, id, locale);
    for (const option of form.fields['codes']?.options ?? []) {
      const reason = declineReasons.find(option.value);
      if (!reason) continue;
      option.label = declineReasons.name(option.value, locale);
      const params = { department: departments.name(reason.department, locale) };
      option.hint = message(reason.repairable ? 'answer.decline.repairable' : 'answer.decline.lasting', params);
    }
    const words = referral.state === 'sent' ? 'answer.decline' : 'answer.not-approved';
    return this.step.page(me, locale, id, words, form, { look: 'danger' });
  }
}
