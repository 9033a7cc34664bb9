import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Consenting } from '../../../matchmaking/consenting.js';
import { Consents } from '../../../matchmaking/consents.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { idsIn } from '../../../platform/http/api-body.js';
import {
  Answers,
  AnswersNothing,
  AnswersPage,
  Api,
  show,
  TakesIdempotencyKey,
  TakesIfMatch,
} from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { IfMatch } from '../../../platform/http/versions.js';
import { Drafting } from './drafting.service.js';
import { changeOf, NeedBody, NeedQuery, NewNeedBody, VerificationBody } from './need.api-forms.js';
import { NeedApiViews, needItem, needRecord } from './need.api-views.js';
import { verificationTests } from './need.entity.js';
import { WithdrawalForm } from './need.forms.js';
import { Needs } from './needs.service.js';
import { Submitting } from './submitting.service.js';
import { Verification, type Findings } from '../verification/verification.service.js';
import { Withdrawing } from './withdrawing.service.js';

const consentRecord = show.object({
  receiverId: show.text,
  purpose: show.text,
  textVersion: show.text,
  givenAt: show.instant,
  expiresOn: show.day,
  withdrawnAt: show.maybe(show.instant),
  onPaper: show.flag,
});

/** Financing needs for programs: the same services as the pages, one need at a time. */
@Api('financing needs')
@Controller('api/v1/financing/needs')
export class NeedApi {
  constructor(
    private readonly needs: Needs,
    private readonly views: NeedApiViews,
    private readonly verification: Verification,
    private readonly consents: Consents,
    private readonly drafting: Drafting,
    private readonly submitting: Submitting,
    private readonly withdrawing: Withdrawing,
    private readonly consenting: Consenting,
    private readonly organisations: Organisations,
  ) {}

  @Get()
  @Allow('financing.need.read')
  @AnswersPage(needItem)
  async list(@Me() me: Actor, @Query() query: NeedQuery) {
    return this.views.list(me, await bindOrThrow(NeedQuery, query));
  }

  /** Begins a need, or goes on with the caller's open draft of the same enterprise; an officer says which enterprise. */
  @Post()
  @Allow('financing.need.file')
  @TakesIdempotencyKey()
  @Answers(201, needRecord)
  async create(@Me() me: Actor, @Body() body: NewNeedBody) {
    const input = await bindOrThrow(NewNeedBody, body);
    const { id } = await this.drafting.draft(me, {
      organisationId: await this.enterpriseOf(me, input.organisationId),
      channel: input.channel ?? 'self',
      collectedOn: input.collectedOn,
    });
    await this.needs.save(me, id, changeOf(input, body));
    return this.views.record(me, id);
  }

  @Get(':id')
  @Allow('financing.need.read')
  @Answers(200, needRecord)
  show(@Me() me: Actor, @Param('id') id: string) {
    return this.views.record(me, id);
  }

  @Patch(':id')
  @Allow('financing.need.edit')
  @TakesIfMatch()
  @Answers(200, needRecord)
  async edit(@Me() me: Actor, @Param('id') id: string, @Body() body: NeedBody, @IfMatch() version: number | undefined) {
    const input = await bindOrThrow(NeedBody, body);
    await this.needs.save(me, id, changeOf(input, body), version);
    return this.views.record(me, id);
  }

  @Post(':id/submission')
  @Allow('financing.need.file')
  @TakesIdempotencyKey()
  @Answers(201, needRecord)
  async submit(@Me() me: Actor, @Param('id') id: string) {
    await this.submitting.submit(me, id);
    return this.views.record(me, id);
  }

  @Post(':id/verification')
  @Allow('financing.need.verify')
  @TakesIdempotencyKey()
  @Answers(201, needRecord)
  async verify(@Me() me: Actor, @Param('id') id: string, @Body() body: VerificationBody) {
    const input = await bindOrThrow(VerificationBody, body);
    if (input.decision === 'return') {
      await this.verification.return(me, id, input.reasons, null, input.note);
    } else {
      await this.verification.pass(me, id, findingsOf(input), input.note);
    }
    return this.views.record(me, id);
  }

  @Post(':id/withdrawal')
  @Allow('financing.need.withdraw')
  @TakesIdempotencyKey()
  @Answers(201, needRecord)
  async withdraw(@Me() me: Actor, @Param('id') id: string, @Body() body: WithdrawalForm) {
    const { reason, note } = await bindOrThrow(WithdrawalForm, body);
    await this.withdrawing.withdraw(me, id, reason, note);
    return this.views.record(me, id);
  }

  @Get(':id/consents')
  @Allow('financing.need.read')
  @Answers(200, show.object({ items: show.list(consentRecord) }))
  async consentsOf(@Me() me: Actor, @Param('id') id: string) {
    await this.needs.require(me, id);
    const consents = await this.consents.of(id);
    return {
      items: consents.map((one) => ({
        receiverId: one.receiverOrganisationId,
        purpose: one.purpose,
        textVersion: one.textVersion,
        givenAt: one.givenAt.toISOString(),
        expiresOn: one.expiresOn,
        withdrawnAt: one.withdrawnAt?.toISOString() ?? null,
        onPaper: one.fileId !== null,
      })),
    };
  }

  /** Only the enterprise's own people may say yes. */
  @Post(':id/consents')
  @Allow('financing.need.consent')
  @TakesIdempotencyKey()
  @ApiBody({ schema: { ...show.object({ receivers: show.list(show.id) }) } })
  @Answers(201, show.object({ items: show.list(consentRecord) }))
  async consent(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    await this.consenting.give(me, id, idsIn(body, 'receivers'));
    return this.consentsOf(me, id);
  }

  @Delete(':id/consents/:receiver')
  @HttpCode(204)
  @Allow('financing.need.consent')
  @AnswersNothing()
  async withdrawConsent(@Me() me: Actor, @Param('id') id: string, @Param('receiver') receiver: string): Promise<void> {
    await this.withdrawing.withdrawConsent(me, id, receiver);
  }

  /** An enterprise files for itself. The centre borrows nothing: who files for another says for which enterprise. */
  private async enterpriseOf(me: Actor, id: string | null): Promise<string> {
    if (me.organisationKind !== 'centre') return id ?? me.organisationId;
    if (id !== null && (await this.organisations.kindOf(id)) === 'enterprise') return id;
    throw new Problem('validation', {}, [
      { field: 'organisationId', code: id === null ? 'required' : 'choice', params: {} },
    ]);
  }
}

/** A test nobody spoke of was not done: it counts as a doubt, which wants a note. */
function findingsOf(input: VerificationBody): Findings {
  return Object.fromEntries(
    verificationTests.map((test) => [test, { finding: input[test] ?? 'doubt', note: input[`${test}Note`] }]),
  ) as Findings;
}
