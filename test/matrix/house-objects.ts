import type { Body } from './bodies.js';
import type { Viewer } from './rights.js';
import { centre, nowhere, RANDOM, type Target } from './target.js';
import type { Ids } from './world.js';

const enterprises = ['lanhai', 'yunxiu'] as const;
const sections = ['company', 'contact', 'year-2025', 'nonsense'];
/** An officer says where a fact comes from. */
export const sectionBody = (section: string, viewer: Viewer): Body => ({
  ...(section === 'contact' ? { contactTitle: 'somebody' } : { revenue: '1' }),
  ...(centre(viewer) && { source: 'document', obtainedOn: '2026-10-01' }),
});
const known = (section: string) => section !== 'nonsense' && section !== 'company';

export function enterpriseTargets(route: string, ids: Ids): Target[] {
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
      body: (viewer: Viewer) => sectionBody(section, viewer),
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

export function memberTargets(ids: Ids, all: boolean): Target[] {
  const who = {
    owner: 'lanhai',
    neighbour: 'yunxiu',
    'bank-accepted': 'donghu',
    'bank-stranger': 'stranger',
    leader: 'centre',
    admin: 'centre',
  } as const;
  const named = Object.entries(who).map(([name, org]) => ({
    name: `person ${name}`,
    params: { id: ids[`user/${name}`] ?? '' },
    seen: (viewer: Viewer) => viewer.org === org || all || viewer.role === 'admin',
    mayBeRefused: (viewer: Viewer) => viewer.name === name, // nobody shuts out or promotes themselves
  }));
  return [...nowhere((id) => ({ id })), ...named];
}

/** Things that belong to one person. */
export function ofOne(ids: Ids, prefix: string): Target[] {
  const named = Object.keys(ids).filter((name) => name.startsWith(`${prefix}/`)).map((name) => ({
    name, params: { id: ids[name] ?? '' }, seen: (viewer: Viewer) => viewer.name === name.slice(prefix.length + 1),
  })); // prettier-ignore
  return [...nowhere((id) => ({ id })), ...named];
}

/** A private view, and one that the officer shares with the centre: with those of its people who may read needs. */
export function viewTargets(ids: Ids, editing: boolean): Target[] {
  const mine = (viewer: Viewer) => viewer.name === 'officer';
  return [
    ...nowhere((id) => ({ id })),
    { name: 'private view', params: { id: ids['view/private'] ?? '' }, seen: mine },
    {
      name: 'team view',
      params: { id: ids['view/team'] ?? '' },
      seen: centre,
      refused: (viewer) => viewer.role === 'admin' || (editing && !mine(viewer)),
    },
  ];
}

/** Lists that can be kept as views: by whoever reads the list. */
export function viewListTargets(): Target[] {
  const readers = {
    'financing.needs': ['enterprise', 'officer', 'leader', 'auditor'],
    'financing.referrals': ['bank', 'bank-admin', 'officer', 'leader', 'auditor'],
    'talent.demands': ['enterprise', 'officer', 'leader', 'auditor'],
    nonsense: [],
  } as const;
  return Object.entries(readers).map(([list, roles]) => ({
    name: `list ${list}`,
    params: {},
    query: `?list=${list}`,
    body: { list, name: 'view' },
    seen: () => list !== 'nonsense',
    refused: ({ role }) => !(roles as readonly (string | null)[]).includes(role),
  }));
}

/** Jobs of an import are seen by whoever imports for the same organisation. */
export function importTargets(ids: Ids): Target[] {
  const owners = { needs: 'centre', enterprises: 'centre', institutions: 'centre', products: 'donghu', unnamed: 'donghu' }; // prettier-ignore
  const named = Object.entries(owners).map(([name, org]) => ({
    name: `import of ${name}`,
    params: { id: ids[`import/${name}`] ?? '' },
    seen: (viewer: Viewer) => viewer.org === org,
  }));
  return [...nowhere((id) => ({ id })), ...named];
}

const products = Buffer.from('产品编号,机构,产品名称\r\nP9,nobody,title\r\n');
const needSheet = Buffer.from('企业统一社会信用代码,融资方式\r\n1,2\r\n');

/** What others than the centre may import: institutions their own products, colleges their own programmes. */
const importers: Readonly<Record<string, Viewer['side']>> = { products: 'bank', programmes: 'college' };
const importKinds = ['products', 'programmes', 'needs', 'enterprises', 'institutions', 'colleges', 'enterprise-years'];

/** `how`: where the kind is named. */
export function importKindTargets(how: 'query' | 'param' | 'body', api: boolean): Target[] {
  return [...importKinds, 'nonsense'].map((kind) => ({
    name: `kind ${kind}`,
    params: Object.fromEntries(how === 'param' ? [['kind', kind]] : []),
    ...(how === 'query' && { query: `?kind=${kind}` }),
    ...(how === 'body' && { body: uploadOf(kind, api) }),
    seen: () => kind !== 'nonsense',
    refused: (viewer) => !centre(viewer) && viewer.side !== importers[kind],
  }));
}

function uploadOf(kind: string, api: boolean): Body {
  const file = { name: 'sheet.csv', bytes: kind === 'products' ? products : needSheet };
  if (!api) return { kind, file };
  return { kind, fileName: file.name, content: file.bytes.toString('base64') };
}

/** Each list asks for its own permission, as on its page. */
export function exportKindTargets(): Target[] {
  const readers = {
    'financing.needs': ['officer', 'leader'],
    'financing.referrals': ['bank', 'bank-admin', 'officer', 'leader', 'auditor'],
    'financing.products': ['enterprise', 'bank', 'bank-admin', 'officer', 'leader', 'auditor'],
    'talent.demands': ['officer', 'leader'],
    organisations: ['officer', 'leader', 'admin', 'auditor'],
    'admin.users': ['admin'],
    'admin.registrations': ['officer', 'admin'],
    imports: ['bank', 'bank-admin', 'college', 'officer'],
    'work.funnel': ['officer', 'leader'],
    'work.institutions': ['officer', 'leader'],
    nonsense: [],
  } as const;
  return Object.entries(readers).map(([kind, roles]) => ({
    name: `export of ${kind}`,
    params: {},
    body: { kind, filter: { q: 'CN-' } },
    seen: () => kind !== 'nonsense',
    refused: ({ role }) => !(roles as readonly (string | null)[]).includes(role),
  }));
}

/** An administrator says of which organisation the new person is. */
export function ofOrganisationTargets(ids: Ids): Target[] {
  return [
    { name: 'random', params: {}, query: `?organisation=${RANDOM}`, seen: () => false },
    { name: 'of none', params: {}, seen: () => false },
    { name: 'of the centre', params: {}, query: `?organisation=${ids['org/centre'] ?? ''}`, seen: () => true },
  ];
}
