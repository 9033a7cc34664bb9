import { known, unknown, type FactSheet, type FactValue } from '../../../kernel/matching/facts.js';
import type { TalentDemand } from '../demands/demand.entity.js';
import type { WantedMajor } from '../demands/demands.service.js';
import { gradeOf } from './programme-criteria.js';

/** What of a demand becomes a fact. */
interface Stated {
  readonly post: Pick<
    TalentDemand,
    | 'cooperation'
    | 'educationLevel'
    | 'headcountMin'
    | 'onboardBy'
    | 'latitude'
    | 'longitude'
    | 'mentorCount'
    | 'trade'
    | 'probationPay'
  >;
  readonly majors: readonly WantedMajor[];
}

/** Everything the criteria of programmes and classes may ask, from the demand itself. */
export function talentFactSheet({ post, majors }: Stated): FactSheet {
  return {
    cooperation: members(post.cooperation),
    majors: majors.length === 0 ? unknown('absent') : members(majors.map(({ code }) => code)),
    preferredMajors: members(majors.filter(({ role }) => role === 'preferred').map(({ code }) => code)),
    educationLevel: post.educationLevel === null ? unknown('absent') : known('grade', gradeOf(post.educationLevel)),
    headcountMin: number('count', post.headcountMin),
    onboardBy: post.onboardBy === null ? unknown('undecided') : known('day', post.onboardBy),
    workplace:
      post.latitude === null || post.longitude === null
        ? unknown('absent')
        : known('place', { lat: post.latitude / 1_000_000, lng: post.longitude / 1_000_000 }),
    mentorCount: number('count', post.mentorCount),
    trade: post.trade === null ? unknown('absent') : known('code', post.trade),
    probationPay: number('money', post.probationPay),
  };
}

const members = (codes: readonly string[] | null): FactValue =>
  codes === null ? unknown('absent') : known('set', { has: codes, unsure: [] });

const number = (kind: 'money' | 'count', value: number | null): FactValue =>
  value === null ? unknown('absent') : known(kind, value);
