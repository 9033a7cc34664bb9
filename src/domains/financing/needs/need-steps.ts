import type { Demand } from '../../../matchmaking/demand.entity.js';
import { message, type Message } from '../../../platform/i18n/message.js';
import { needStatuses, type NeedStatus } from './need-status.js';

const stages = ['submitted', 'verified', 'matched', 'sent', 'talking', 'done'] as const;

/** How far along a status is; the closed ones stop where they stopped. */
export function stepsOf(demand: Demand, status: NeedStatus): { label: Message; state?: 'done' | 'current' }[] {
  const order = (name: NeedStatus) => needStatuses.indexOf(name);
  let current = 5;
  if (order(status) <= order('to-mend')) current = 1;
  else if (order(status) <= order('to-refer')) current = 2;
  else if (order(status) <= order('sent')) current = 3;
  else if (order(status) <= order('paid')) current = 4;
  if (status === 'confirmed') current = 6;
  if (demand.state === 'closed') current = demand.listedAt ? 2 : 1;
  return stages.map((stage, i) => ({
    label: message(`need.step.${stage}`),
    ...(i < current && { state: 'done' as const }),
    ...(i === current && { state: 'current' as const }),
  }));
}
