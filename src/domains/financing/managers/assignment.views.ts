import { Injectable } from '@nestjs/common';
import { message, type Text } from '../../../platform/i18n/message.js';
import { needHref, productHref } from '../matching/match-links.js';
import { referralHref } from '../referrals/referral-step.js';
import {
  assignmentPolicies,
  type AssignmentPolicy,
  type AssignmentRow,
  type AssignmentRun,
} from './assignment.entity.js';
import { AssignmentQueries, type RowsNow } from './assignment.queries.js';
import { Assignments } from './assignments.service.js';
import type { ManagerRow } from './manager.queries.js';
import { closedReasons, type ProposalFigures, type RowReason } from './proposal.js';

export const ASSIGNMENTS = '/financing/assignments';
export const assignmentHref = (id: string): string => `${ASSIGNMENTS}/${id}`;

/** The pages of an assignment as data. */
@Injectable()
export class AssignmentViews {
  constructor(
    private readonly assignments: Assignments,
    private readonly queries: AssignmentQueries,
  ) {}

  async list(): Promise<object> {
    const rows = await this.queries.runs();
    return {
      rows: rows.map((row) => ({
        ...row,
        href: assignmentHref(row.id),
        tone: row.state === 'confirmed' ? 'ok' : 'info',
        policyWord: row.policy && message(`assignment.policy.${row.policy}`),
      })),
    };
  }

  /** Both policies in numbers, and the rows of one of them: the chosen one, else the one that is looked at. */
  async show(
    run: AssignmentRun,
    asked: AssignmentPolicy | undefined,
    picked: readonly string[] | null,
  ): Promise<object> {
    const policy = run.policy ?? asked ?? 'priority';
    const rows = await this.assignments.rows(run.id, policy);
    const now = await this.queries.now(rows, [...Object.keys(run.figures.priority.loads), ...rows.flatMap(wantedOf)]);
    const open = run.state === 'proposed';
    const isClosed = ({ reason }: AssignmentRow) =>
      (closedReasons as readonly string[]).includes(reason?.because ?? '');
    const placed = rows.filter(({ managerId }) => managerId !== null).map((row) => placedRow(row, now, open, picked));
    return {
      id: run.id,
      crumbs: [{ label: message('menu.assignments'), href: ASSIGNMENTS }, { label: message('assignment.one') }],
      subtitle: message('assignment.subtitle', { needs: run.needs, managers: run.managers }),
      by: await this.queries.nameOf(run.requestedBy),
      requestedAt: run.requestedAt,
      confirmed: open ? null : { by: await this.queries.nameOf(run.confirmedBy ?? ''), at: run.confirmedAt },
      open,
      policy,
      policyWord: message(`assignment.policy.${policy}`),
      figures: figureRows(run.figures),
      tabs: assignmentPolicies.map((name) => ({
        label: message(`assignment.policy.${name}`),
        href: `${assignmentHref(run.id)}?policy=${name}`,
        count: run.figures[name].served,
        current: name === policy,
      })),
      proof: message(`assignment.proof.${policy}`, { faults: run.figures[policy].faults }),
      proofTone: run.figures[policy].faults === 0 ? 'ok' : 'bad',
      placed,
      mayPick: open && placed.some(({ hindrance }) => hindrance === null),
      displaced: rows.filter((row) => row.reason && !isClosed(row)).map((row) => displacedRow(row, now)),
      closed: rows.filter(isClosed).map((row) => ({ ...needOf(row, now), because: becauseText(row.reason, now) })),
      loads: [...now.managers.values()].map(({ id, name, institution, caseLimit }) => ({
        name,
        institution,
        caseLimit,
        a: run.figures.priority.loads[id] ?? 0,
        b: run.figures.welfare.loads[id] ?? 0,
      })),
    };
  }
}

function figureRows({ priority, welfare }: AssignmentRun['figures']) {
  const row = (name: string, value: (of: ProposalFigures) => Text | number) => ({
    label: message(`assignment.figure.${name}`),
    a: value(priority),
    b: value(welfare),
  });
  return [
    row('served', ({ served, unserved }) => message('assignment.share', { served, needs: served + unserved })),
    row('first-choice', ({ firstChoice }) => firstChoice),
    row('displaced', ({ displaced }) => displaced),
    row('fit', ({ fit }) => fit),
    row('use', ({ leastUsePpm, mostUsePpm }) =>
      leastUsePpm === null || mostUsePpm === null
        ? message('assignment.use.none')
        : message('assignment.use', { least: percent(leastUsePpm), most: percent(mostUsePpm) }),
    ),
    row('checked', ({ faults }) => message(faults === 0 ? 'assignment.checked' : 'assignment.unproved')),
  ];
}

const percent = (ppm: number): number => Math.round(ppm / 10_000);

function needOf({ demandId }: AssignmentRow, { needs }: RowsNow) {
  const need = needs.get(demandId);
  return {
    demandId,
    number: need?.number ?? '',
    enterprise: need?.enterprise ?? '',
    amount: need?.amount ?? null,
    urgent: need?.urgency && need.urgency !== 'normal' ? message(`urgency.${need.urgency}`) : null,
    href: needHref(demandId),
    matchHref: `${needHref(demandId)}/match`,
  };
}

/** Once a run is confirmed only what became of the row is said. */
function placedRow(row: AssignmentRow, now: RowsNow, open: boolean, picked: readonly string[] | null) {
  const hindrance = open ? (now.hindrances.get(row.demandId) ?? null) : null;
  return {
    ...needOf(row, now),
    manager: nameOf(now.managers.get(row.managerId ?? '')),
    product: now.products.get(row.offerId ?? '') ?? '',
    productHref: productHref(row.offerId ?? ''),
    fit: row.fit,
    referralHref: row.referralId && referralHref(row.referralId),
    hindrance: hindrance && message(`assignment.hindrance.${hindrance}`),
    consentsHref: hindrance === 'no-consent' ? `${needHref(row.demandId)}/consents` : null,
    checked: hindrance === null && (picked === null || picked.includes(row.demandId)),
  };
}

function displacedRow(row: AssignmentRow, now: RowsNow) {
  return {
    ...needOf(row, now),
    wanted: nameOf(now.managers.get(row.reason?.wanted ?? '')),
    got: row.managerId ? nameOf(now.managers.get(row.managerId)) : null,
    because: becauseText(row.reason, now),
  };
}

function becauseText(reason: RowReason | null, { needs }: RowsNow): Text | null {
  if (!reason) return null;
  const numbers = (reason.holders ?? []).map((id) => needs.get(id)?.number ?? '');
  return message(`assignment.because.${reason.because}`, { holders: numbers.join(' '), by: reason.by ?? 0 });
}

const nameOf = (manager: ManagerRow | undefined) => ({
  name: manager?.name ?? '',
  institution: manager?.institution ?? '',
});

const wantedOf = ({ managerId, reason }: AssignmentRow): string[] =>
  [managerId, reason?.wanted].filter((id) => typeof id === 'string');
