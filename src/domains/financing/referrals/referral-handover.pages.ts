import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { ReferralHandover } from '../../../matchmaking/referral-handover.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { HandOverForm } from './answering.forms.js';
import { ReferralStep, referralHref } from './referral-step.js';

/** 转同事: a referral goes over to a colleague of the institution. */
@Controller('financing/referrals/:id/handover')
export class ReferralHandoverPages {
  constructor(
    private readonly forms: Forms,
    private readonly handover: ReferralHandover,
    private readonly step: ReferralStep,
  ) {}

  @Get()
  @Allow('financing.referral.handover')
  blank(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.handOverStep(me, locale, id, this.forms.blank(HandOverForm));
  }

  @Post()
  @Allow('financing.referral.handover')
  handOver(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(HandOverForm, body, {
      submit: async ({ colleagueId, note }) => {
        await this.handover.handOver(me, id, colleagueId, note);
        return redirect(referralHref(id), 'referral.handed-over');
      },
      again: (form) => this.handOverStep(me, locale, id, form),
    });
  }

  private async handOverStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const colleagues = await this.handover.colleagues(me);
    const field = form.fields['colleagueId'];
    if (field) {
      field.kind = 'choice';
      field.options = colleagues.map(({ id: value, name }) => ({ value, label: name, checked: value === field.value }));
    }
    const nobody = colleagues.length === 0 ? message('answer.handover.nobody') : null;
    return this.step.page(me, locale, id, 'answer.handover', form, { nobody });
  }
}
