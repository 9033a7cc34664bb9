import { Injectable } from '@nestjs/common';
import type { ClassState } from '../../domains/talent/classes/class-life.js';
import { classTones } from '../../domains/talent/classes/class-look.js';
import { CollegeProfile } from '../../domains/talent/colleges/college.entity.js';
import { OrderClasses } from '../../domains/talent/classes/order-classes.js';
import { quarterStart } from '../../domains/talent/colleges/quarter.js';
import type { Actor } from '../../kernel/actor.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { message } from '../../platform/i18n/message.js';
import { dayLine } from './greeting.js';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: ClassState;
  readonly startsOn: string;
  readonly seats: number | string;
  readonly capacity: number | string;
  readonly dueAt: string | null;
}

/** Open classes one college has at a time are far fewer; the list of classes has them all. */
const MOST = 50;
/** Tiles lead to the groups of the list of classes. */
const groups = { answer: 'answering', firms: 'answering', short: 'short', stands: 'signing' } as const;

/** The college's page: which classes wait for its word, which stand, and whether its data is confirmed for the quarter. */
@Injectable()
export class CollegeDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly classes: OrderClasses,
  ) {}

  async data(actor: Actor): Promise<object> {
    const rows = await this.rows(actor);
    const is: Record<keyof typeof groups, (row: Row) => boolean> = {
      answer: ({ dueAt }) => dueAt !== null,
      firms: ({ state, dueAt }) => state === 'consulting' && dueAt === null,
      short: ({ state }) => state === 'short',
      stands: ({ state }) => state === 'to-sign',
    };
    const count = (name: keyof typeof groups) => rows.filter(is[name]).length;
    const now = this.clock.now();
    const late = rows.filter(({ dueAt }) => dueAt !== null && toInstant(dueAt) < now).length;
    const tones = { answer: late > 0 ? 'bad' : 'info', firms: 'mute', short: 'warn', stands: 'ok' };
    return {
      subtitle: message('work.college.today', { ...dayLine(this.clock.today()), todo: count('answer'), late }),
      queues: (Object.keys(groups) as (keyof typeof groups)[]).map((name) => ({
        href: `/talent/classes?state=${groups[name]}`,
        count: count(name),
        label: message(`work.college.${name}`),
        note: message(`work.college.${name}.note`),
        tone: tones[name],
      })),
      rows: rows.map((row) => ({
        ...row,
        href: `/talent/classes/${row.id}`,
        seats: Number(row.seats),
        capacity: Number(row.capacity),
        dueAt: toInstant(row.dueAt),
        stateWord: message(`class.state.${row.state}`),
        tone: classTones[row.state],
      })),
      college: await this.confirmation(actor.organisationId),
    };
  }

  /** Classes in the making, those that wait for the college's word first. */
  private async rows(actor: Actor): Promise<Row[]> {
    const seen = this.classes.visibleTo(actor);
    return this.db.select<Row>(
      `SELECT o.id, o.number, o.title, c.state, c.startsOn, o.taken AS seats, o.capacity,
              (SELECT MIN(l.dueAt) FROM deadline l WHERE l.offerId = o.id AND l.ownerOrganisationId = ? AND l.doneAt IS NULL) AS dueAt
         FROM order_class c JOIN offer o ON o.id = c.offerId
        WHERE ${seen.sql} AND c.state IN ('consulting', 'short', 'to-sign')
        ORDER BY CASE WHEN EXISTS (SELECT 1 FROM deadline l WHERE l.offerId = o.id AND l.ownerOrganisationId = ? AND l.doneAt IS NULL)
                      THEN 0 ELSE 1 END, dueAt, o.number LIMIT ${MOST}`,
      [actor.organisationId, ...seen.params, actor.organisationId],
    );
  }

  private async confirmation(organisationId: string) {
    const profile = await this.db.repo(CollegeProfile).findOneBy({ organisationId });
    const confirmedOn = profile?.confirmedOn ?? null;
    const due = confirmedOn === null || confirmedOn < quarterStart(this.clock.today());
    return {
      due,
      facts: [
        {
          label: message('work.college.confirmed'),
          value: confirmedOn === null ? message('work.college.never') : { day: confirmedOn },
          href: '/talent/colleges/own',
        },
      ],
    };
  }
}
