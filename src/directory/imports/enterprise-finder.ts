import { In } from 'typeorm';
import type { Database } from '../../platform/database/database.js';
import { Organisation } from '../../platform/identity/organisation.entity.js';
import type { CellProblem } from './import-job.entity.js';

/** Rows of one file name the same organisations again and again: they are looked up at once. */
export async function organisationsByCode(
  db: Database,
  codes: readonly unknown[],
): Promise<ReadonlyMap<string, Organisation>> {
  const wanted = [...new Set(codes.filter((code): code is string => typeof code === 'string'))];
  const found: Organisation[] = [];
  for (let at = 0; at < wanted.length; at += 500)
    found.push(...(await db.repo(Organisation).findBy({ creditCode: In(wanted.slice(at, at + 500)) })));
  return new Map(found.map((organisation) => [organisation.creditCode ?? '', organisation]));
}

/** A code that belongs to a party which is no enterprise. */
export function refuseOther(organisation: Organisation | undefined): CellProblem[] {
  return organisation && organisation.kind !== 'enterprise'
    ? [{ key: 'creditCode', code: 'not-an-enterprise', params: { name: organisation.name } }]
    : [];
}
