import { needs, type Viewer } from './rights.js';
import type { Ids } from './world.js';

/** A way to fill a route's parameters, and whether this viewer may know of what it names. */
export interface Target {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly seen: (viewer: Viewer) => boolean;
  /** The record is there, but the second parameter names nothing of it: never an answer of 2xx or a redirect. */
  readonly strangerWithin?: boolean;
  /** Seen, but refused to these all the same: 403. */
  readonly refused?: (viewer: Viewer) => boolean;
  /** Some of what can be done to it is refused to these, some not. */
  readonly mayBeRefused?: (viewer: Viewer) => boolean;
}

const RANDOM = '01990000-0000-7000-8000-00000000dead';
/** Ids that no record has: first the one every unseen record must look like. */
const absent: readonly string[] = [RANDOM, '1', "'%20OR%20'1'='1", '..%2f..%2fetc', '%00', '9'.repeat(80)];

const nowhere = (params: (id: string) => Record<string, string>): Target[] =>
  absent.map((id, index) => ({
    name: index === 0 ? 'random' : `malformed-${index}`,
    params: params(id),
    seen: () => false,
  }));

const centre = (viewer: Viewer) => viewer.side === 'centre';
const children = ['fileId', 'quoteId', 'payoutId', 'disbursementId', 'receiver'] as const;

/** The children that belong to a need or a referral, where it has one of that kind. */
function childOf(ids: Ids, param: string, need: string): string | undefined {
  switch (param) {
    case 'fileId':
      return ids[`${need}/file`];
    case 'quoteId':
      return ids[`${need}/quote`];
    case 'receiver':
      return ids['org/donghu'];
    default:
      return ids[`${need}/payout`];
  }
}

/** Each target once with its own child and once with somebody else's. */
function withChildren(route: string, ids: Ids, target: Target, need: string): Target[] {
  const child = children.find((name) => route.includes(`:${name}`));
  if (!child) return [target];
  const own = childOf(ids, child, need);
  const foreign = child === 'receiver' ? ids['org/yunxiu'] : childOf(ids, child, need === 'deal' ? 'open' : 'deal');
  const filled = (name: string, id: string, strange: boolean): Target => ({
    ...target,
    name: `${target.name} × ${name}`,
    params: { ...target.params, [child]: id },
    ...(strange && { strangerWithin: true }),
  });
  return [
    ...(own ? [filled('own child', own, false)] : []),
    filled('foreign child', foreign ?? RANDOM, true),
    filled('no child', RANDOM, true),
  ];
}

function needTargets(route: string, ids: Ids): Target[] {
  const named = Object.entries(needs).flatMap(([name, { owner, draft }]) =>
    withChildren(route, ids, {
      name: `need ${name}`, params: { id: ids[name] ?? '' },
      seen: (viewer) => viewer.org === owner || (centre(viewer) && !draft),
    }, name),
  ); // prettier-ignore
  return [...nowhere((id) => ({ id, ...Object.fromEntries(children.map((child) => [child, RANDOM])) })), ...named];
}

/** need/bank → the banks that may know of it. Asked: before consent nobody; withdrawn: the page alone, which says only that. */
const referrals: Readonly<Record<string, readonly string[]>> = {
  'open/donghu': ['donghu'],
  'open/jiuli': ['jiuli'],
  'open/qingyuan': [],
  'deal/donghu': ['donghu'],
  'deal/jiuli': ['jiuli'],
  'asked/qingyuan': [],
};

function referralTargets(route: string, ids: Ids, onPage: boolean): Target[] {
  const named = Object.entries(referrals).flatMap(([name, known]) => {
    const [need = '', bank = ''] = name.split('/');
    const banks = onPage && name === 'open/qingyuan' ? [bank] : known;
    const seen = (viewer: Viewer) =>
      centre(viewer) || viewer.org === needs[need]?.owner || banks.includes(viewer.org ?? '');
    return withChildren(route, ids, { name: `referral ${name}`, params: { id: ids[name] ?? '' }, seen }, need);
  });
  return [...nowhere((id) => ({ id, payoutId: RANDOM })), ...named];
}

function productTargets(ids: Ids, editing: boolean): Target[] {
  const named = ['donghu', 'qingyuan'].flatMap((bank): Target[] => [
    { name: `product of ${bank}`, params: { id: ids[`${bank}/product`] ?? '' }, seen: () => true, refused: (viewer) => editing && !centre(viewer) && viewer.org !== bank },
    { name: `draft of ${bank}`, params: { id: ids[`${bank}/draft`] ?? '' }, seen: (viewer) => centre(viewer) || viewer.org === bank },
  ]); // prettier-ignore
  return [...nowhere((id) => ({ id })), ...named];
}

const enterprises = ['lanhai', 'yunxiu'] as const;
const sections = ['company', 'contact', 'year-2025', 'nonsense'];

