import { createHash } from 'node:crypto';
import { EnterpriseProfile, type FactSource } from '../profile/profile.entity.js';
import type { ProfileRecord } from '../profile/profile-record.js';

/** A profile record as JSON holds it: the sources as a list. */
export type PackedRecord = Omit<ProfileRecord, 'sources'> & { readonly sources: readonly FactSource[] };

/** A profile before a change, and a mark of it after: undoing is only possible while the mark still fits. */
export interface ProfileBefore {
  readonly created: boolean;
  readonly record: PackedRecord;
  readonly after: string;
}

export const packRecord = (record: ProfileRecord): PackedRecord => ({
  ...record,
  sources: [...record.sources.values()],
});

export const unpackRecord = (packed: PackedRecord): ProfileRecord => ({
  ...packed,
  profile: Object.assign(new EnterpriseProfile(), packed.profile, { updatedAt: new Date(packed.profile.updatedAt) }),
  sources: new Map(packed.sources.map((source) => [source.factKey, source])),
});

/** Changes with every fact, title, year and source; row ids, versions and times of change say nothing. */
export function markOf(record: ProfileRecord): string {
  const { version: _, updatedAt: __, ...facts } = record.profile;
  const plain = (rows: readonly object[]) =>
    rows
      .map((row) =>
        Object.entries(row)
          .filter(([name]) => name !== 'id')
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
      .map((row) => JSON.stringify(row))
      .sort();
  const text = JSON.stringify([
    plain([facts]),
    plain(record.qualifications),
    plain(record.years),
    plain([...record.sources.values()]),
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
