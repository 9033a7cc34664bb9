import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Verifications } from '../../../matchmaking/verifications.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { needFacts } from '../needs/need-facts.js';
import { verificationTests } from '../needs/need.entity.js';
import { Needs } from '../needs/needs.service.js';
import { verificationHints } from './verification-hints.js';
import { VerificationForm } from './verification.forms.js';
import { Verification, type Findings } from './verification.service.js';

/** 核实 (F3): five tests, started from the records, so that a sound need takes one click. */
@Controller('financing/needs/:id/verification')
export class VerificationPages {
  constructor(
    private readonly needs: Needs,
    private readonly verification: Verification,
    private readonly profiles: Profiles,
    private readonly deadlines: Deadlines,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
    private readonly organisations: Organisations,
    private readonly verifications: Verifications,
  ) {}

  @Get()
  @Allow('financing.need.verify')
  async show(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.needs.require(me, id);
    if (demand.state !== 'submitted') return redirect(`/financing/needs/${id}`, 'need.not-to-verify', {}, 'info');
    return this.page(me, id);
  }

  @Post()
  @Allow('financing.need.verify')
  decide(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    return body['_action'] === 'return' ? this.sendBack(me, id, body) : this.pass(me, id, body);
  }

  private pass(me: Actor, id: string, body: unknown) {
    return this.forms.handle(VerificationForm, body, {
      submit: async (input) => {
        await this.verification.pass(me, id, findingsOf(input), input.note);
        return redirect(`/financing/needs/${id}/match`, 'need.verified');
      },
      again: (form) => this.page(me, id, form),
    });
  }

  /** Tests that nobody answered are no obstacle here: what is asked for are the reasons. */
  private async sendBack(me: Actor, id: string, body: Record<string, unknown>) {
    const input = bindReadable(VerificationForm, body);
    const answered = verificationTests.every((test) => input[test]);
    const filled = answered
      ? body
      : { ...body, ...Object.fromEntries(verificationTests.map((test) => [test, input[test] ?? 'doubt'])) };
    return this.forms.handle(VerificationForm, filled, {
      submit: async (complete) => {
        if (complete.reasons.length === 0)
          throw new Problem('validation', {}, [{ field: 'reasons', code: 'required', params: {} }]);
        await this.verification.return(me, id, complete.reasons, answered ? findingsOf(complete) : null, complete.note);
        return redirect(`/financing/needs/${id}`, 'need.sent-back');
      },
      again: (form) => this.page(me, id, asTicked(form, body)),
    });
  }

  private async page(me: Actor, id: string, typed?: FormView) {
    const { demand, need } = await this.needs.require(me, id);
    const duplicates = await this.verifications.duplicates(demand);
    const record = await this.profiles.read(demand.organisationId);
    const hints = verificationHints(record, need, duplicates.length, this.clock.today());
    const preset = Object.fromEntries(hints.map(({ test, finding }) => [test, finding]));
    const form = typed ?? this.forms.blank(VerificationForm, { ...preset, reasons: [] });
    // Needed to send back, and only then.
    if (form.fields['reasons']) form.fields['reasons'].optional = false;
    const { verifications } = await this.verifications.history(id);
    const [deadline] = await this.deadlines.openOf({ demandId: id });
    return page('financing/need-verification', {
      id,
      form,
      number: demand.number,
      organisationId: demand.organisationId,
      organisation: await this.organisations.nameOf(demand.organisationId),
      tests: hints.map(({ test, finding, text }) => ({
        name: test,
        note: `${test}Note`,
        hint: text,
        tone: finding === 'pass' ? 'ok' : 'warn',
        open: Boolean(form.fields[`${test}Note`]?.value || form.fields[`${test}Note`]?.error || finding === 'doubt'),
      })),
      facts: needFacts(need, demand)
        .filter(({ page: from, value }) => from !== 'contact' && value !== null && value !== '')
        .map(({ label, value }) => ({ label, value })),
      duplicates: duplicates.map(({ id: other, number }) => ({ href: `/financing/needs/${other}`, number })),
      dueAt: deadline?.dueAt ?? null,
      earlier: verifications.map(({ at, reasons, note }) => ({
        at,
        action: message('need.log.demand.return'),
        detail: note,
        reasons: reasons.map((reason) => message(`need.return.${reason}`)),
      })),
      ready: hints.every(({ finding }) => finding === 'pass'),
    });
  }
}

/** Nothing is ticked that nobody ticked. */
function asTicked(form: FormView, body: Record<string, unknown>): FormView {
  for (const test of verificationTests)
    for (const option of form.fields[test]?.options ?? []) option.checked = option.value === body[test];
  return form;
}

function findingsOf(input: VerificationForm): Findings {
  return Object.fromEntries(
    verificationTests.map((test) => [test, { finding: input[test], note: input[`${test}Note`] }]),
  ) as Findings;
}
