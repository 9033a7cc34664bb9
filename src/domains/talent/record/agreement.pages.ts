import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { formChanges } from '../../../platform/http/form-changes.js';
import { Forms } from '../../../platform/http/forms.js';
import { versionIn } from '../../../platform/http/versions.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import { clauseKeys, type ClauseKey } from './agreement-clauses.js';
import { AgreementPapers } from './agreement-papers.js';
import { AgreementForm, NewAgreementForm } from './agreement.forms.js';
import { agreementHref, AgreementViews } from './agreement.views.js';
import { Agreements, type AgreementInput } from './agreements.service.js';
import { ClassRecord } from './class-record.js';

/** 合作协议: reading them, and writing one. */
@Controller('talent/classes/:id/agreements')
export class AgreementPages {
  constructor(
    private readonly forms: Forms,
    private readonly record: ClassRecord,
    private readonly papers: AgreementPapers,
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  @Get()
  @Allow('talent.class.read')
  list(@Me() me: Actor, @Param('id') id: string) {
    return this.listPage(me, id, this.forms.blank(NewAgreementForm, { kind: 'school-firm' }));
  }

  @Post()
  @Allow('talent.class.edit')
  draft(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(NewAgreementForm, body, {
      submit: async ({ kind }) =>
        redirect(`${agreementHref(id, await this.agreements.draft(me, id, kind))}/edit`, 'class.agreement.drafted'),
      again: (form) => this.listPage(me, id, form),
    });
  }

  @Get(':agreementId')
  @Allow('talent.class.read')
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
  ) {
    return page('talent/record/agreement', await this.views.show(me, id, agreementId, locale));
  }

  @Get(':agreementId/edit')
  @Allow('talent.class.edit')
  async edit(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    return this.editPage(me, id, agreementId, await this.stored(me, id, agreementId));
  }

  @Post(':agreementId/edit')
  @Allow('talent.class.edit')
  save(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
    @Body() body: Record<string, unknown>,
  ) {
    return this.forms.handle(AgreementForm, body, {
      submit: async (input) => {
        await this.agreements.edit(me, id, agreementId, inputOf(input), versionIn(body));
        return redirect(agreementHref(id, agreementId), 'class.agreement.saved');
      },
      again: (form) => this.editPage(me, id, agreementId, form, versionIn(body)),
    });
  }

  @Post(':agreementId/submission')
  @Allow('talent.class.edit')
  async submit(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    await this.agreements.submit(me, id, agreementId);
    return redirect(agreementHref(id, agreementId), 'class.agreement.submitted');
  }

  @Post(':agreementId/amendment')
  @Allow('talent.class.edit')
  async amend(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    const next = await this.agreements.amend(me, id, agreementId);
    return redirect(`${agreementHref(id, next)}/edit`, 'class.agreement.amending');
  }

  @Post(':agreementId/dropping')
  @Allow('talent.class.edit')
  async drop(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    await this.agreements.drop(me, id, agreementId);
    return redirect(`${classHref(id)}/agreements`, 'class.agreement.dropped', undefined, 'info');
  }

  private async listPage(me: Actor, id: string, form: FormView) {
    const list = await this.views.list(me, id);
    const kind = form.fields['kind'];
    if (kind) kind.options = kind.options?.filter(({ value }) => list.kinds.some((one) => one === value)) ?? [];
    return page('talent/record/agreements', { ...list, form: list.kinds.length > 0 ? form : null });
  }

  private async stored(me: Actor, id: string, agreementId: string): Promise<FormView> {
    await this.record.requireEditable(me, id);
    const { internshipPay, commitRate, ...agreement } = await this.papers.require(id, agreementId);
    const clauses = await this.papers.clauses(agreementId);
    return this.forms.blank(AgreementForm, {
      ...agreement,
      commitRate: commitRate / PPM_A_PERCENT,
      internshipPay: internshipPay === null ? null : internshipPay / 100,
      ...Object.fromEntries(clauses.map(({ key, text }) => [key, text])),
      flags: await this.papers.flags(agreementId),
    });
  }

  /** Where somebody saved in between, both are shown, and saving again decides. */
  private async editPage(me: Actor, id: string, agreementId: string, form: FormView, from?: number) {
    const { offer } = await this.record.requireEditable(me, id);
    const agreement = await this.papers.require(id, agreementId);
    const overtaken = from !== undefined && from !== agreement.version;
    return page('talent/record/agreement-edit', {
      title: message('class.agreement.editing', { kind: message(`class.agreement.kind.${agreement.kind}`) }),
      subtitle: `${offer.title} · ${offer.number}`,
      form: overtaken ? { ...form, errors: [] } : form,
      version: agreement.version,
      overtaken,
      changes: overtaken ? formChanges(form, await this.stored(me, id, agreementId)) : [],
      action: `${agreementHref(id, agreementId)}/edit`,
      backHref: agreementHref(id, agreementId),
    });
  }
}

const PPM_A_PERCENT = 10_000;

function inputOf(form: AgreementForm): AgreementInput {
  const { flags, validFrom, validTo, hoursPerDay, insurer, insuredSum, dispute } = form;
  const clauses = Object.fromEntries(clauseKeys.map((key) => [key, form[key]])) as Record<ClauseKey, string | null>;
  const internshipPay = form.internshipPay * 100;
  const commitRate = form.commitRate * PPM_A_PERCENT;
  return { validFrom, validTo, commitRate, hoursPerDay, internshipPay, insurer, insuredSum, dispute, clauses, flags };
}
