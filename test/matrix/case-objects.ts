import { needs, type Viewer } from './rights.js';
import { centre, nowhere, RANDOM, type Target } from './target.js';
import type { Ids } from './world.js';

const children = ['fileId', 'quoteId', 'payoutId', 'disbursementId', 'receiver'] as const;

/** The children that belong to a need or a referral (`owner`), where it has one of that kind. */
function childOf(ids: Ids, route: string, param: string, owner: string): string | undefined {
  switch (param) {
    case 'fileId':
      return ids[route.includes('/consents/') ? `${owner}/consent-scan` : `${owner}/file`];
    case 'quoteId':
      return ids[`${owner}/quote`];
    case 'receiver':
      return ids['org/donghu'];
    default:
      return ids[`${owner}/payout`];
  }
}

/** Each target once with its own child, once with that of a sister (another referral of the need), once with somebody else's. */
function withChildren(route: string, ids: Ids, target: Target, owner: string): Target[] {
  const child = children.find((name) => route.includes(`:${name}`));
  if (!child) return [target];
  const own = childOf(ids, route, child, owner);
  const other = owner.startsWith('deal') ? 'done' : 'deal';
  const foreign = child === 'receiver' ? ids['org/yunxiu'] : childOf(ids, route, child, other);
  const sister = ids[`${owner.split('/')[0]}/payout`];
  const filled = (name: string, id: string, strange: boolean): Target => ({
    ...target,
    name: `${target.name} × ${name}`,
    params: { ...target.params, [child]: id },
    ...(strange && { strangerWithin: true }),
  });
  return [
    ...(own ? [filled('own child', own, false)] : []),
    ...(child === 'payoutId' && sister && sister !== own ? [filled('child of a sister', sister, true)] : []),
    filled('foreign child', foreign ?? RANDOM, true),
    filled('no child', RANDOM, true),
  ];
}

export function needTargets(route: string, ids: Ids): Target[] {
  const named = Object.entries(needs).flatMap(([name, { owner, draft, filedBy }]) => {
    const seen = (viewer: Viewer) =>
      viewer.org === owner || (centre(viewer) && (!draft || (filedBy !== undefined && viewer.name === filedBy)));
    return withChildren(route, ids, { name: `need ${name}`, params: { id: ids[name] ?? '' }, seen }, name);
  });
  return [...nowhere((id) => ({ id, ...Object.fromEntries(children.map((child) => [child, RANDOM])) })), ...named];
}

/** need/bank → whether the bank may know of it. Asked: not before consent; withdrawn: where it is shown, which says only that. */
const referrals: Readonly<Record<string, 'known' | 'withdrawn' | 'asked'>> = {
  'open/donghu': 'known',
  'open/jiuli': 'known',
  'open/qingyuan': 'withdrawn',
  'deal/donghu': 'known',
  'deal/jiuli': 'known',
  'asked/qingyuan': 'asked',
  'chosen/donghu': 'known',
  'chosen/jiuli': 'known',
  'done/qingyuan': 'known',
  'done/jiuli': 'known',
  'released/jiuli': 'known',
  'stale/jiuli': 'known',
  'faded/jiuli': 'known',
  'ending/donghu': 'known',
  'working/jiuli': 'known',
};

/** `shown`: also what was taken back is found by its receiver, who is told just that. */
export function referralTargets(route: string, ids: Ids, shown: boolean): Target[] {
  const named = Object.entries(referrals).flatMap(([name, how]) => {
    const [need = '', bank = ''] = name.split('/');
    const known = how === 'known' || (how === 'withdrawn' && shown);
    const seen = (viewer: Viewer) =>
      centre(viewer) || viewer.org === needs[need]?.owner || (known && viewer.org === bank);
    return withChildren(route, ids, { name: `referral ${name}`, params: { id: ids[name] ?? '' }, seen }, name);
  });
  return [...nowhere((id) => ({ id, payoutId: RANDOM })), ...named];
}

export function productTargets(ids: Ids, editing: boolean): Target[] {
  const named = ['donghu', 'qingyuan'].flatMap((bank): Target[] => [
    ...['review', 'paused'].map((state) => ({ name: `${state} of ${bank}`, params: { id: ids[`${bank}/${state}`] ?? '' }, seen: (viewer: Viewer) => centre(viewer) || viewer.org === bank })),
    { name: `product of ${bank}`, params: { id: ids[`${bank}/product`] ?? '' }, seen: () => true, refused: (viewer) => editing && !centre(viewer) && viewer.org !== bank },
    { name: `draft of ${bank}`, params: { id: ids[`${bank}/draft`] ?? '' }, seen: (viewer) => centre(viewer) || viewer.org === bank },
  ]); // prettier-ignore
  return [...nowhere((id) => ({ id })), ...named];
}

/** A client manager is its institution's own matter. */
export function managerTargets(ids: Ids): Target[] {
  const named = ['donghu', 'stranger'].map((bank): Target => ({
    name: `manager of ${bank}`,
    params: { id: ids[`manager/${bank}`] ?? '' },
    seen: (viewer) => viewer.org === bank,
  }));
  return [...nowhere((id) => ({ id })), ...named];
}

export const assignmentTargets = (ids: Ids): Target[] => [
  ...nowhere((id) => ({ id })),
  ...['proposed', 'confirmed'].map((state): Target => ({
    name: `${state} assignment`,
    params: { id: ids[`assignment/${state}`] ?? '' },
    seen: centre,
  })),
];
