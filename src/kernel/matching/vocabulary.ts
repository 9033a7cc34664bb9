/** What kind of value a fact holds; decides which operators a criterion on it may use. */
export type FactKind = 'money' | 'count' | 'ppm' | 'grade' | 'code' | 'set' | 'flag' | 'day' | 'place';

/** A fact that criteria may speak about. Declared by a domain, as data. */
export interface FactDefinition {
  readonly key: string;
  readonly kind: FactKind;
  /** Where the domain keeps it; `derived` facts follow from others. */
  readonly from: 'need' | 'profile' | 'years' | 'derived';
  /** The demand's owner can change it today, so a single miss on it is "near". */
  readonly changeable?: boolean;
  /** Grades from worst to best (`grade` only). */
  readonly grades?: readonly string[];
  /** `prefix`: code 3976 lies under 39 (`code` only). */
  readonly hierarchy?: 'prefix';
  /** What a count counts; names the unit word in sentences. */
  readonly unit?: 'month' | 'year' | 'person' | 'piece' | 'time';
}
