import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { businessZone, dayOf } from '../../kernel/day.js';
import { clockHref } from '../../domains/talent/record/class-agenda.js';
import { demandHref } from '../../matchmaking/domains.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { message, type Text } from '../../platform/i18n/message.js';
import { span } from '../../platform/views/time-text.js';
import { Figures } from './figures.js';
import {
  OfficerQueries,
  WORK_PAGE,
  type WorkCount,
  type WorkItem,
  type WorkKind,
  type WorkView,
} from './officer.queries.js';
import { dayLine } from './greeting.js';

const NONE: WorkCount = { n: 0, late: 0, today: 0, mine: 0, old: 0, lateMine: 0, worst: null, next: null };
const earliest = (dates: (Date | null)[]): Date | null =>
  dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null);

/** The officer's page: four queues, one list in the order it should be worked off, what comes next, this month. */
@Injectable()
export class OfficerDesk {
  constructor(
    private readonly queries: OfficerQueries,
    private readonly figures: Figures,
    private readonly clock: BusinessClock,
  ) {}

  async data(actor: Actor, view: WorkView, page: number): Promise<object> {
    const counts = await this.queries.counts(actor);
    const of = (kind: WorkKind): WorkCount => counts.get(kind) ?? NONE;
    const all = [...counts.values()];
    const sum = (pick: (count: WorkCount) => number) => all.reduce((total, count) => total + pick(count), 0);
    const total = sum(({ n }) => n);
    const late = sum((count) => count.late);
    const todo = total - of('wait').n + of('wait').late;
    const totals = {
      all: total,
      mine: sum(({ mine }) => mine),
      today: sum(({ today }) => today),
      verify: of('verify').n,
      late,
      confirm: of('confirm').n + of('next-bank').n,
      wait: of('wait').n,
    };
    const rows = await this.queries.list(actor, view, page);
    const next = earliest(all.map((count) => count.next));
    return {
      subtitle: message('work.officer.today', { ...dayLine(this.clock.today()), todo, late }),
      queues: this.tiles(totals, of, earliest(all.map(({ worst }) => worst)), view),
      views: (['all', 'mine', 'today'] as const).map((name) => ({
        href: `/w?view=${name}`,
        label: message(`work.view.${name}`),
        count: totals[name],
        current: view === name,
      })),
      rows: rows.map((item) => rowOf(item)),
      pager: pagerOf(view, page, totals[view]),
      nextDay: next && dayOf(next, businessZone),
      agenda: (await this.queries.agenda(actor)).map((item) => ({
        day: dayOf(item.dueAt, businessZone),
        label: message('work.agenda.item', { duty: message(`deadline.${item.duty}`), enterprise: item.enterprise }),
        note: item.party,
        href: caseHref(item),
      })),
      month: await this.thisMonth(),
    };
  }

  private tiles(
    totals: Record<WorkView, number>,
    of: (kind: WorkKind) => WorkCount,
    worst: Date | null,
    view: WorkView,
  ) {
    const over = worst && span(this.clock.now().getTime() - worst.getTime(), true);
    const notes = {
      verify: message('work.tile.verify.note', { count: of('verify').today }),
      late: over ? message(`work.tile.late.${over.unit}`, { ...over }) : message('work.tile.late.none'),
      confirm: message('work.tile.confirm.note', { count: of('next-bank').n }),
      wait: message('work.tile.wait.note', { count: of('wait').old }),
    };
    const tones = { verify: 'info', late: 'bad', confirm: 'warn', wait: 'mute' };
    return (['verify', 'late', 'confirm', 'wait'] as const).map((name) => ({
      href: `/w?view=${name}`,
      count: totals[name],
      label: message(`work.tile.${name}`),
      note: notes[name],
      tone: name === 'late' && totals.late === 0 ? 'mute' : tones[name],
      current: view === name,
    }));
  }

  private async thisMonth(): Promise<object[]> {
    const month = this.figures.month(undefined);
    const href = (name: string) => `/w/figures/${name}?month=${month}`;
    const [needs, sent, confirmed] = [
      await this.figures.total('new-needs', month),
      await this.figures.total('sent', month),
      await this.figures.total('confirmed', month),
    ];
    return [
      { label: message('work.figure.new-needs'), value: needs.count, href: href('new-needs') },
      { label: message('work.figure.sent'), value: sent.count, href: href('sent') },
      { label: message('work.figure.confirmed'), value: { fen: confirmed.amount }, href: href('confirmed') },
    ];
  }
}

/** One first action a row, one click away. */
function rowOf(item: WorkItem): object {
  const at = caseHref(item);
  // Institutions are reminded; an enterprise is called, and what it owes stands on its case.
  const remindable = item.kind === 'wait' && item.referralId !== null && item.partyKind === 'institution';
  const actions: Record<WorkKind, { label: string; href: string | null }> = {
    verify: { label: 'work.do.verify', href: `${at}/verification` },
    'next-bank': { label: 'work.do.refer', href: `${at}/match?offer=${item.offerId}` },
    confirm: { label: 'work.do.confirm', href: `${at}/match` },
    unmatched: { label: 'work.do.follow', href: `${at}/match` },
    // A call is written down on the demand.
    duty: { label: 'work.do.settle', href: item.duty === 'call-firm' ? `${at}#notes` : at },
    dispute: { label: 'work.do.settle', href: at },
    wait: remindable ? { label: 'work.do.remind', href: null } : { label: 'work.do.open', href: at },
  };
  const { label, href } = actions[item.kind];
  return {
    ...item,
    id: remindable ? item.referralId : item.demandId,
    needHref: at,
    pickable: item.domain === 'financing',
    actionLabel: message(label),
    actionHref: href,
    main: item.kind !== 'wait',
    detail: detailOf(item),
    stage: stageOf(item),
  };
}

/** Where the case is worked on: a class has pages of its own. */
const caseHref = ({
  demandId,
  classId,
  domain,
  duty,
}: Pick<WorkItem, 'demandId' | 'classId' | 'domain' | 'duty'>): string =>
  demandId === null ? clockHref(classId ?? '', duty ?? '') : demandHref({ domain, id: demandId });

function stageOf({ kind, duty, domain }: WorkItem): Text {
  if ((kind === 'wait' || kind === 'duty') && duty) return message(`deadline.${duty}`);
  return message(kind === 'unmatched' && domain === 'talent' ? 'work.kind.no-programme' : `work.kind.${kind}`);
}

function detailOf({ kind, eligible, incomplete, institution, offer, party, ...item }: WorkItem): Text | null {
  if (item.domain === 'talent' && kind !== 'wait')
    return item.people === null ? item.title : message('work.row.post', { title: item.title, count: item.people });
  if (kind === 'wait' && item.demandId === null) return message('work.row.wait-for', { title: item.title, party });
  if (kind === 'next-bank') return message('work.row.next-bank', { institution, offer });
  if (kind === 'confirm')
    return eligible > 0
      ? message('work.row.confirm', { count: eligible })
      : message('work.row.incomplete', { count: incomplete });
  return kind === 'wait' ? message('work.row.wait', { party }) : null;
}

function pagerOf(view: WorkView, page: number, total: number): object | null {
  const pages = Math.max(1, Math.ceil(total / WORK_PAGE));
  if (pages === 1) return null;
  const href = (to: number) => `/w?view=${view}&page=${to}`;
  return {
    total,
    page,
    pages,
    ...(page > 1 && { previous: href(page - 1) }),
    ...(page < pages && { next: href(page + 1) }),
  };
}
