import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { openHeaders } from '../../../platform/files/open-headers.js';
import { Files } from '../../../platform/files/files.service.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { AgreementPapers } from './agreement-papers.js';
import { AgreementEndForm, AgreementReturnForm } from './agreement.forms.js';
import { agreementHref, AgreementViews } from './agreement.views.js';
import { Agreements } from './agreements.service.js';
import { SignatureForm } from './signing.forms.js';
import { Signing } from './signing.service.js';

/** What happens to an agreement that is written: review, signatures with their papers, its end. */
@Controller('talent/classes/:id/agreements/:agreementId')
export class AgreementStepPages {
  constructor(
    private readonly forms: Forms,
    private readonly agreements: Agreements,
    private readonly papers: AgreementPapers,
    private readonly views: AgreementViews,
    private readonly signing: Signing,
    private readonly organisations: Organisations,
    private readonly files: Files,
    private readonly audit: Audit,
    private readonly clock: BusinessClock,
  ) {}

  @Post('approval')
  @Allow('talent.agreement.review')
  async approve(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    await this.agreements.approve(me, id, agreementId);
    return redirect(agreementHref(id, agreementId), 'class.agreement.approved');
  }

  @Get('returning')
  @Allow('talent.agreement.review')
  returning(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    return this.step(me, id, agreementId, 'returning', this.forms.blank(AgreementReturnForm));
  }

  @Post('returning')
  @Allow('talent.agreement.review')
  return(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string, @Body() body: unknown) {
    return this.forms.handle(AgreementReturnForm, body, {
      submit: async ({ note }) => {
        await this.agreements.return(me, id, agreementId, note);
        return redirect(agreementHref(id, agreementId), 'class.agreement.returned');
      },
      again: (form) => this.step(me, id, agreementId, 'returning', form),
    });
  }

  @Get('ending')
  @Allow('talent.agreement.review')
  ending(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string) {
    return this.step(me, id, agreementId, 'ending', this.forms.blank(AgreementEndForm));
  }

  @Post('ending')
  @Allow('talent.agreement.review')
  end(@Me() me: Actor, @Param('id') id: string, @Param('agreementId') agreementId: string, @Body() body: unknown) {
    return this.forms.handle(AgreementEndForm, body, {
      submit: async ({ reason }) => {
        await this.agreements.end(me, id, agreementId, reason);
        return redirect(agreementHref(id, agreementId), 'class.agreement.ended', undefined, 'info');
      },
      again: (form) => this.step(me, id, agreementId, 'ending', form),
    });
  }

  @Get('parties/:partyId/signature')
  @Allow('talent.agreement.sign')
  async signature(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
    @Param('partyId') partyId: string,
  ) {
    const form = this.forms.blank(SignatureForm, { signedOn: this.clock.today() });
    return this.signaturePage(me, id, agreementId, partyId, form);
  }

  @Post('parties/:partyId/signature')
  @Allow('talent.agreement.sign')
  sign(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
    @Param('partyId') partyId: string,
    @Body() body: unknown,
  ) {
    return this.forms.handle(SignatureForm, body, {
      submit: async (input) => {
        await this.signing.sign(me, id, agreementId, partyId, input);
        return redirect(agreementHref(id, agreementId), 'class.signature.kept');
      },
      again: (form) => this.signaturePage(me, id, agreementId, partyId, form),
    });
  }

  /** Through the class: whoever may not open its agreements finds no paper either. */
  @Get('files/:fileId')
  @Allow('talent.class.read')
  async download(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
    @Param('fileId') fileId: string,
    @QueryText('view') view: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.views.known(me, id);
    await this.papers.require(id, agreementId);
    const known = (await this.files.of('agreement', agreementId)).some((file) => file.id === fileId);
    if (!known) throw new Problem('not-found');
    const { file, stream } = await this.files.open(fileId);
    if (file.organisationId !== me.organisationId) await this.audit.look(me, { type: 'class', id, fields: ['file'] });
    void reply.headers(openHeaders(file, view)).send(stream);
  }

  private async signaturePage(me: Actor, id: string, agreementId: string, partyId: string, form: FormView) {
    const { organisationId } = await this.signing.requireParty(me, id, agreementId, partyId);
    const name = await this.organisations.nameOf(organisationId);
    return this.step(me, id, agreementId, 'signature', form, name);
  }

  private async step(
    me: Actor,
    id: string,
    agreementId: string,
    name: 'returning' | 'ending' | 'signature',
    form: FormView,
    party?: string,
  ) {
    const { offer } = await this.views.known(me, id);
    const agreement = await this.papers.require(id, agreementId);
    return page('talent/record/step', {
      title: message(`class.agreement-step.${name}`),
      lead: message(`class.agreement-step.${name}.lead`, { party: party ?? '' }),
      submit: message(`class.agreement-step.${name}.do`),
      look: name === 'ending' ? 'danger' : 'pri',
      subtitle: [this.views.line(agreement).title, `${offer.title} · ${offer.number}`],
      backHref: agreementHref(id, agreementId),
      upload: name === 'signature',
      form,
      fields: Object.keys(form.fields),
    });
  }
}
