import type { EnterpriseProfile, EnterpriseQualification, EnterpriseYear, FactSource } from './profile.entity.js';

/** An enterprise's profile as one reading: the facts, the titles, the years (latest first) and where each fact comes from. */
export interface ProfileRecord {
  readonly profile: EnterpriseProfile;
  readonly qualifications: readonly EnterpriseQualification[];
  readonly years: readonly EnterpriseYear[];
  readonly sources: ReadonlyMap<string, FactSource>;
}
