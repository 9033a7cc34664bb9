import type { ProfileRecord } from '../../../directory/profile/profile-record.js';
import { EnterpriseProfile, FactSource } from '../../../directory/profile/profile.entity.js';
import { FinancingNeed } from '../needs/need.entity.js';
import { verificationHints } from './verification-hints.js';

const TODAY = '2026-11-23';
const record = (profile: Partial<EnterpriseProfile>, sources: FactSource[] = []): ProfileRecord => ({
  profile: Object.assign(
    new EnterpriseProfile(),
    { irregularities: null, overdueRecord: null, address: null, park: null, premises: null },
    profile,
  ),
  qualifications: [],
  years: [],
  sources: new Map(sources.map((source) => [source.factKey, source])),
});
const need = (change: Partial<FinancingNeed> = {}) =>
  Object.assign(new FinancingNeed(), { purpose: 'materials', purposeNote: null }, change);
const findings = (...args: Parameters<typeof verificationHints>) =>
  verificationHints(...args).map(({ finding }) => finding);

describe('what the records say to the five tests', () => {
  const good = { irregularities: 'none', overdueRecord: 'settled', park: 'guangzi' };

  it('suggests five passes when all is well', () => {
    expect(findings(record(good), need(), 0, TODAY)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  it('suggests nothing where nothing is known or the record has run out', () => {
    expect(findings(record({}), need(), 0, TODAY)).toEqual([null, null, 'pass', null, 'pass']);
    const expired = Object.assign(new FactSource(), {
      factKey: 'irregularities',
      validUntil: '2026-11-22',
      disputed: false,
    });
    expect(findings(record(good, [expired]), need(), 0, TODAY)[0]).toBeNull();
  });

  it('doubts open irregularities, overdue loans, duplicates and a use that is not told', () => {
    const bad = { ...good, irregularities: 'open', overdueRecord: 'open' };
    expect(findings(record(bad), need({ purpose: 'other' }), 1, TODAY)).toEqual([
      'doubt',
      'pass',
      'doubt',
      'doubt',
      'doubt',
    ]);
  });
});
