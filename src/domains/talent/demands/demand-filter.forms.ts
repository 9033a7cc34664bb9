import { educationLevels } from '../../../directory/codes/education-levels.js';
import type { DemandState } from '../../../matchmaking/lifecycle.js';
import { field, form } from '../../../platform/http/fields.js';
import { talentCodes } from '../matching/facts.js';

/** What people filter by; "has candidates" is never a state. */
export const demandGroups: Readonly<Record<string, readonly DemandState[]>> = {
  'to-verify': ['submitted'],
  'to-mend': ['returned'],
  pooled: ['listed'],
  seated: ['engaged', 'agreed'],
  done: ['fulfilled'],
  closed: ['closed'],
};
export const demandSorts = ['submitted', 'organisation', 'people', 'onboard'] as const;
export type DemandSort = (typeof demandSorts)[number];
export const pageSizes = ['20', '50', '100'] as const;
const maybe = { optional: true } as const;

/** The list's address is its state: every filter, the order and the page are names of this form. */
@form('talent.demands')
export class DemandFilterForm {
  @field.text({ ...maybe, max: 60 }) q!: string | null;
  @field.text({ ...maybe, max: 60 }) major!: string | null;
  @field.choice(Object.keys(demandGroups), { ...maybe, words: 'talent.demands.state' }) state!: string | null;
  @field.choice(educationLevels.codes, { ...maybe, words: 'talent.demands.level' }) level!: string | null;
  @field.choice(talentCodes.trade, { ...maybe, words: 'talent-fact.trade' }) trade!: string | null;
  /** Understood for the centre alone. */
  @field.text({ ...maybe, max: 40 }) label!: string | null;
  @field.choice(demandSorts, { ...maybe, words: 'talent.demands.sort' }) sort!: DemandSort | null;
  @field.choice(['ascending', 'descending'], { ...maybe, words: 'talent.demands.sort' }) direction!:
    'ascending' | 'descending' | null;
  @field.choice(pageSizes, { ...maybe, words: 'need.size' }) size!: (typeof pageSizes)[number] | null;
  @field.whole({ ...maybe, min: 1, max: 100_000 }) page!: number | null;
  @field.hidden({ ...maybe, max: 36 }) saved!: string | null;
}

export type DemandFilter = Partial<DemandFilterForm>;
