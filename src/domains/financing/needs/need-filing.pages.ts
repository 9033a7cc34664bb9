import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Colleagues } from '../../../matchmaking/colleagues.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { Filing } from './filing.service.js';
import { changeFrom } from './need-answers.js';
import { factLabel, joined, needFacts } from './need-facts.js';
import type { FinancingNeed } from './need.entity.js';
import { OnBehalfForm, UseForm } from './need.forms.js';
import { Needs } from './needs.service.js';
import { stillMissing } from './still-missing.js';

/** Where filing begins and ends: a new need (one's own, or an officer's for an enterprise), check, submit, received. */
@Controller('financing/needs')
export class NeedFilingPages {
  constructor(
    private readonly needs: Needs,
    private readonly filing: Filing,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly colleagues: Colleagues,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
  ) {}

  @Get('new')
  @Allow('financing.need.file')
  async start(@Me() me: Actor, @QueryText('for') organisationId?: string, @QueryText('q') q?: string) {
    if (me.organisationKind === 'centre') return this.onBehalf(organisationId, q ?? '');
    const draft = await this.filing.openDraft(me, me.organisationId);
    return draft ? this.resume(me, draft) : this.firstPage(this.forms.blank(UseForm));
  }

  @Post('new')
  @Allow('financing.need.file')
  begin(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    if (me.organisationKind === 'centre') {
      return this.forms.handle(OnBehalfForm, body, {
        submit: async ({ organisationId, channel, collectedOn }) => {
          if (collectedOn !== null && collectedOn > this.clock.today())
            throw new Problem('validation', {}, [{ field: 'collectedOn', code: 'day-future', params: {} }]);
          const { id } = await this.filing.begin(me, { organisationId, channel, collectedOn });
          return redirect(`/financing/needs/${id}/use`);
        },
        again: (form) => this.onBehalf(textIn(body, 'organisationId'), '', form),
      });
    }
    return this.forms.handle(UseForm, body, {
      submit: async (input) => {
        const { id } = await this.filing.begin(me, own(me), changeFrom(Object.fromEntries(Object.entries(input))));
        return redirect(`/financing/needs/${id}/money`);
      },
      again: (form) => this.firstPage(form),
    });
  }

  /** The first page saves itself too: that is when the draft comes to be. */
  @Post('draft')
  @Allow('financing.need.file')
  @HttpCode(200)
  async autosave(@Me() me: Actor, @Body() body: unknown) {
    if (me.organisationKind === 'centre') throw new Problem('forbidden');
    await this.filing.begin(me, own(me), changeFrom(bindReadable(UseForm, body)));
    return { savedAt: this.clock.now().toISOString() };
  }

  @Get(':id/check')
  @Allow('financing.need.file')
  check(@Me() me: Actor, @Param('id') id: string) {
    return this.checkPage(me, id, []);
  }

  @Post(':id/check')
  @Allow('financing.need.file')
  async submit(@Me() me: Actor, @Param('id') id: string) {
    const { demand, need } = await this.needs.require(me, id);
    if (demand.state === 'submitted') return redirect(`/financing/needs/${id}/received`);
    const missing = stillMissing(need);
    if (missing.length > 0) return this.checkPage(me, id, missing);
    await this.filing.submit(me, id);
    return redirect(`/financing/needs/${id}/received`);
  }

  @Get(':id/received')
  @Allow('financing.need.file')
  async received(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.needs.require(me, id);
    if (demand.number === null) return redirect(`/financing/needs/${id}/check`);
    const [deadline] = await this.deadlines.openOf({ demandId: id });
    const officer = demand.officerId ? await this.colleagues.find('financing', demand.officerId) : null;
    return page('financing/need-received', {
      id,
      number: demand.number,
      own: demand.organisationId === me.organisationId,
      dueAt: deadline?.dueAt ?? null,
      officer,
      consents: (await this.filing.receivers(id)).size,
    });
  }

