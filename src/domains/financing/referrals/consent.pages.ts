import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Consenting } from '../../../matchmaking/consenting.js';
import { Consents } from '../../../matchmaking/consents.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { openHeaders } from '../../../platform/files/open-headers.js';
import { Files } from '../../../platform/files/files.service.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { ConsentPaperForm, ReceiversForm } from './consent.forms.js';
import { consentsHref, ConsentViews } from './consent.views.js';
import { Needs } from '../needs/needs.service.js';
import { Withdrawing } from '../needs/withdrawing.service.js';

/** Consents of one need: given by the enterprise in two steps, withdrawn in two clicks, or kept as a signed paper. */
@Controller('financing/needs/:id/consents')
export class ConsentPages {
  constructor(
    private readonly forms: Forms,
    private readonly views: ConsentViews,
    private readonly needs: Needs,
    private readonly consents: Consents,
    private readonly files: Files,
    private readonly clock: BusinessClock,
    private readonly consenting: Consenting,
    private readonly withdrawing: Withdrawing,
  ) {}

  @Get()
  @Allow('financing.need.consent', 'financing.need.refer')
  async list(@Me() me: Actor, @Param('id') id: string) {
    return page('financing/consents', await this.views.list(me, id));
  }

  @Get('give')
  @Allow('financing.need.consent')
  async read(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Query('receiver') receiver: unknown,
  ) {
    await this.needs.require(me, id);
    if (pickedIds(receiver).length === 0)
      return redirect(consentsHref(id), 'financing.consents.none-picked', {}, 'warn');
    return page('financing/consents-give', await this.views.give(me, id, pickedIds(receiver), locale));
  }

  @Post()
  @Allow('financing.need.consent')
  give(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ReceiversForm, body, {
      submit: async ({ receivers }) => {
        await this.consenting.give(me, id, pickedIds(receivers));
        return redirect(consentsHref(id), 'financing.consents.given', { count: pickedIds(receivers).length });
      },
      again: async (form) => page('financing/consents', { ...(await this.views.list(me, id)), form, locale }),
    });
  }

  @Get('letter')
  @Allow('financing.need.consent', 'financing.need.refer')
  async letter(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Query('receiver') receiver: unknown,
  ) {
    return page('financing/consents-letter', await this.views.letter(me, id, pickedIds(receiver)[0] ?? '', locale));
  }

  @Get(':receiver/withdrawal')
  @Allow('financing.need.consent')
  async askWithdrawal(@Me() me: Actor, @Param('id') id: string, @Param('receiver') receiver: string) {
    const { name, number } = await this.views.oneReceiver(me, id, receiver);
    if (!(await this.consents.valid(id, receiver))) throw new Problem('not-found');
    return page('financing/consents-withdrawal', { id, receiver, name, number, backHref: consentsHref(id) });
  }

  @Post(':receiver/withdrawal')
  @Allow('financing.need.consent')
  async withdraw(@Me() me: Actor, @Param('id') id: string, @Param('receiver') receiver: string) {
    await this.withdrawing.withdrawConsent(me, id, receiver);
    return redirect(consentsHref(id), 'financing.consents.withdrawn');
  }

  @Get(':receiver/paper')
  @Allow('financing.need.refer')
  async paper(@Me() me: Actor, @Param('id') id: string, @Param('receiver') receiver: string) {
    return this.paperPage(me, id, receiver, this.forms.blank(ConsentPaperForm, { signedOn: this.clock.today() }));
  }

  /** The scan is kept first, so that a consent never points to a file that is not there. */
  @Post(':receiver/paper')
  @Allow('financing.need.refer')
  keepPaper(@Me() me: Actor, @Param('id') id: string, @Param('receiver') receiver: string, @Body() body: unknown) {
    return this.forms.handle(ConsentPaperForm, body, {
      submit: async ({ signedOn, scan }) => {
        if (signedOn > this.clock.today()) throw refused('signedOn', 'day-future');
        const { demand } = await this.needs.require(me, id);
        await this.consenting.requireReceiver(demand.domain, receiver);
        const file = await this.files.store(me, scan, {
          type: 'consent',
          id,
          organisationId: demand.organisationId,
        });
        await this.consenting.giveOnPaper(me, id, receiver, { fileId: file.id, signedOn });
        return redirect(consentsHref(id), 'financing.consents.paper-kept');
      },
      again: (form) => this.paperPage(me, id, receiver, form),
    });
  }

  @Get('files/:fileId')
  @Allow('financing.need.consent', 'financing.need.refer')
  async scan(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Query('view') view: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.needs.require(me, id);
    const own = (await this.consents.of(id)).some((consent) => consent.fileId === fileId);
    if (!own) throw new Problem('not-found');
    const { file, stream } = await this.files.open(fileId);
    void reply.headers(openHeaders(file, view)).send(stream);
  }

  private async paperPage(me: Actor, id: string, receiver: string, form: FormView) {
    const { name, number } = await this.views.oneReceiver(me, id, receiver);
    const letterHref = consentsHref(id, `letter?receiver=${receiver}`);
    const data = { id, receiver, name, number, form, letterHref, backHref: consentsHref(id) };
    return page('financing/consents-paper', { ...data, title: message('financing.consents.paper.title', { name }) });
  }
}

const refused = (name: string, code: string) => new Problem('validation', {}, [{ field: name, code, params: {} }]);
