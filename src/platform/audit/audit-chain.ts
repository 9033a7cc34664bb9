import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit-entry.entity.js';

/** What a chain starts from. */
export const CHAIN_START = '0'.repeat(64);

/** JSON with sorted keys and no spaces, so that equal values are equal bytes. Throws on what JSON cannot hold. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  const scalar = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (!scalar) throw new TypeError(`an audit payload cannot hold a ${typeof value}`);
  return JSON.stringify(value);
}

/** SHA-256 over everything an entry says, its place and the hash before it. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const said = [
    entry.prevHash,
    entry.seq,
    entry.id,
    entry.aggregateType,
    entry.aggregateId,
    entry.action,
    entry.actorUserId,
    entry.actorOrganisationId,
    entry.at,
    entry.payload,
  ];
  return createHash('sha256').update(canonical(said)).digest('hex');
}

export type BreakKind =
  /** What the entry says is not what was hashed. */
  | 'edited'
  /** A number is missing in the middle or at the start. */
  | 'missing'
  /** The entry does not follow the one before it: reordered, or written by another hand. */
  | 'unlinked'
  /** The head knows of later entries. */
  | 'truncated'
  /** The head does not stand at the last entry, or there is none. */
  | 'head';

export interface AuditBreak {
  readonly type: string;
  readonly id: string;
  readonly seq: number;
  readonly kind: BreakKind;
}

interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Walks one chain in order of `seq` and compares it with its head. */
export class ChainCheck {
  readonly breaks: AuditBreak[] = [];
  private seq = 0;
  private hash = CHAIN_START;

  constructor(
    private readonly type: string,
    private readonly id: string,
  ) {}

  next(entry: AuditEntry): void {
    if (entry.seq !== this.seq + 1) this.report('missing', this.seq + 1);
    else if (entry.prevHash !== this.hash) this.report('unlinked', entry.seq);
    if (entryHash(entry) !== entry.hash) this.report('edited', entry.seq);
    this.seq = entry.seq;
    this.hash = entry.hash;
  }

  end(head: Head | undefined): void {
    if (head === undefined) this.report('head', this.seq);
    else if (head.seq > this.seq) this.report('truncated', this.seq + 1);
    else if (head.seq < this.seq || head.hash !== this.hash) this.report('head', this.seq);
  }

  private report(kind: BreakKind, seq: number): void {
    this.breaks.push({ type: this.type, id: this.id, seq, kind });
  }
}
