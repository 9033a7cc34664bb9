import { show } from '../platform/http/api-schema.js';
import type { MatchRun } from './match-run.entity.js';

/** A stored run as programs read it: what it found, in numbers. */
export const matchRunRecord = show.object({
  id: show.id,
  day: show.day,
  revision: show.count,
  eligible: show.count,
  incomplete: show.count,
  near: show.count,
  ineligible: show.count,
});

export const matchRunView = ({ id, day, revision, eligible, incomplete, near, ineligible }: MatchRun): object => ({
  id,
  day,
  revision,
  eligible,
  incomplete,
  near,
  ineligible,
});
