import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { PaperValidity } from '../../../directory/profile/paper-validity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { openHeaders } from '../../../platform/files/open-headers.js';
import { Files } from '../../../platform/files/files.service.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { QueryText } from '../../../platform/http/query-text.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { PapersForm, SuppliedForm } from './answering.forms.js';
import { PaperRequests } from './paper-requests.service.js';
import { ReferralPapers } from './referral-papers.js';
import { ReferralStep, referralHref } from './referral-step.js';
import { ReferralViews } from './referral.views.js';

/** 补充材料: asked for by the institution, handed over by the enterprise, opened through the referral. */
@Controller('financing/referrals/:id')
export class PaperRequestPages {
  constructor(
    private readonly forms: Forms,
    private readonly requests: PaperRequests,
    private readonly papers: ReferralPapers,
    private readonly validity: PaperValidity,
    private readonly files: Files,
    private readonly audit: Audit,
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
        await this.requests.ask(me, id, papers);
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
    const { papers, ...rest } = (body ?? {}) as Record<string, unknown>;
    const fileIds = pickedIds(papers);
    return this.forms.handle(SuppliedForm, rest, {
      submit: async ({ note, file }) => {
        await this.requests.supplied(me, id, note, { fileIds, upload: file ?? null });
        return redirect(referralHref(id), 'referral.papers-supplied');
      },
      again: (form) => this.suppliedStep(me, locale, id, form, fileIds),
    });
  }

  /** Whoever reads of a paper on the referral's page may open it, and nobody else: the table of docs/privacy.md decides. */
  @Get('papers/:fileId')
  @Allow('financing.referral.read', 'financing.need.read')
  async download(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @QueryText('view') view: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { known, demand } = await this.views.of(me, id, locale);
    // An auditor reads cases, and no profiles: a paper may be the profile's.
    if (me.organisationKind === 'centre' && !may(me, 'directory.profile.read')) throw new Problem('forbidden');
    if (!known.papers?.some((paper) => paper.id === fileId)) throw new Problem('not-found');
    const { file, stream } = await this.files.open(fileId);
    if (me.organisationId !== demand.organisationId)
      await this.audit.look(me, { type: 'demand', id: demand.id, fields: ['file'] });
    void reply.headers(openHeaders(file, view)).send(stream);
  }

  private async suppliedStep(
    me: Actor,
    locale: Locale,
    id: string,
    form: FormView,
    ticked: readonly string[] = [],
  ): Promise<PageResult> {
    const { step, demand } = await this.views.of(me, id, locale);
    const files = await this.papers.choosable(demand);
    const validity = await this.validity.of(demand.organisationId);
    return this.step.page(me, locale, id, 'answer.supplied', form, {
      papers: step.papersAsked,
      upload: true,
      choosable: files.map(({ id: fileId, name, createdAt }) => ({
        id: fileId,
        name,
        createdAt,
        ...validity.get(fileId),
        ticked: ticked.includes(fileId),
      })),
    });
  }
}