  @Post(':id/copy')
  @Allow('financing.need.file')
  async copy(@Me() me: Actor, @Param('id') id: string) {
    const draft = await this.filing.copy(me, id);
    return redirect(`/financing/needs/${draft.id}/money`, 'need.copied');
  }

  private async resume(me: Actor, id: string) {
    const { need } = await this.needs.require(me, id);
    return redirect(`/financing/needs/${id}/${openPage(need)}`, 'need.resumed');
  }

  private firstPage(form: FormView) {
    return page('financing/need-use', {
      form,
      open: true,
      own: true,
      step: { step: 1, steps: 4 },
      action: '/financing/needs/new',
      autosave: '/financing/needs/draft',
      backHref: '/financing/needs',
      more: Boolean(form.fields['purposeNote']?.value),
    });
  }

  private async onBehalf(organisationId: string | undefined, q: string, typed?: FormView) {
    if (!organisationId) {
      const found = q.trim() ? await this.organisations.search(q, 'enterprise') : [];
      return page('financing/need-new-for', { q, found, searched: q.trim() !== '' });
    }
    const organisation = await this.organisations.require(organisationId);
    if (organisation.kind !== 'enterprise') throw new Problem('not-found');
    const form =
      typed ?? this.forms.blank(OnBehalfForm, { organisationId, channel: 'visit', collectedOn: this.clock.today() });
    return page('financing/need-new-for', { organisation, form });
  }

  private async checkPage(me: Actor, id: string, missing: readonly string[]) {
    const { demand, need } = await this.needs.require(me, id);
    if (!['draft', 'returned'].includes(demand.state)) return redirect(`/financing/needs/${id}`);
    const owned = demand.organisationId === me.organisationId;
    const asked = await this.filing.worthAsking(me, id);
    const receivers = owned ? (await this.filing.couldReceive(me, id)).filter(({ ticked }) => ticked) : [];
    const answers = needFacts(need, demand)
      .filter(({ page: name, value }) => name !== 'details' || value !== null)
      .map(({ name, page: form, label, value }) => ({
        label,
        value: owned ? value : masked(name, value),
        href: `/financing/needs/${id}/${form}?back=check#${name}`,
      }));
    const consents = {
      label: message('need.receivers'),
      value: joined(receivers.map(({ name }) => name)),
      href: `/financing/needs/${id}/contact?back=check#receivers`,
    };
    const avoided = (await this.filing.avoidable(me, id)).filter((institution) => institution.avoided);
    const avoids = {
      label: message('need.avoided'),
      value: joined(avoided.map(({ name }) => name)),
      href: `/financing/needs/${id}/contact?back=check#avoided`,
    };
    const data = {
      id,
      own: owned,
      filedFor: owned ? null : await this.organisations.nameOf(demand.organisationId),
      returned: demand.state === 'returned',
      answers: [...answers, ...(owned ? [consents] : []), ...(avoided.length > 0 ? [avoids] : [])],
      asked:
        asked.length > 0 ? { facts: asked.length, products: Math.max(...asked.map(({ settles }) => settles)) } : null,
      form: {
        key: 'financing.need',
        fields: {},
        errors: missing.map((name) => message('need.check.missing', { field: factLabel(name) })),
      },
    };
    return page('financing/need-check', data, missing.length > 0 ? 422 : 200);
  }
}

const textIn = (body: Record<string, unknown>, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

const own = (me: Actor) => ({ organisationId: me.organisationId, channel: 'self' as const });

/** Where a draft is gone on with: the first page that lacks something. */
function openPage(need: FinancingNeed): string {
  if (!need.financingKind || !need.purpose) return 'use';
  if (need.amount === null) return 'money';
  return need.contactName && need.contactMobile ? 'check' : 'contact';
}

/** An officer needs the person only to call: the number itself is revealed on the need's page, and recorded. */
function masked<V>(name: string, value: V): V | string {
  if (typeof value !== 'string') return value;
  if (name === 'contactMobile') return maskMobile(value);
  return name === 'contactName' ? maskName(value) : value;
}
