import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { demandHref } from '../../../matchmaking/domains.js';
import { Verifications, type Findings } from '../../../matchmaking/verifications.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { DemandVerificationForm } from './demand-verification.forms.js';
import { demandTests, DemandVerification } from './demand-verification.service.js';
import { Demands } from './demands.service.js';
import { postFacts } from './post-facts.js';
import { conditionsOf, UnlawfulConditions } from './unlawful-conditions.service.js';

/** 核实: three tests, then onto the list, or back with reasons. */
@Controller('talent/demands/:id/verification')
export class DemandVerificationPages {
  constructor(
    private readonly demands: Demands,
    private readonly verification: DemandVerification,
    private readonly verifications: Verifications,
    private readonly unlawful: UnlawfulConditions,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Allow('talent.demand.verify')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { demand } = await this.demands.require(me, id);
    if (demand.state !== 'submitted') return redirect(demandHref(demand), 'need.not-to-verify', {}, 'info');
    return this.page(me, locale, id);
  }

  @Post()
  @Allow('talent.demand.verify')
  decide(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
  ) {
    return body['_action'] === 'return' ? this.sendBack(me, locale, id, body) : this.pass(me, locale, id, body);
  }

  private pass(me: Actor, locale: Locale, id: string, body: unknown) {
    return this.forms.handle(DemandVerificationForm, body, {
      submit: async (input) => {
        await this.verification.pass(me, id, findingsOf(input), input.note);
        return redirect(`/talent/demands/${id}/match`, 'talent.demand.was-listed');
      },
      again: (form) => this.page(me, locale, id, form),
    });
  }

  /** Tests that nobody answered are no obstacle here: what is asked for are the reasons. */
  private sendBack(me: Actor, locale: Locale, id: string, body: Record<string, unknown>) {
    const input = bindReadable(DemandVerificationForm, body);
    const answered = demandTests.every((test) => input[test]);
    const filled = { ...body, ...Object.fromEntries(demandTests.map((test) => [test, input[test] ?? 'doubt'])) };
    return this.forms.handle(DemandVerificationForm, filled, {
      submit: async (complete) => {
        if (complete.reasons.length === 0)
          throw new Problem('validation', {}, [{ field: 'reasons', code: 'required', params: {} }]);
        const findings = answered ? findingsOf(complete) : null;
        await this.verification.return(me, id, complete.reasons, findings, complete.note);
        return redirect(`/talent/demands/${id}`, 'talent.demand.was-returned');
      },
      again: (form) => this.page(me, locale, id, asTicked(form, body)),
    });
  }

  private async page(me: Actor, locale: Locale, id: string, typed?: FormView) {
    const found = await this.demands.require(me, id);
    const { demand, post } = found;
    const form =
      typed ??
      this.forms.blank(DemandVerificationForm, { contact: 'pass', genuine: 'pass', terms: 'pass', reasons: [] });
    // Needed to send back, and only then.
    if (form.fields['reasons']) form.fields['reasons'].optional = false;
    const [due] = await this.deadlines.openOf({ demandId: id });
    const stopping = await this.unlawful.stopping(id, post);
    return page('talent/demand-verification', {
      id,
      form,
      number: demand.number,
      title: post.title,
      organisationId: demand.organisationId,
      organisation: await this.organisations.nameOf(demand.organisationId),
      dueAt: due?.dueAt ?? null,
      tests: demandTests.map((test) => ({
        name: test,
        note: `${test}Note`,
        hint: message(`talent.verification.${test}.ask`),
        open: Boolean(form.fields[`${test}Note`]?.value || form.fields[`${test}Note`]?.error),
      })),
      facts: postFacts(found, locale)
        .filter(({ value, page: from }) => value !== null && value !== '' && from !== 'call')
        .map(({ label, value }) => ({ label, value })),
      unlawful: conditionsOf(post).map(({ excerpt, severity, law }) => ({
        text: message(`talent.unlawful.${severity}`, { excerpt, law: law[locale] }),
        tone: severity === 'stop' ? 'bad' : 'warn',
      })),
      allowHref: stopping.length > 0 ? `/talent/demands/${id}/allowance` : null,
      duplicates: (await this.verifications.duplicates(demand)).map(({ id: other, number }) => ({
        href: `/talent/demands/${other}`,
        number,
      })),
    });
  }
}

/** Nothing is ticked that nobody ticked. */
function asTicked(form: FormView, body: Record<string, unknown>): FormView {
  for (const test of demandTests)
    for (const option of form.fields[test]?.options ?? []) option.checked = option.value === body[test];
  return form;
}

const findingsOf = (input: DemandVerificationForm): Findings =>
  Object.fromEntries(demandTests.map((test) => [test, { finding: input[test], note: input[`${test}Note`] }]));
