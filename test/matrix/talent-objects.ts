import type { Viewer } from './rights.js';
import { classes, posts } from './talent-rights.js';
import { centre, nowhere, RANDOM, type Target } from './target.js';
import type { Ids } from './world.js';

const rest = { classId: RANDOM, runId: RANDOM, referralId: RANDOM, campusId: RANDOM };
const nothing = () => nowhere((id) => ({ ...rest, id }));

export function postTargets(route: string, ids: Ids): Target[] {
  const named = Object.entries(posts).flatMap(([name, { owner, draft, filedBy }]): Target[] => {
    const seen = (viewer: Viewer) =>
      viewer.org === owner || (centre(viewer) && (!draft || (filedBy !== undefined && viewer.name === filedBy)));
    const target = (label: string, classId: string): Target => ({
      name: `post ${name}${label}`,
      params: { ...rest, id: ids[name] ?? '', classId },
      seen,
    });
    if (!route.includes(':classId')) return [target('', RANDOM)];
    return [
      target(' × class', ids['class/wait'] ?? ''),
      { ...target(' × no class', RANDOM), strangerWithin: true },
      { ...target(' × a programme', ids['college/programme'] ?? ''), strangerWithin: true },
    ];
  });
  return [...nothing(), ...named];
}

export function classTargets(route: string, ids: Ids): Target[] {
  const named = Object.entries(classes).flatMap(([name, { college, firms }]): Target[] => {
    const id = ids[`class/${name}`] ?? '';
    const member = (viewer: Viewer) => firms.includes(viewer.org ?? '');
    if (!route.includes(':referralId'))
      return [
        {
          name: `class ${name}`,
          params: { ...rest, id },
          seen: (viewer) => centre(viewer) || viewer.org === college || member(viewer),
          body: shares(ids, name, route),
        },
      ];
    const other = name === 'ask' ? 'stand' : 'ask';
    return [
      ...firms.map((firm) => ({
        name: `class ${name} × seats of ${firm}`,
        params: { ...rest, id, referralId: ids[`class/${name}/${firm}`] ?? '' },
        seen: (viewer: Viewer) => viewer.org === firm,
      })),
      {
        name: `class ${name} × seats in another`,
        params: { ...rest, id, referralId: ids[`class/${other}/lanhai`] ?? '' },
        seen: member,
        strangerWithin: true,
      },
      { name: `class ${name} × no seats`, params: { ...rest, id }, seen: member, strangerWithin: true },
    ];
  });
  return [...nothing(), ...named];
}

/** How the officer cuts the seats of the class that is too big: everybody to no more than the college takes. */
const shares = (ids: Ids, name: string, route: string) =>
  name === 'big' && route.endsWith('/seats') ? { [ids['class/big/yunxiu'] ?? '']: '20' } : undefined;

/** The centre's; nobody else may call. */
export function planTargets(route: string, ids: Ids): Target[] {
  const named = ['draft', 'published'].flatMap((name): Target[] => {
    const target = (label: string, runId: string): Target => ({
      name: `plan ${name}${label}`,
      params: { ...rest, id: ids[`plan/${name}`] ?? '', runId },
      seen: () => true,
    });
    if (!route.includes(':runId')) return [target('', RANDOM)];
    const other = name === 'draft' ? 'published' : 'draft';
    return [
      target(' × its run', ids[`plan/${name}/run`] ?? ''),
      { ...target(' × a run of another', ids[`plan/${other}/run`] ?? ''), strangerWithin: true },
      { ...target(' × no run', RANDOM), strangerWithin: true },
    ];
  });
  return [...nothing(), ...named];
}

const colleges = ['college', 'academy'] as const;
const notItsOwn = (college: string) => (viewer: Viewer) => !centre(viewer) && viewer.org !== college;

export function collegeTargets(route: string, ids: Ids, editing: boolean): Target[] {
  const named = colleges.flatMap((college): Target[] => {
    const other = college === 'college' ? 'academy' : 'college';
    const target = (label: string, campusId: string): Target => ({
      name: `${college}${label}`,
      params: { ...rest, id: ids[`org/${college}`] ?? '', campusId },
      seen: () => true,
      refused: (viewer) => editing && notItsOwn(college)(viewer),
    });
    if (!route.includes(':campusId')) return [target('', RANDOM)];
    return [
      target(' × its campus', ids[`campus/${college}/main`] ?? ''),
      target(' × its spare campus', ids[`campus/${college}/spare`] ?? ''),
      { ...target(' × a campus of another', ids[`campus/${other}/main`] ?? ''), strangerWithin: true },
    ];
  });
  return [...nothing(), ...named];
}

export function programmeTargets(ids: Ids, editing: boolean): Target[] {
  const named = colleges.flatMap((college): Target[] => [
    {
      name: `programme of ${college}`,
      params: { id: ids[`${college}/programme`] ?? '' },
      seen: () => true,
      refused: (viewer) => editing && notItsOwn(college)(viewer),
    },
    {
      name: `draft of ${college}`,
      params: { id: ids[`${college}/idea`] ?? '' },
      seen: (viewer) => centre(viewer) || viewer.org === college,
    },
  ]);
  return [...nothing(), ...named];
}

/** A major: the centre reads any, a college those it teaches. */
export const poolTargets = (): Target[] => [
  {
    name: 'a major of college',
    params: { major: '460103' },
    seen: (viewer) => centre(viewer) || viewer.org === 'college',
  },
];
