import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { Locale } from '../../platform/i18n/locale.js';
import type { FormView } from '../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../platform/views/result.js';
import { PapersForm, SuppliedForm } from './answering.forms.js';
import { PaperRequests } from './paper-requests.service.js';
import { ReferralStep, referralHref } from './referral-step.js';
import { ReferralViews } from './referral.views.js';

/** 补充材料: asked for by the institution, supplied by the enterprise. */
@Controller('financing/referrals/:id')
export class PaperRequestPages {
  constructor(
    private readonly forms: Forms,
    private readonly papers: PaperRequests,
    private readonly views: ReferralViews,
    private readonly step: ReferralStep,
  ) {}

  @Get('papers')
  @Allow('financing.referral.answer')
  blank(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.step.page(me, locale, id, 'answer.papers', this.forms.blank(PapersForm));
  }

  @Post('papers')
  @Allow('financing.referral.answer')
  ask(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(PapersForm, body, {
      submit: async ({ papers }) => {
        await this.papers.ask(me, id, papers);
        return redirect(referralHref(id), 'referral.papers-asked');
      },
      again: (form) => this.step.page(me, locale, id, 'answer.papers', form),
    });
  }

  @Get('papers-supplied')
  @Allow('financing.need.edit')
  supplied(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.suppliedStep(me, locale, id, this.forms.blank(SuppliedForm));
  }

  @Post('papers-supplied')
  @Allow('financing.need.edit')
  supply(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SuppliedForm, body, {
      submit: async ({ note }) => {
        await this.papers.supplied(me, id, note);
        return redirect(referralHref(id), 'referral.papers-supplied');
      },
      again: (form) => this.suppliedStep(me, locale, id, form),
    });
  }

  private async suppliedStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const { step } = await this.views.of(me, id, locale);
    return this.step.page(me, locale, id, 'answer.supplied', form, { papers: step.papersAsked });
  }
}
