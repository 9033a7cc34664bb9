import type { Principal } from './cast.js';
import { expectations } from './expectations.js';
import type { Target } from './target.js';

const letters: Readonly<Record<string, string>> = {
  enterprise: 'E', bank: 'B', 'bank-admin': 'M', college: 'C', officer: 'O', leader: 'L', admin: 'A', auditor: 'U',
}; // prettier-ignore

export interface Expectation {
  readonly who: readonly string[];
  readonly object: string;
  readonly but: readonly string[];
  readonly orAbsent: boolean;
}

/** The line of a route, read; HEAD is answered as GET is. */
export function expectationOf(route: string): Expectation {
  const line = expectations[route.replace(/^HEAD /, 'GET ')] ?? '';
  const [who = '', object = '', more = ''] = line.split('|').map((part) => part.trim());
  const [, but = ''] = /but ([A-Z ]+)/.exec(more) ?? [];
  return { who: who.split(' '), object, but: but.trim().split(' '), orAbsent: more.endsWith('or absent') };
}

export type Verdict = 'sign-in' | 'forbidden' | 'unseen' | 'done' | 'done-or-absent' | 'done-or-refused' | 'not-done';

/** What the table says of this request: hand-written right × hand-written sight. */
export function verdictOf({ who, but, orAbsent }: Expectation, { viewer }: Principal, target: Target): Verdict {
  const open = who.includes('public');
  if (viewer.side === 'nobody' && !open) return 'sign-in';
  const letter = letters[viewer.role ?? ''] ?? '-';
  if (!open && !who.includes('all') && !who.includes(letter)) return 'forbidden';
  if (!target.seen(viewer)) return 'unseen';
  if (but.includes(letter) || target.refused?.(viewer)) return 'forbidden';
  if (target.strangerWithin) return 'not-done';
  if (target.mayBeRefused?.(viewer)) return 'done-or-refused';
  return orAbsent ? 'done-or-absent' : 'done';
}

export interface Seen {
  readonly status: number;
  readonly location: string;
  readonly api: boolean;
  /** GET or HEAD */
  readonly reading: boolean;
  /** What this viewer is answered for a record that is not there. */
  readonly absent: number;
}

/** Why an answer is not what the table says; null when it is. */
export function judged(verdict: Verdict, { status, location, api, reading, absent }: Seen): string | null {
  if (status >= 500) return 'a server error';
  if (verdict !== 'sign-in' && location.startsWith('/sign-in?next=')) return 'should know who asks';
  switch (verdict) {
    case 'sign-in':
      if (reading && !api) return status === 303 && location.startsWith('/sign-in?next=') ? null : 'should sign in';
      return status === 401 ? null : 'should be 401';
    case 'forbidden':
      return status === 403 ? null : 'should be 403';
    case 'unseen': // and if the body is looked at first, then for records that are not there as well
      if (![400, 404, 410, 422].includes(status)) return 'should be 404';
      return status === absent || status === 404 ? null : `differs from a record that is not there (${absent})`;
    case 'not-done':
      return [400, 404, 409, 422].includes(status) ? null : 'a stranger’s child under this parent should be refused';
    case 'done-or-absent':
      return [401, 403].includes(status) ? 'should be let through' : null;
    case 'done-or-refused':
      return [401, 404].includes(status) ? 'should be known' : null;
    case 'done':
      return [401, 403, 404].includes(status) ? 'should be let through' : null;
  }
}
