import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { changeText, gapText } from './plan-gap-text.js';
import type { OfficerRules } from './plan-rules.js';
import { termText } from './plan-term-text.js';
import { planGoals, type ClassPlan, type PlanPin, type PlanRun } from './plan.entity.js';
import { majorText } from '../programmes/major-reading.js';
import { PoolInterests } from '../pool/pool-interests.service.js';
import { interestItem } from '../pool/pool.views.js';
import { PlanPins, type PinItem } from './plan-pins.js';
import { PlanQueries, type ClassRow, type GapRow, type SeatRow } from './plan.queries.js';

export const planHref = (id: string): string => `/talent/plans/${id}`;

export interface RunData {
  readonly run: PlanRun;
  readonly classes: readonly ClassRow[];
  readonly seats: readonly SeatRow[];
  readonly gaps: readonly GapRow[];
}

const stateTones = { draft: 'info', published: 'ok', discarded: 'mute' } as const;

/** Plan pages as data (组班方案). */
@Injectable()
export class PlanViews {
  constructor(
    private readonly queries: PlanQueries,
    private readonly interests: PoolInterests,
    private readonly pins: PlanPins,
  ) {}

  async list(actor: Actor): Promise<object> {
    const rows = await this.queries.plans();
    return {
      mayEdit: may(actor, 'talent.plan.edit'),
      rows: rows.map((row) => ({
        ...row,
        href: planHref(row.id),
        term: termText(row.term),
        tone: stateTones[row.state],
        share: row.asked ? Math.round(((row.seats ?? 0) * 100) / row.asked) : null,
      })),
    };
  }

  async run(run: PlanRun): Promise<RunData> {
    return {
      run,
      classes: await this.queries.classes(run.id),
      seats: await this.queries.seats(run.id),
      gaps: await this.queries.gaps(run.id),
    };
  }

  /** One plan with one of its runs open. */
  async show(actor: Actor, plan: ClassPlan, runId: string | undefined, locale: Locale): Promise<object> {
    const runs = await this.queries.latestRuns(plan.id);
    const ordered = planGoals.flatMap((goal) => runs.find((run) => run.goal === goal) ?? []);
    const shown =
      ordered.find(({ id }) => id === (runId ?? plan.publishedRunId)) ??
      ordered.find(({ state }) => state === 'done') ??
      ordered[0];
    const waiting = ordered.some(({ state }) => state === 'queued' || state === 'running');
    const data = shown?.state === 'done' ? await this.run(shown) : null;
    const pins = await this.pins.of(plan.id);
    const draft = plan.state === 'draft';
    const mayPin = draft && may(actor, 'talent.plan.edit');
    return {
      id: plan.id,
      name: plan.name,
      state: plan.state,
      stateTone: stateTones[plan.state],
      crumbs: [{ label: message('menu.plans'), href: '/talent/plans' }, { label: plan.name }],
      tabs: ordered.map((run) => ({
        label: message(`plan.goal.${run.goal}`),
        href: `${planHref(plan.id)}?run=${run.id}`,
        ...(run.seats !== null && { count: run.seats }),
        current: run.id === shown?.id,
      })),
      compareHref: ordered.filter(({ state }) => state === 'done').length > 1 ? `${planHref(plan.id)}/compare` : null,
      rules: ruleTexts(plan.rules as OfficerRules),
      rulesHref: mayPin ? `${planHref(plan.id)}/rules` : null,
      waiting,
      run: shown && { ...shown, by: await this.queries.nameOf(shown.requestedBy) },
      cancelHref: waiting && mayPin ? `${planHref(plan.id)}/runs/${shown?.id}/cancel` : null,
      publishHref:
        draft && may(actor, 'talent.plan.publish') && data && data.classes.length > 0
          ? `${planHref(plan.id)}/runs/${data.run.id}/send`
          : null,
      exportHref: data ? `${planHref(plan.id)}/runs/${data.run.id}/export` : null,
      interests: (await this.interests.of(plan.term)).map((one) => ({
        ...interestItem(one),
        major: majorText(one.majorCode, locale),
      })),
      mayPin,
      pins,
      openable: mayPin
        ? await this.pins.openable(plan.id, data?.classes.map(({ programmeId }) => programmeId) ?? [])
        : [],
      ...(data && this.result(data, pins, locale)),
    };
  }

