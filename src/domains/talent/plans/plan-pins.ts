import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { PlanPin } from './plan.entity.js';

export interface PinItem {
  readonly label: Text;
  readonly title: string;
  readonly sub: string;
  readonly href: string;
  /** What the button sends that takes it back. */
  readonly value: string;
}

interface Row {
  readonly kind: PlanPin['kind'];
  readonly offerId: string;
  readonly demandId: string;
  readonly programme: string | null;
  readonly college: string | null;
  readonly number: string | null;
  readonly post: string | null;
  readonly firm: string | null;
}

export interface ProgrammeOption {
  readonly value: string;
  readonly label: string;
}

/** What an officer has decided for a plan beforehand: each can be taken back, also when no run shows it any more. */
@Injectable()
export class PlanPins {
  constructor(private readonly db: Database) {}

  async of(planId: string): Promise<PinItem[]> {
    const rows = await this.db.select<Row>(
      `SELECT p.kind, p.offerId, p.demandId, o.title AS programme, g.name AS college, d.number, t.title AS post, e.name AS firm
         FROM plan_pin p LEFT JOIN offer o ON o.id = p.offerId LEFT JOIN organisation g ON g.id = o.organisationId
         LEFT JOIN demand d ON d.id = p.demandId LEFT JOIN talent_demand t ON t.demandId = d.id
         LEFT JOIN organisation e ON e.id = d.organisationId
        WHERE p.planId = ? ORDER BY p.id`,
      [planId],
    );
    return rows.map(({ kind, offerId, demandId, ...row }) => {
      const label = message(`plan.pin.is.${kind}`);
      return offerId === ''
        ? { label, title: row.post ?? '', sub: `${row.firm ?? ''} · ${row.number ?? ''}`, href: `/talent/demands/${demandId}`, value: `${kind}:${demandId}` } // prettier-ignore
        : { label, title: row.programme ?? '', sub: row.college ?? '', href: `/talent/programmes/${offerId}`, value: `${kind}:${offerId}` }; // prettier-ignore
    });
  }

  /** Programmes on the shelf of which no class is planned and nothing is decided: one may be told to open. */
  async openable(planId: string, planned: readonly string[]): Promise<ProgrammeOption[]> {
    const rows = await this.db.select<{ id: string; title: string; college: string; number: string }>(
      `SELECT o.id, o.title, g.name AS college, o.number FROM offer o JOIN organisation g ON g.id = o.organisationId
        WHERE o.domain = 'talent' AND o.kind = 'programme' AND o.state = 'on-shelf'
          AND NOT EXISTS (SELECT 1 FROM plan_pin p WHERE p.planId = ? AND p.offerId = o.id)
        ORDER BY g.name, o.title, o.number`,
      [planId],
    );
    return rows
      .filter(({ id }) => !planned.includes(id))
      .map(({ id, title, college, number }) => ({ value: `open:${id}`, label: `${college} · ${title} ${number}` }));
  }
}
