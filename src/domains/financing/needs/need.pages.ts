import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { openHeaders } from '../../../platform/files/open-headers.js';
import { Files } from '../../../platform/files/files.service.js';
import { withdrawable } from '../../../matchmaking/demand-withdrawal.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { NeedDossiers } from './need-dossier.js';
import { NeedViews } from './need.views.js';
import { FileForm, WithdrawalForm } from './need.forms.js';
import { Needs } from './needs.service.js';
import { Withdrawing } from './withdrawing.service.js';

/** One need: its page, its papers, its withdrawal. */
@Controller('financing/needs/:id')
export class NeedPages {
  constructor(
    private readonly needs: Needs,
    private readonly views: NeedViews,
    private readonly dossiers: NeedDossiers,
    private readonly forms: Forms,
    private readonly files: Files,
    private readonly audit: Audit,
    private readonly organisations: Organisations,
    private readonly withdrawing: Withdrawing,
  ) {}

  @Get()
  @Allow('financing.need.read')
  async show(@Me() me: Actor, @Param('id') id: string, @QueryText('record') record?: string) {
    const { demand } = await this.needs.require(me, id);
    if (demand.state === 'draft') return redirect(`/financing/needs/${id}/check`);
    return this.views.page(me, id, {}, record);
  }

  /** Shows the number to whoever has to call; that it was looked at is on record. */
  @Post('contact-look')
  @Allow('financing.need.note')
  async contact(@Me() me: Actor, @Param('id') id: string) {
    const { demand, need } = await this.needs.require(me, id);
    await this.audit.look(me, { type: 'demand', id, fields: ['contactName', 'contactMobile'] });
    const { contactName, contactTitle, contactMobile, callHours } = need;
    return page('financing/need-contact-look', {
      id,
      organisation: await this.organisations.nameOf(demand.organisationId),
      contactName,
      contactTitle,
      contactMobile,
      callHours,
    });
  }

  @Get('dossier')
  @Allow('financing.need.read')
  async dossier(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('financing/need-dossier', await this.dossiers.of(me, id, locale));
  }

  @Get('withdrawal')
  @Allow('financing.need.withdraw')
  withdrawal(@Me() me: Actor, @Param('id') id: string) {
    return this.withdrawalPage(me, id, this.forms.blank(WithdrawalForm));
  }

  @Post('withdrawal')
  @Allow('financing.need.withdraw')
  withdraw(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(WithdrawalForm, body, {
      submit: async ({ reason, note }) => {
        await this.withdrawing.withdraw(me, id, reason, note);
        return redirect(`/financing/needs/${id}`, 'need.withdrawn');
      },
      again: (form) => this.withdrawalPage(me, id, form),
    });
  }

  @Post('files')
  @Allow('platform.file.upload')
  async upload(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(FileForm, body, {
      submit: async ({ file }) => {
        const { demand } = await this.needs.require(me, id);
        if (!may(me, 'financing.need.edit')) throw new Problem('forbidden');
        if (demand.state === 'closed') throw new Problem('state-changed', { state: demand.state });
        await this.files.store(me, file, { type: 'demand', id, organisationId: demand.organisationId });
        return redirect(`/financing/needs/${id}#files`, 'need.file.kept');
      },
      again: (form) => this.views.page(me, id, { fileForm: form }),
    });
  }

  /** Through the need: whoever may not know of it finds no file either. */
  @Get('files/:fileId')
  @Allow('financing.need.read')
  async download(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @QueryText('view') view: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.needs.require(me, id);
    const known = (await this.files.of('demand', id)).some((file) => file.id === fileId);
    if (!known) throw new Problem('not-found');
    const { file, stream } = await this.files.open(fileId);
    if (file.organisationId !== me.organisationId) await this.audit.look(me, { type: 'demand', id, fields: ['file'] });
    void reply.headers(openHeaders(file, view)).send(stream);
  }

  private async withdrawalPage(me: Actor, id: string, form: FormView) {
    const { demand } = await this.needs.require(me, id);
    withdrawable(demand);
    const open = await this.views.openReferrals(id);
    return page('financing/need-withdrawal', {
      id,
      form,
      number: demand.number,
      organisation: await this.organisations.nameOf(demand.organisationId),
      told: open,
    });
  }
}
