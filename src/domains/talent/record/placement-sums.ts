import type { FieldProblem } from '../../../kernel/problem.js';
import type { Placement } from './placement.entity.js';

export type PlacementCounts = Pick<
  Placement,
  'offered' | 'joined' | 'working' | 'gone' | 'sameField' | 'nearField' | 'otherField'
>;

/**
 * What cannot be: more offers than the firm has seats, more who joined than were offered work, more at work and gone than
 * joined, more by field than joined. Each is said at the field that is too great.
 */
export function countProblems(counts: PlacementCounts, seats: number): FieldProblem[] {
  const over = (field: string, value: number, max: number): FieldProblem[] =>
    value > max ? [{ field, code: 'at-most', params: { max } }] : [];
  const { offered, joined, working, gone, sameField, nearField, otherField } = counts;
  return [
    ...over('offered', offered, seats),
    ...over('joined', joined, offered),
    ...over('working', working, joined),
    ...(working <= joined ? over('gone', gone, joined - working) : []),
    ...over('sameField', sameField, joined),
    ...(sameField <= joined ? over('nearField', nearField, joined - sameField) : []),
    ...(sameField + nearField <= joined ? over('otherField', otherField, joined - sameField - nearField) : []),
  ];
}

const NONE: PlacementCounts = { offered: 0, joined: 0, working: 0, gone: 0, sameField: 0, nearField: 0, otherField: 0 };

export function sumCounts(all: readonly PlacementCounts[]): PlacementCounts {
  const keys = Object.keys(NONE) as (keyof PlacementCounts)[];
  return all.reduce(
    (sum, one) => Object.fromEntries(keys.map((key) => [key, sum[key] + one[key]])) as unknown as PlacementCounts,
    NONE,
  );
}
