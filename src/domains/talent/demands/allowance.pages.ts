import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { AllowanceForm } from './demand-verification.forms.js';
import { Demands } from './demands.service.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

/** The law's exceptions: an officer lets a condition stand, and says why; it stays on record with the demand. */
@Controller('talent/demands/:id/allowance')
export class AllowancePages {
  constructor(
    private readonly demands: Demands,
    private readonly unlawful: UnlawfulConditions,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Allow('talent.demand.verify')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { demand, post } = await this.demands.require(me, id);
    if ((await this.unlawful.stopping(id, post)).length === 0)
      return redirect(backOf(demand), 'talent.demand.nothing-to-allow', {}, 'info');
    return this.page(me, locale, id);
  }

  @Post()
  @Allow('talent.demand.verify')
  allow(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(AllowanceForm, body, {
      submit: async ({ rule, reason }) => {
        const { demand, post } = await this.demands.require(me, id);
        await this.unlawful.allow(me, id, post, rule, reason);
        return redirect(backOf(demand), 'talent.demand.allowed');
      },
      again: (form) => this.page(me, locale, id, form),
    });
  }

  private async page(me: Actor, locale: Locale, id: string, typed?: FormView) {
    const { demand, post } = await this.demands.require(me, id);
    const stopping = await this.unlawful.stopping(id, post);
    const form = typed ?? this.forms.blank(AllowanceForm, {});
    const rule = form.fields['rule'];
    if (rule) rule.options = rule.options?.filter(({ value }) => stopping.some((one) => one.rule === value));
    return page('talent/demand-allowance', {
      form,
      backHref: backOf(demand),
      post: post.title,
      unlawful: stopping.map(({ excerpt, law }) => ({
        text: message('talent.unlawful.stop', { excerpt, law: law[locale] }),
      })),
    });
  }
}

const backOf = ({ id, state }: { id: string; state: string }): string =>
  `/talent/demands/${id}/${state === 'submitted' ? 'verification' : 'check'}`;
