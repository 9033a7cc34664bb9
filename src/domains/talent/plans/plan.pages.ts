import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { exportAnswer } from '../../../platform/exports/export-answer.js';
import { Exports } from '../../../platform/exports/exports.service.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { message } from '../../../platform/i18n/message.js';
import { Words } from '../../../platform/i18n/words.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { PlanForm, RulesForm } from './plan.forms.js';
import { zoneRules, type OfficerRules } from './plan-rules.js';
import { isTerm, nextTerm, termAhead } from './plan-term.js';
import { termText } from './plan-term-text.js';
import { PlanRun, type PlanPin } from './plan.entity.js';
import { planHref, PlanViews } from './plan.views.js';
import { Plans } from './plans.service.js';
import { Publishing } from '../classes/publishing.service.js';

const pinKinds: readonly PlanPin['kind'][] = ['open', 'forbid', 'place', 'leave-out'];

/** 组班方案: ask for a plan, read it, change what it is made from, compare, and send one run to the colleges. */
@Controller('talent/plans')
export class PlanPages {
  constructor(
    private readonly plans: Plans,
    private readonly views: PlanViews,
    private readonly publishing: Publishing,
    private readonly exports: Exports,
    private readonly words: Words,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
    private readonly db: Database,
  ) {}

  @Get()
  @Allow('talent.plan.read')
  async list(@Me() me: Actor) {
    return page('talent/plans', await this.views.list(me));
  }

  @Get('new')
  @Allow('talent.plan.edit')
  start() {
    const term = termAhead(this.clock.today());
    return this.newPage(this.forms.blank(PlanForm, { ...zoneRules, term }));
  }

  @Post('new')
  @Allow('talent.plan.edit')
  create(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Body() body: unknown) {
    return this.forms.handle(PlanForm, body, {
      submit: async ({ term, name, ...rules }) => {
        if (!isTerm(term)) throw new Problem('validation', {}, [{ field: 'term', code: 'choice', params: {} }]);
        const given = name ?? this.words.say(locale, termText(term));
        const plan = await this.plans.create(me, { term, name: given, rules: ruled(rules) });
        return redirect(planHref(plan.id), 'plan.asked');
      },
      again: (form) => this.newPage(form),
    });
  }

