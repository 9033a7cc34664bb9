import { iso } from '../platform/database/rows.js';
import type { Demand } from './demand.entity.js';

/** What programs read of a demand of any domain. */
export function demandView(demand: Demand): object {
  const { id, number, state, outcome, channel, collectedOn, officerId, expiresOn, version } = demand;
  return {
    id,
    number,
    state,
    outcome,
    channel,
    collectedOn,
    officerId,
    createdAt: iso(demand.createdAt),
    submittedAt: iso(demand.submittedAt),
    listedAt: iso(demand.listedAt),
    closedAt: iso(demand.closedAt),
    expiresOn,
    version,
  };
}
