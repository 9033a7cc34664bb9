import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { PooledPart } from './pool-sums.js';

/** A demand with people left, under one of the majors it asks for. */
export interface PooledDemand extends PooledPart {
  readonly demandId: string;
  readonly majorCode: string;
  readonly avoidedColleges: readonly string[];
}

export interface Teaching {
  readonly majorCode: string;
  readonly collegeId: string;
  readonly college: string;
  /** The smallest class of its programmes of this major. */
  readonly minClass: number;
}

type Row = Omit<PooledDemand, 'people' | 'month' | 'avoidedColleges'> & {
  readonly people: number | string;
  readonly onboardBy: string | null;
  readonly cooperation: string | string[] | null;
  readonly avoidedColleges: string | string[] | null;
};

/** What is pooled (人才需求汇集): the open rest of every listed demand that wishes for an order class. */
@Injectable()
export class PoolQueries {
  constructor(private readonly db: Database) {}

  /** One row a demand and major: people of a demand with two majors stand under both. */
  async demands(majorCodes: readonly string[] | null = null): Promise<PooledDemand[]> {
    if (majorCodes?.length === 0) return [];
    const only = majorCodes === null ? '' : `AND m.majorCode IN (${majorCodes.map(() => '?').join()})`;
    const rows = await this.db.select<Row>(
      `SELECT d.id AS demandId, d.organisationId, m.majorCode, t.educationLevel AS level, t.onboardBy,
              d.wanted - d.reserved AS people, t.cooperation, t.avoidedColleges
         FROM demand d JOIN talent_demand t ON t.demandId = d.id JOIN talent_demand_major m ON m.demandId = d.id
        WHERE d.domain = 'talent' AND d.state IN ('listed', 'engaged', 'agreed') AND d.wanted > d.reserved ${only}
        ORDER BY m.majorCode, d.number`,
      majorCodes ?? [],
    );
    return rows
      .filter(({ cooperation }) => listOf(cooperation).includes('order-class'))
      .map(({ onboardBy, cooperation: _cooperation, people, avoidedColleges, ...row }) => ({
        ...row,
        people: Number(people),
        month: onboardBy?.slice(0, 7) ?? null,
        avoidedColleges: listOf(avoidedColleges),
      }));
  }

  /** Which college teaches what: its programmes that are not taken off. */
  async teaching(collegeId: string | null = null): Promise<Teaching[]> {
    const rows = await this.db.select<Teaching>(
      `SELECT p.majorCode, o.organisationId AS collegeId, g.name AS college, MIN(p.minClass) AS minClass
         FROM programme p JOIN offer o ON o.id = p.offerId JOIN organisation g ON g.id = o.organisationId
        WHERE o.state IN ('on-shelf', 'paused') ${collegeId === null ? '' : 'AND o.organisationId = ?'}
        GROUP BY p.majorCode, o.organisationId, g.name ORDER BY p.majorCode, g.name`,
      collegeId === null ? [] : [collegeId],
    );
    return rows.map((row) => ({ ...row, minClass: Number(row.minClass) }));
  }
}

/** A JSON column of a raw row: one of the databases answers text. */
export const listOf = (value: string | string[] | null): string[] =>
  typeof value === 'string' ? ((JSON.parse(value) as string[] | null) ?? []) : (value ?? []);
