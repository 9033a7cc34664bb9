import { Injectable } from '@nestjs/common';
import { Consents } from '../../../matchmaking/consents.js';
import { among } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { urgencies } from '../needs/need.forms.js';
import { NEED_FROM } from '../needs/need-list.query.js';
import { fitsSql } from '../needs/need-step.sql.js';
import { ManagerQueries, type ManagerRow } from './manager.queries.js';
import type { BoardInput, BoardNeed } from './proposal.js';

/** Needs on one board at most, the most urgent first; the others come with the next. */
export const MOST_NEEDS = 100;
/** Points of the product that stands first in a need's own match; each place after it one less, never under 1. */
const MOST_POINTS = 10;

interface Waiting {
  readonly id: string;
  readonly urgency: string | null;
}

interface Fit {
  readonly demandId: string;
  readonly offerId: string;
  readonly owner: string;
  readonly place: number | string;
}

const byUrgency = `CASE n.urgency ${urgencies.map((code, at) => `WHEN '${code}' THEN ${urgencies.length - at}`).join(' ')} ELSE ${urgencies.length} END`;

/** What the policies are asked about: the needs that wait for a referral, and the client managers who are at work. */
@Injectable()
export class ManagerBoards {
  constructor(
    private readonly db: Database,
    private readonly consents: Consents,
    private readonly managers: ManagerQueries,
  ) {}

  async read(): Promise<BoardInput> {
    const waiting = await this.waiting();
    const ids = waiting.map(({ id }) => id);
    const [fits, consents, managers] = [
      await this.fits(ids),
      await this.consents.validAmong(ids),
      await this.managers.atWork(),
    ];
    const handled = new Set(managers.flatMap(({ products }) => products.map(({ id }) => id)));
    const needs = waiting.map(({ id, urgency }): BoardNeed => {
      const own = fits.filter(({ demandId }) => demandId === id);
      const withManager = own.filter(({ offerId }) => handled.has(offerId));
      const consented = withManager.filter(({ owner }) => consents.get(id)?.has(owner));
      return {
        id,
        priority: priorityOf(urgency),
        fits: Object.fromEntries(consented.map(({ offerId, place }) => [offerId, pointsOf(Number(place))])),
        closed:
          consented.length > 0
            ? null
            : own.length === 0
              ? 'no-fit'
              : withManager.length === 0
                ? 'no-manager'
                : 'no-consent',
      };
    });
    return { needs, managers: managers.map(managerOf) };
  }

  /** In the order they came. */
  private async waiting(): Promise<Waiting[]> {
    const rows = await this.db.select<Waiting & { submittedAt: string | null }>(
      `SELECT d.id, n.urgency, d.submittedAt FROM ${NEED_FROM}
        WHERE d.domain = 'financing' AND d.state = 'listed' AND ${fitsSql} > 0
        ORDER BY ${byUrgency}, d.submittedAt, d.id LIMIT ${MOST_NEEDS}`,
    );
    return rows.toSorted((a, b) => compare(String(a.submittedAt), String(b.submittedAt)) || compare(a.id, b.id));
  }

  /** Products of the latest run that a need fits in full, but those of institutions that have had it before. */
  private async fits(ids: readonly string[]): Promise<Fit[]> {
    const { sql, params } = among('d.id', ids);
    return this.db.select(
      `SELECT c.demandId, c.offerId, f.organisationId AS owner, c.rank AS place
         FROM demand d JOIN candidate c ON c.runId = d.latestRunId AND c.status = 'eligible'
         JOIN offer f ON f.id = c.offerId AND f.state = 'on-shelf'
        WHERE ${sql} AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.demandId = d.id AND r.recipientOrganisationId = f.organisationId)
        ORDER BY c.demandId, c.rank`,
      params,
    );
  }
}

const managerOf = ({ id, caseLimit, load, products }: ManagerRow) => ({
  id,
  limit: caseLimit,
  load,
  products: products.filter(({ state }) => state === 'on-shelf').map((product) => product.id),
});

/** 1 is the most urgent; a need that does not say is usual. */
const priorityOf = (urgency: string | null): number =>
  urgencies.length - Math.max(0, (urgencies as readonly string[]).indexOf(urgency ?? ''));

const pointsOf = (place: number): number => Math.max(1, MOST_POINTS + 1 - place);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
