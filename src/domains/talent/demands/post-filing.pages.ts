import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { Problem } from '../../../kernel/problem.js';
import { Colleagues } from '../../../matchmaking/colleagues.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { BASKET, DemandFiling } from './demand-filing.service.js';
import { DemandSubmitting, missingIn } from './demand-submitting.service.js';
import { Demands } from './demands.service.js';
import { postFacts } from './post-facts.js';
import { PostOnBehalfForm } from './post.forms.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

/** Which page of the form asks for what is missing. */
const pageOf: Readonly<Record<string, string>> = {
  title: 'post', trade: 'post', headcountMin: 'post', headcountMax: 'post', educationLevel: 'people', majors: 'people',
  cooperation: 'people', contactName: 'call', contactMobile: 'call',
}; // prettier-ignore

/** Where filing begins and ends: a new post, the basket, check, submit, received. */
@Controller('talent/demands')
export class PostFilingPages {
  constructor(
    private readonly demands: Demands,
    private readonly filing: DemandFiling,
    private readonly submitting: DemandSubmitting,
    private readonly unlawful: UnlawfulConditions,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly colleagues: Colleagues,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
  ) {}

  /** An enterprise goes on with its draft or begins one; an officer says for whom first. */
  @Get('new')
  @Allow('talent.demand.file')
  async start(@Me() me: Actor, @QueryText('for') organisationId?: string, @QueryText('q') q?: string) {
    if (me.organisationKind === 'centre') return this.onBehalf(organisationId, q ?? '');
    return page('talent/demand-new', { most: BASKET });
  }

  @Post('new')
  @Allow('talent.demand.file')
  async begin(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    if (me.organisationKind !== 'centre') {
      const { id } = await this.filing.begin(me, { organisationId: me.organisationId, channel: 'self' });
      return redirect(`/talent/demands/${id}/post`);
    }
    return this.forms.handle(PostOnBehalfForm, body, {
      submit: async ({ organisationId, channel, collectedOn }) => {
        if (collectedOn !== null && collectedOn > this.clock.today())
          throw new Problem('validation', {}, [{ field: 'collectedOn', code: 'day-future', params: {} }]);
        const { id } = await this.filing.begin(me, { organisationId, channel, collectedOn });
        return redirect(`/talent/demands/${id}/post`);
      },
      again: (form) => this.onBehalf(String(form.fields['organisationId']?.value ?? ''), '', form),
    });
  }

  @Get(':id/check')
  @Allow('talent.demand.file')
  check(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.checkPage(me, locale, id, false);
  }

  @Post(':id/check')
  @Allow('talent.demand.file')
  async submit(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { demand } = await this.demands.require(me, id);
    if (demand.state === 'submitted') return redirect(`/talent/demands/${id}/received`);
    try {
      await this.submitting.submit(me, id);
    } catch (error) {
      if (!(error instanceof Problem) || !['validation', 'conditions-unlawful'].includes(error.code)) throw error;
      return this.checkPage(me, locale, id, true);
    }
    return redirect(`/talent/demands/${id}/received`);
  }

  @Post(':id/another')
  @Allow('talent.demand.file')
  async another(@Me() me: Actor, @Param('id') id: string) {
    const next = await this.filing.addAnother(me, id);
    return redirect(`/talent/demands/${next.id}/post`, 'talent.demand.kept-in-basket');
  }

  @Post(':id/drop')
  @Allow('talent.demand.file')
  async drop(@Me() me: Actor, @Param('id') id: string) {
    const others = (await this.filing.basket(me, id)).filter((one) => one.id !== id);
    await this.filing.drop(me, id);
    const next = others[0];
    return redirect(next ? `/talent/demands/${next.id}/check` : '/talent/demands', 'talent.demand.dropped');
  }

  @Post(':id/copy')
  @Allow('talent.demand.file')
  async copy(@Me() me: Actor, @Param('id') id: string) {
    const draft = await this.filing.copy(me, id);
    return redirect(`/talent/demands/${draft.id}/post`, 'talent.demand.copied');
  }

  @Get(':id/received')
  @Allow('talent.demand.file')
  async received(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.demands.require(me, id);
    if (demand.number === null) return redirect(`/talent/demands/${id}/check`);
    const [deadline] = await this.deadlines.openOf({ demandId: id });
    return page('talent/demand-received', {
      id,
      number: demand.number,
      own: demand.organisationId === me.organisationId,
      dueAt: deadline?.dueAt ?? null,
      officer: demand.officerId ? await this.colleagues.find('talent', demand.officerId) : null,
    });
  }

  private async onBehalf(organisationId: string | undefined, q: string, typed?: FormView) {
    if (!organisationId) {
      const found = q.trim() ? await this.organisations.search(q, 'enterprise') : [];
      return page('talent/demand-new-for', { q, found, searched: q.trim() !== '' });
    }
    const organisation = await this.organisations.require(organisationId);
    if (organisation.kind !== 'enterprise') throw new Problem('not-found');
    const blank = { organisationId, channel: 'visit', collectedOn: this.clock.today() };
    return page('talent/demand-new-for', { organisation, form: typed ?? this.forms.blank(PostOnBehalfForm, blank) });
  }

  /** What was typed, the other posts of the basket, and what still stands in the way of any of them. */
  private async checkPage(me: Actor, locale: Locale, id: string, refused: boolean) {
    const { demand } = await this.demands.require(me, id);
    if (!['draft', 'returned'].includes(demand.state)) return redirect(`/talent/demands/${id}`);
    const own = demand.organisationId === me.organisationId;
    const posts = [];
    const errors = [];
    const stopped: object[] = [];
    for (const one of await this.filing.basket(me, id)) {
      const found = await this.demands.require(me, one.id);
      const missing = missingIn(found);
      const stopping = await this.unlawful.stopping(one.id, found.post);
      const base = `/talent/demands/${one.id}`;
      const title = found.post.title ?? message('talent.demand.untitled');
      for (const name of missing)
        errors.push({
          text: message('talent.demand.missing', { title, field: message(`talent.demand.${name}`) }),
          href: `${base}/${pageOf[name] ?? 'post'}?back=check`,
        });
      if (stopping.length > 0) stopped.push({ href: `${base}/allowance`, title });
      for (const { excerpt, law, field } of stopping)
        errors.push({
          text: message('talent.demand.unlawful', { title, excerpt, law: law[locale] }),
          href: `${base}/${field === 'conditions' ? 'people' : 'post'}?back=check`,
        });
      posts.push({
        id: one.id,
        title,
        current: one.id === id,
        answers: postFacts(found, locale)
          .filter(({ value }) => value !== null)
          .map(({ name, page: form, label, value }) => ({
            label,
            value: own ? value : masked(name, value),
            href: `${base}/${form}?back=check`,
          })),
      });
    }
    return page(
      'talent/demand-check',
      {
        id,
        own,
        returned: demand.state === 'returned',
        basket: demand.state === 'draft',
        filedFor: own ? null : await this.organisations.nameOf(demand.organisationId),
        posts,
        allows: refused && may(me, 'talent.demand.verify') && stopped.length > 0 ? stopped : [],
        several: posts.length > 1,
        problems: refused ? errors : [],
      },
      refused ? 422 : 200,
    );
  }
}

/** An officer needs the person only to call: the number itself is revealed on the demand's page, and recorded. */
function masked<V>(name: string, value: V): V | string {
  if (typeof value !== 'string') return value;
  if (name === 'contactMobile') return maskMobile(value);
  return name === 'contactName' ? maskName(value) : value;
}
