import { Injectable } from '@nestjs/common';
import { addDays, businessZone, dayOf } from '../../../kernel/day.js';
import type { Actor } from '../../../kernel/actor.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { toInstant } from '../../../platform/database/rows.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { classHref } from '../classes/class-look.js';
import { datedStates } from './milestones.service.js';

export interface AgendaItem {
  readonly day: string;
  readonly label: Text;
  readonly note: Text;
  readonly href: string;
}

interface Row {
  readonly classId: string;
  readonly number: string;
  readonly title: string;
  readonly what: string;
  readonly milestone: string | null;
  readonly dueAt: string | null;
  readonly dueOn: string | null;
}

/** How far ahead a desk shows the dates of its classes, in days, and how many at most. */
const AHEAD = 45;
const MOST = 8;
/** Clocks with a page of the record behind them; those before it stand on the desks already. */
export const recordClocks = ['sign-class', 'review-agreement', 'sign-agreement', 'class-milestone', 'confirm-placement', 'agree-size'] as const; // prettier-ignore
const pages: Readonly<Record<(typeof recordClocks)[number], string>> = {
  'sign-class': '/agreements',
  'review-agreement': '/agreements',
  'sign-agreement': '/agreements',
  'class-milestone': '/calendar',
  'confirm-placement': '/placements',
  'agree-size': '',
};

/** Where a clock of a class is kept: its page of the record, else the class. */
export const clockHref = (classId: string, kind: string): string =>
  `${classHref(classId)}${(pages as Readonly<Record<string, string | undefined>>)[kind] ?? ''}`;

/** What an organisation has to do for its classes: clocks that run, and dates that come near. For the desks. */
@Injectable()
export class ClassAgenda {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * An officer sees the centre's own clocks, and the dates of every party in the classes they look after: clocks of others
   * stand among what the centre waits for.
   */
  async of({ organisationId, organisationKind, userId }: Actor): Promise<AgendaItem[]> {
    const staff = organisationKind === 'centre';
    const whose = staff ? '(m.ownerOrganisationId = ? OR c.officerId = ?)' : 'm.ownerOrganisationId = ?';
    const clocks = await this.db.select<Row>(
      `SELECT x.offerId AS classId, o.number, o.title, x.kind AS what, m.kind AS milestone, x.dueAt, m.dueOn
         FROM deadline x JOIN offer o ON o.id = x.offerId JOIN order_class c ON c.offerId = o.id
         LEFT JOIN class_milestone m ON m.deadlineId = x.id
        WHERE x.doneAt IS NULL AND x.kind IN (${recordClocks.map(() => '?').join()}) AND x.ownerOrganisationId = ?
        ORDER BY x.dueAt, x.id LIMIT ${MOST}`,
      [...recordClocks, organisationId],
    );
    const dates = await this.db.select<Row>(
      `SELECT m.classId, o.number, o.title, 'class-milestone' AS what, m.kind AS milestone, NULL AS dueAt, m.dueOn
         FROM class_milestone m JOIN offer o ON o.id = m.classId JOIN order_class c ON c.offerId = o.id
        WHERE m.doneOn IS NULL AND m.deadlineId IS NULL AND m.dueOn <= ? AND c.state IN (${datedStates.map(() => '?').join()})
          AND ${whose}
        ORDER BY m.dueOn, m.id LIMIT ${MOST}`,
      [addDays(this.clock.today(), AHEAD), ...datedStates, organisationId, ...(staff ? [userId] : [])],
    );
    return [...clocks, ...dates]
      .map(itemOf)
      .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .slice(0, MOST);
  }
}

function itemOf({ classId, number, title, what, milestone, dueAt, dueOn }: Row): AgendaItem {
  return {
    day: dueOn ?? (dueAt === null ? '' : dayOf(toInstant(dueAt), businessZone)),
    label: message(milestone === null ? `deadline.${what}` : `class.milestone.${milestone}`),
    note: `${title} ${number}`,
    href: clockHref(classId, what),
  };
}
