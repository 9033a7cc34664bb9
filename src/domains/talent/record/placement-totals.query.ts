import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { ClassState } from '../classes/class-life.js';
import { OrderClasses } from '../classes/order-classes.js';
import { checkpoints, type Checkpoint } from './placement.entity.js';

/** What the firms of one class have confirmed for one checkpoint. */
export interface PlacementTotal {
  readonly classId: string;
  readonly number: string;
  readonly title: string;
  readonly college: string;
  readonly state: ClassState;
  /** ppm of the seats that were to be employed. */
  readonly rate: number;
  readonly checkpoint: Checkpoint;
  readonly firms: number;
  readonly seats: number;
  readonly offered: number;
  readonly joined: number;
  readonly working: number;
  readonly gone: number;
}

/** People that the firms of a class had committed to employ, by whole people. */
export const promisedBy = ({ seats, rate }: PlacementTotal): number => Math.ceil((seats * rate) / 1_000_000);

/** 就业汇总: confirmed placements, summed up by class and checkpoint; those a reader may see. */
@Injectable()
export class PlacementTotals {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
  ) {}

  async of(actor: Actor): Promise<PlacementTotal[]> {
    const seen = this.classes.visibleTo(actor);
    const rows = await this.db.select<PlacementTotal>(
      `SELECT o.id AS classId, o.number, o.title, g.name AS college, c.state, c.employCommitRate AS rate, p.checkpoint,
              COUNT(*) AS firms, SUM(p.seats) AS seats, SUM(p.offered) AS offered, SUM(p.joined) AS joined,
              SUM(p.working) AS working, SUM(p.gone) AS gone
         FROM placement p JOIN order_class c ON c.offerId = p.classId JOIN offer o ON o.id = c.offerId
         JOIN organisation g ON g.id = o.organisationId
        WHERE p.state = 'confirmed' AND ${seen.sql}
        GROUP BY o.id, o.number, o.title, g.name, c.state, c.employCommitRate, p.checkpoint`,
      seen.params,
    );
    const inOrder = rows.toSorted(
      (a, b) =>
        (a.number < b.number ? -1 : Number(a.number > b.number)) ||
        checkpoints.indexOf(a.checkpoint) - checkpoints.indexOf(b.checkpoint),
    );
    return inOrder.map(({ rate, firms, seats, offered, joined, working, gone, ...row }) => ({
      ...row,
      rate: Number(rate),
      firms: Number(firms),
      seats: Number(seats),
      offered: Number(offered),
      joined: Number(joined),
      working: Number(working),
      gone: Number(gone),
    }));
  }
}