  private result({ run, classes, seats, gaps }: RunData, pins: readonly PinItem[], locale: Locale): object {
    const unserved = gaps.reduce((sum, gap) => sum + gap.seats, 0);
    const colleges = new Set(classes.map(({ collegeId }) => collegeId)).size;
    const pinned = (kind: PlanPin['kind'], target: string) => pins.some(({ value }) => value === `${kind}:${target}`);
    return {
      kpis: [
        { label: message('plan.kpi.pooled'), value: run.asked, unit: message('plan.unit.people') },
        {
          label: message('plan.kpi.classes'),
          value: run.classes,
          unit: message('plan.unit.classes'),
          note: message('plan.kpi.colleges', { count: colleges }),
        },
        {
          label: message('plan.kpi.seats'),
          value: run.seats,
          unit: message('plan.unit.people'),
          note: message('plan.kpi.share', { percent: shareOf(run) }),
        },
        {
          label: message('plan.kpi.unserved'),
          value: unserved,
          unit: message('plan.unit.people'),
          note: message('plan.kpi.reasons', { count: new Set(gaps.map(({ code }) => code)).size }),
          ...(unserved > 0 && { tone: 'warn' }),
        },
      ],
      less: (run.asked ?? 0) - (run.seats ?? 0) - unserved,
      proof: proofText(run),
      classes: classes.map((row) => {
        const inside = seats.filter(({ planClassId }) => planClassId === row.id);
        const committed = inside.filter(({ certain }) => certain).reduce((sum, part) => sum + part.seats, 0);
        return {
          ...row,
          programmeHref: `/talent/programmes/${row.programmeId}`,
          firms: new Set(inside.map(({ organisationId }) => organisationId)).size,
          bar: { committed, intended: row.seats - committed, capacity: row.maxSize, minimum: row.minSize },
          open: pinned('open', row.programmeId),
          seats: inside.map((part) => ({
            ...part,
            href: `/talent/demands/${part.demandId}`,
            fitText: message(`plan.fit.${part.fit}`),
          })),
          size: row.seats,
        };
      }),
      gaps: gaps.map((gap) => ({
        ...gap,
        href: `/talent/demands/${gap.demandId}`,
        reason: gapText(gap.code, gap.numbers, locale),
        change: gap.change ? changeText(gap.change, locale) : null,
        leftOut: pinned('leave-out', gap.demandId),
        placed: pinned('place', gap.demandId),
      })),
    };
  }

  /** Two runs side by side: what each serves, and what differs. */
  async compare(a: PlanRun, b: PlanRun): Promise<object> {
    const [left, right] = [await this.run(a), await this.run(b)];
    const sum = (data: RunData, demandId: string) =>
      data.seats.filter((part) => part.demandId === demandId).reduce((total, part) => total + part.seats, 0);
    const demands = new Map(
      [...left.seats, ...right.seats, ...left.gaps, ...right.gaps].map((one) => [one.demandId, one]),
    );
    const changed = [...demands.values()]
      .map(({ demandId, number, title, firm }) => ({
        href: `/talent/demands/${demandId}`,
        number,
        title,
        firm,
        a: sum(left, demandId),
        b: sum(right, demandId),
      }))
      .filter((row) => row.a !== row.b)
      .toSorted((x, y) => x.number.localeCompare(y.number));
    const colleges = new Map([...left.classes, ...right.classes].map(({ collegeId, college }) => [collegeId, college]));
    const load = (data: RunData, id: string) => {
      const own = data.classes.filter(({ collegeId }) => collegeId === id);
      return { classes: own.length, seats: own.reduce((total, row) => total + row.seats, 0) };
    };
    return {
      a: { goal: message(`plan.goal.${a.goal}`), ...summary(left) },
      b: { goal: message(`plan.goal.${b.goal}`), ...summary(right) },
      colleges: [...colleges].map(([id, name]) => ({ name, a: load(left, id), b: load(right, id) })),
      changed,
    };
  }
}

function summary({ run, classes, gaps }: RunData): object {
  return {
    seats: run.seats,
    share: shareOf(run),
    classes: classes.length,
    exactSeats: run.exactSeats,
    unserved: gaps.reduce((sum, gap) => sum + gap.seats, 0),
    earliest: classes.map(({ startsOn }) => startsOn).toSorted()[0] ?? null,
    runId: run.id,
  };
}

const shareOf = ({ seats, asked }: PlanRun): number => (asked ? Math.round(((seats ?? 0) * 100) / asked) : 0);

function proofText({ proof, seats, bound, milliseconds }: PlanRun): Text {
  const seconds = ((milliseconds ?? 0) / 1000).toFixed(1);
  return proof === 'optimal'
    ? message('plan.proof.optimal', { seconds })
    : message('plan.proof.limit', { seconds, gap: Math.max(0, (bound ?? 0) - (seats ?? 0)) });
}

function ruleTexts(rules: OfficerRules): Text[] {
  const { startTolerance, maxClassesPerCollegeTerm, oneFirmShare, traineesPerMentor, maxKm, singleFirmClasses } = rules;
  return [
    message('plan.rule.startTolerance', { months: startTolerance }),
    ...(maxClassesPerCollegeTerm === null
      ? []
      : [message('plan.rule.maxClasses', { count: maxClassesPerCollegeTerm })]),
    ...(oneFirmShare === null ? [] : [message('plan.rule.oneFirmShare', { percent: oneFirmShare })]),
    ...(traineesPerMentor === null ? [] : [message('plan.rule.mentors', { count: traineesPerMentor })]),
    ...(maxKm === null ? [] : [message('plan.rule.maxKm', { km: maxKm })]),
    ...(singleFirmClasses ? [] : [message('plan.rule.noSingleFirm')]),
  ];
}
