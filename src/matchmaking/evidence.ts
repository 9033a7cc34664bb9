import { createHash } from 'node:crypto';
import type { FactSheet } from '../kernel/matching/facts.js';

/** Of the facts a run saw: equal hashes, equal facts. */
export const evidenceHash = (facts: FactSheet): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('hex');
