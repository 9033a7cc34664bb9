/**
 * Who would have whom, as deferred acceptance wants it: the pairs that both sides accept, in compressed rows, seen from
 * either side. All indices start at 0; better choices come first.
 */
export interface Market {
  readonly residents: number;
  readonly hospitals: number;
  /** Places of each hospital, 0 or more. */
  readonly capacity: Int32Array;
  /** The pairs of resident r are `residentStart[r]` up to, not including, `residentStart[r + 1]`. */
  readonly residentStart: Int32Array;
  /** The hospital of a resident's pair. */
  readonly residentChoice: Int32Array;
  /** The same pair among the hospitals' pairs: less is better for that hospital. */
  readonly atHospital: Int32Array;
  readonly hospitalStart: Int32Array;
  /** The resident of a hospital's pair. */
  readonly hospitalChoice: Int32Array;
  /** The same pair among the residents' pairs: less is better for that resident. */
  readonly atResident: Int32Array;
}

/** Preference lists of one side as they were given, without what no index names and without repetitions. */
export interface Lists {
  readonly start: Int32Array;
  readonly partner: Int32Array;
  /** Entries of one list on one level are liked equally. */
  readonly level: Int32Array;
  readonly tied: boolean;
}

export type FindingCode =
  | 'not-an-instance'
  | 'not-a-list'
  | 'unknown-index'
  | 'duplicate'
  | 'one-sided'
  | 'capacity-missing'
  | 'capacity-unreadable'
  | 'capacity-of-nobody';

/** Something in an instance that is not as it should be: where, what, and what it says there. */
export interface Finding {
  readonly at: string;
  readonly code: FindingCode;
  readonly value: unknown;
}

/** With one of these the instance is refused: any guess would decide who gets a place. */
export const refusing: readonly FindingCode[] = ['not-an-instance', 'capacity-missing', 'capacity-unreadable'];
