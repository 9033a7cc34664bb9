import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { declineReasons, departments } from '../../directory/codes/decline-reasons.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect, type PageResult } from '../../platform/views/result.js';
import {
  ContactLogForm,
  DeclineForm,
  HandOverForm,
  PapersForm,
  QuoteForm,
  quoteInput,
  SuppliedForm,
  usualFee,
} from './answering.forms.js';
import { Answering } from './answering.service.js';
import { feeKinds } from './deal.entity.js';
import { ReferralViews } from './referral.views.js';

const back = (id: string) => `/financing/referrals/${id}`;
const QUOTE_DAYS = 30;

/** What an institution answers, one form a page; the enterprise's answer to papers asked for is here too. */
@Controller('financing/referrals/:id')
export class ReferralAnswerPages {
  constructor(
    private readonly forms: Forms,
    private readonly answering: Answering,
    private readonly views: ReferralViews,
    private readonly clock: BusinessClock,
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
        return redirect(back(id), 'referral.declined');
      },
      again: (form) => this.declineStep(me, locale, id, form),
    });
  }

  @Get('contact')
  @Allow('financing.referral.answer')
  contact(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.step(me, locale, id, 'contact', this.forms.blank(ContactLogForm, { how: 'phone' }));
  }

  @Post('contact')
  @Allow('financing.referral.answer')
  logContact(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ContactLogForm, body, {
      submit: async ({ how, note }) => {
        await this.answering.contact(me, id, how, note);
        return redirect(back(id), 'referral.contacted');
      },
      again: (form) => this.step(me, locale, id, 'contact', form),
    });
  }

  @Get('papers')
  @Allow('financing.referral.answer')
  papers(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.step(me, locale, id, 'papers', this.forms.blank(PapersForm));
  }

  @Post('papers')
  @Allow('financing.referral.answer')
  askPapers(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(PapersForm, body, {
      submit: async ({ papers }) => {
        await this.answering.askPapers(me, id, papers);
        return redirect(back(id), 'referral.papers-asked');
      },
      again: (form) => this.step(me, locale, id, 'papers', form),
    });
  }

  @Get('papers-supplied')
  @Allow('financing.need.edit')
  supplied(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.step(me, locale, id, 'supplied', this.forms.blank(SuppliedForm));
  }

  @Post('papers-supplied')
  @Allow('financing.need.edit')
  supply(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SuppliedForm, body, {
      submit: async ({ note }) => {
        await this.answering.suppliedPapers(me, id, note);
        return redirect(back(id), 'referral.papers-supplied');
      },
      again: (form) => this.step(me, locale, id, 'supplied', form),
    });
  }

  @Get('quote')
  @Allow('financing.referral.answer')
  async quote(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
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

  @Post('quote')
  @Allow('financing.referral.answer')
  giveQuote(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(QuoteForm, body, {
      submit: async (input) => {
        await this.answering.quote(me, id, quoteInput(input));
        return redirect(back(id), 'referral.quoted');
      },
      again: (form) => this.quoteStep(me, locale, id, form),
    });
  }

  @Get('handover')
  @Allow('financing.referral.handover')
  handover(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.handOverStep(me, locale, id, this.forms.blank(HandOverForm));
  }

  @Post('handover')
  @Allow('financing.referral.handover')
  handOver(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(HandOverForm, body, {
      submit: async ({ colleagueId, note }) => {
        await this.answering.handOver(me, id, colleagueId, note);
        return redirect(back(id), 'referral.handed-over');
      },
      again: (form) => this.handOverStep(me, locale, id, form),
    });
  }

  private async step(
    me: Actor,
    locale: Locale,
    id: string,
    name: string,
    form: FormView,
    more: object = {},
  ): Promise<PageResult> {
    await this.answering.require(me, id); // what was taken back has a page that says so, but no next step
    const { known, step } = await this.views.of(me, id, locale);
    return page('financing/referral-step', {
      title: message(`answer.${name}.heading`),
      subtitle: known.enterprise ? `${known.enterprise} · ${known.number ?? ''}` : (known.number ?? ''),
      lead: message(`answer.${name}.lead`),
      papers: name === 'supplied' ? step.papersAsked : null,
      submit: message(`answer.${name}.submit`),
      look: name === 'decline' || name === 'not-approved' ? 'danger' : 'pri',
      backHref: back(id),
      fields: Object.keys(form.fields),
      form,
      ...more,
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
    return this.step(me, locale, id, referral.state === 'sent' ? 'decline' : 'not-approved', form);
  }

  private async handOverStep(me: Actor, locale: Locale, id: string, form: FormView): Promise<PageResult> {
    const colleagues = await this.answering.colleagues(me);
    const field = form.fields['colleagueId'];
    if (field) {
      field.kind = 'choice';
      field.options = colleagues.map(({ id: value, name }) => ({ value, label: name, checked: value === field.value }));
    }
    const nobody = colleagues.length === 0 ? message('answer.handover.nobody') : null;
    return this.step(me, locale, id, 'handover', form, { nobody });
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
    return this.step(me, locale, id, 'quote', form, { feeLines: fees, feesOpen: open });
  }
}