function enterpriseTargets(route: string, ids: Ids): Target[] {
  const rest = { section: sections[1] ?? '', fileId: RANDOM };
  const named = enterprises.flatMap((org): Target[] => {
    const seen = (viewer: Viewer) => centre(viewer) || viewer.org === org;
    const id = ids[`org/${org}`] ?? '';
    const other = ids[org === 'lanhai' ? 'yunxiu/paper' : 'lanhai/paper'] ?? '';
    if (route.includes(':fileId'))
      return [
        { name: org, params: { id, fileId: ids[`${org}/paper`] ?? '' }, seen },
        { name: `${org} × foreign child`, params: { id, fileId: other }, seen, strangerWithin: true },
      ];
    if (!route.includes(':section')) return [{ name: org, params: { id }, seen }];
    return sections.map((section) => ({
      name: `${org} ${section}`,
      params: { id, section },
      seen,
      strangerWithin: !known(section),
    }));
  });
  const bank: Target = {
    name: 'not an enterprise',
    params: { id: ids['org/donghu'] ?? '', ...rest },
    seen: () => false,
  };
  return [...nowhere((id) => ({ id, ...rest })), bank, ...named];
}
const known = (section: string) => section !== 'nonsense' && section !== 'company';

function memberTargets(ids: Ids, all: boolean): Target[] {
  const who = {
    owner: 'lanhai',
    neighbour: 'yunxiu',
    'bank-accepted': 'donghu',
    'bank-stranger': 'stranger',
    leader: 'centre',
  } as const;
  const named = Object.entries(who).map(([name, org]) => ({
    name: `person ${name}`,
    params: { id: ids[`user/${name}`] ?? '' },
    seen: (viewer: Viewer) => viewer.org === org || all || viewer.role === 'admin',
    mayBeRefused: (viewer: Viewer) => viewer.name === name, // nobody shuts out or promotes themselves
  }));
  return [...nowhere((id) => ({ id })), ...named];
}

/** Things that belong to one person, and of which there is one of each in the world. */
function ofOne(ids: Ids, prefix: string): Target[] {
  const named = Object.keys(ids).filter((name) => name.startsWith(`${prefix}/`)).map((name) => ({
    name, params: { id: ids[name] ?? '' }, seen: (viewer: Viewer) => viewer.name === name.slice(prefix.length + 1),
  })); // prettier-ignore
  return [...nowhere((id) => ({ id })), ...named];
}

/** A private view, and one that the officer shares with the centre: with those of its people who may read needs. */
function viewTargets(ids: Ids, editing: boolean): Target[] {
  const mine = (viewer: Viewer) => viewer.name === 'officer';
  return [
    ...nowhere((id) => ({ id })),
    { name: 'private view', params: { id: ids['view/officer'] ?? '' }, seen: mine },
    {
      name: 'team view',
      params: { id: ids['view/team'] ?? '' },
      seen: centre,
      refused: (viewer) => viewer.role === 'admin' || (editing && !mine(viewer)),
    },
  ];
}

const everywhere = (names: readonly string[], param: string, seen: boolean): Target[] =>
  names.map((name) => ({ name, params: { [param]: name }, seen: () => seen }));

export function targetsOf(kind: string, route: string, ids: Ids): Target[] {
  switch (kind) {
    case 'need':
      return needTargets(route, ids);
    case 'referral':
    case 'referral-page':
      return referralTargets(route, ids, kind === 'referral-page');
    case 'product':
    case 'product-edit':
      return productTargets(ids, kind === 'product-edit');
    case 'enterprise':
      return enterpriseTargets(route, ids);
    case 'own-profile':
    case 'own-section':
    case 'own-paper':
      return [
        { name: 'own', params: { section: 'contact', fileId: ids['lanhai/paper'] ?? '' }, seen: (viewer) => viewer.side === 'enterprise' && (kind !== 'own-paper' || viewer.org === 'lanhai') },
      ]; // prettier-ignore
    case 'member':
      return memberTargets(ids, route.includes('/admin/'));
    case 'organisation':
      return [
        ...nowhere((id) => ({ id })),
        ...['lanhai', 'donghu', 'college'].map((org) => ({
          name: org,
          params: { id: ids[`org/${org}`] ?? '' },
          seen: () => true,
        })),
      ];
    case 'registration':
      return [
        ...nowhere((id) => ({ id })),
        { name: 'waiting', params: { id: ids['registration'] ?? '' }, seen: () => true },
      ];
    case 'notice':
    case 'export':
    case 'session':
      return ofOne(ids, kind);
    case 'view':
    case 'view-edit':
      return viewTargets(ids, kind === 'view-edit');
    case 'delivery':
      return everywhere(absent, 'which', true); // the list again, which says that nothing was sent anew
    case 'link':
      return everywhere(['x', 'a'.repeat(43)], 'token', false);
    case 'asset':
      return everywhere(['nothing.js', '..%2f..%2fpackage.json'], 'name', false);
    case 'figure':
      return [
        ...everywhere(['new-needs', 'sent', 'answered'], 'figure', true),
        ...everywhere(['nothing'], 'figure', false),
      ];
    case 'nothing':
      return everywhere([RANDOM], 'id', false);
    default:
      return [{ name: '-', params: {}, seen: () => true }];
  }
}
