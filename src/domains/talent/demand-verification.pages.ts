import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Organisations } from '../../directory/organisations.js';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Verifications } from '../../matchmaking/verifications.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { AllowanceForm, DemandReturnForm, DemandTestsForm } from './demand-verification.forms.js';
import { demandTests, DemandVerification } from './demand-verification.service.js';
import { Demands } from './demands.service.js';
import { postFacts } from './post-facts.js';
import { conditionsOf, UnlawfulConditions } from './unlawful-conditions.service.js';

/** 核实: the tests of a demand, onto the list or back; the law's exceptions. */
@Controller('talent/demands/:id')
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

  @Get('verification')
  @Allow('talent.demand.verify')
  show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.page(me, locale, id, {});
  }

  @Post('verification')
  @Allow('talent.demand.verify')
  decide(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
  ) {
    if (body['_action'] === 'return') {
      return this.forms.handle(DemandReturnForm, body, {
        submit: async ({ reasons, note }) => {
          await this.verification.return(me, id, reasons, null, note);
          return redirect(`/talent/demands/${id}`, 'talent.demand.was-returned');
        },
        again: (form) => this.page(me, locale, id, { returning: form }),
      });
    }
    return this.forms.handle(DemandTestsForm, body, {
      submit: async (input) => {
        const findings = Object.fromEntries(
          demandTests.map((test) => [test, { finding: input[test], note: input[`${test}Note`] }]),
        );
        await this.verification.pass(me, id, findings, input.note);
        return redirect(`/talent/demands/${id}/match`, 'talent.demand.was-listed');
      },
      again: (form) => this.page(me, locale, id, { tests: form }),
    });
  }

  @Post('allowance')
  @Allow('talent.demand.verify')
  allow(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(AllowanceForm, body, {
      submit: async ({ rule, reason }) => {
        const { post } = await this.demands.require(me, id);
        await this.unlawful.allow(me, id, post, rule, reason);
        return redirect(`/talent/demands/${id}/verification`, 'talent.demand.allowed');
      },
      again: (form) => this.page(me, locale, id, { allowance: form }),
    });
  }

  private async page(
    me: Actor,
    locale: Locale,
    id: string,
    typed: { tests?: FormView; returning?: FormView; allowance?: FormView },
  ) {
    const found = await this.demands.require(me, id);
    const { demand, post } = found;
    if (demand.state !== 'submitted') throw new Problem('state-changed', { state: demand.state });
    const [due] = await this.deadlines.openOf({ demandId: id });
    const stopping = await this.unlawful.stopping(id, post);
    const rules = [...new Set(stopping.map(({ rule }) => rule))];
    return page('talent/demand-verification', {
      id,
      number: demand.number,
      title: post.title,
      organisationId: demand.organisationId,
      organisation: await this.organisations.nameOf(demand.organisationId),
      dueAt: due?.dueAt ?? null,
      form: typed.tests ?? typed.returning ?? typed.allowance,
      testsForm: typed.tests ?? this.forms.blank(DemandTestsForm, { contact: 'pass', genuine: 'pass', terms: 'pass' }),
      returnForm: typed.returning ?? this.forms.blank(DemandReturnForm),
      tests: demandTests.map((test) => ({ name: test, note: `${test}Note` })),
      facts: postFacts(found, locale)
        .filter(({ value, page: form }) => value !== null && form !== 'call')
        .map(({ label, value }) => ({ label, value })),
      unlawful: conditionsOf(post).map((one) => ({
        text: message(`talent.unlawful.${one.severity}`, { excerpt: one.excerpt, law: one.law[locale] }),
        tone: one.severity === 'stop' ? 'bad' : 'warn',
      })),
      allowances: rules.map((rule) => ({
        rule,
        name: message(`talent.rule.${rule}`),
        form:
          typed.allowance && typed.allowance.fields['rule']?.value === rule
            ? typed.allowance
            : this.forms.blank(AllowanceForm, { rule }),
      })),
      duplicates: (await this.verifications.duplicates(demand)).map((one) => ({
        ...one,
        href: `/talent/demands/${one.id}`,
      })),
    });
  }
}