  @Get(':id')
  @Allow('talent.plan.read')
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @QueryText('run') run?: string,
  ) {
    return page('talent/plan', await this.views.show(me, await this.plans.require(id), run, locale));
  }

  @Get(':id/rules')
  @Allow('talent.plan.edit')
  async rules(@Param('id') id: string) {
    const plan = await this.plans.require(id);
    return page('talent/plan-rules', { id, name: plan.name, form: this.forms.blank(RulesForm, plan.rules) });
  }

  @Post(':id/rules')
  @Allow('talent.plan.edit')
  async setRules(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    const { name } = await this.plans.require(id);
    return this.forms.handle(RulesForm, body, {
      submit: async (rules) => {
        await this.plans.setRules(me, id, ruled(rules));
        return redirect(planHref(id), 'plan.asked');
      },
      again: (form) => page('talent/plan-rules', { id, name, form }),
    });
  }

  @Post(':id/runs')
  @Allow('talent.plan.edit')
  async compute(@Me() me: Actor, @Param('id') id: string) {
    await this.plans.compute(me, id);
    return redirect(planHref(id), 'plan.asked');
  }

  @Post(':id/runs/:runId/cancel')
  @Allow('talent.plan.edit')
  async cancel(@Me() me: Actor, @Param('id') id: string, @Param('runId') runId: string) {
    await this.plans.requireRun(id, runId);
    await this.plans.cancel(me, id, runId);
    return redirect(planHref(id), 'plan.cancelling');
  }

  @Post(':id/pins')
  @Allow('talent.plan.edit')
  async pin(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const [kind = '', target = ''] = textIn(body, 'pin').split(':');
    if (!(pinKinds as readonly string[]).includes(kind) || target === '') throw new Problem('unreadable-body');
    const programme = kind === 'open' || kind === 'forbid';
    await this.plans.togglePin(me, id, {
      kind: kind as PlanPin['kind'],
      offerId: programme ? target : '',
      demandId: programme ? '' : target,
    });
    return redirect(planHref(id), 'plan.pinned');
  }

  @Get(':id/compare')
  @Allow('talent.plan.read')
  async compare(@Me() me: Actor, @Param('id') id: string, @QueryText('a') a?: string, @QueryText('b') b?: string) {
    const plan = await this.plans.require(id);
    const runs = await this.db
      .repo(PlanRun)
      .find({ where: { planId: id, state: 'done' }, order: { requestedAt: 'DESC', id: 'DESC' } });
    const [first, second] = [runs.find((run) => run.id === a) ?? runs[0], runs.find((run) => run.id === b) ?? runs[1]];
    if (!first || !second) throw new Problem('not-found');
    const options = (chosen: PlanRun) =>
      runs.map((run) => ({
        value: run.id,
        label: message('plan.compare.run', {
          goal: message(`plan.goal.${run.goal}`),
          attempt: run.attempt,
          seats: run.seats ?? 0,
        }),
        checked: run.id === chosen.id,
      }));
    return page('talent/plan-compare', {
      id,
      name: plan.name,
      backHref: planHref(id),
      mayPublish: plan.state === 'draft' && may(me, 'talent.plan.publish'),
      filter: {
        key: 'plan.compare',
        errors: [],
        fields: { a: { kind: 'choice', options: options(first) }, b: { kind: 'choice', options: options(second) } },
      },
      ...(await this.views.compare(first, second)),
    });
  }

  @Get(':id/runs/:runId/export')
  @Allow('talent.plan.read')
  async download(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('runId') runId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.plans.requireRun(id, runId);
    return exportAnswer(await this.exports.ask(me, 'talent.plan', { run: runId }, locale), reply);
  }

  @Get(':id/runs/:runId/send')
  @Allow('talent.plan.publish')
  async confirm(@Param('id') id: string, @Param('runId') runId: string) {
    const plan = await this.plans.require(id);
    const run = await this.plans.requireRun(id, runId);
    const { classes, seats } = await this.views.run(run);
    const colleges = [...new Set(classes.map(({ collegeId }) => collegeId))].map((collegeId) => {
      const own = classes.filter((row) => row.collegeId === collegeId);
      return { name: own[0]?.college ?? '', classes: own };
    });
    return page('talent/plan-send', {
      id,
      runId,
      name: plan.name,
      colleges,
      classes: classes.length,
      firms: new Set(seats.map(({ organisationId }) => organisationId)).size,
      seats: run.seats,
      backHref: `${planHref(id)}?run=${runId}`,
    });
  }

  @Post(':id/runs/:runId/send')
  @Allow('talent.plan.publish')
  async publish(@Me() me: Actor, @Param('id') id: string, @Param('runId') runId: string) {
    const made = await this.publishing.publish(me, id, runId);
    return redirect(`/talent/classes?plan=${id}`, 'plan.published', { count: made.length });
  }

  @Get(':id/discarding')
  @Allow('talent.plan.edit')
  async discarding(@Param('id') id: string) {
    const { name } = await this.plans.require(id);
    return page('talent/plan-discarding', { id, name, backHref: planHref(id) });
  }

  @Post(':id/discarding')
  @Allow('talent.plan.edit')
  async discard(@Me() me: Actor, @Param('id') id: string) {
    await this.plans.discard(me, id);
    return redirect('/talent/plans', 'plan.discarded');
  }

  private newPage(form: FormView) {
    const first = termAhead(this.clock.today());
    const terms = [first, nextTerm(first), nextTerm(nextTerm(first))];
    const term = form.fields['term'];
    if (term) {
      const chosen = String(term.value ?? first);
      term.kind = 'choice';
      term.options = terms.map((value) => ({ value, label: termText(value), checked: value === chosen }));
    }
    return page('talent/plan-new', { form });
  }
}

/** A form's answer as rules; a flag that was not ticked is no. */
const ruled = ({ singleFirmClasses, ...rest }: RulesForm): OfficerRules => ({
  ...rest,
  singleFirmClasses: Boolean(singleFirmClasses),
});

const textIn = (body: Record<string, unknown>, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};
