import type { Viewer } from './rights.js';
import { classes } from './talent-rights.js';
import { centre, nowhere, RANDOM, type Target } from './target.js';
import type { Ids } from './world.js';

const children = {
  agreementId: RANDOM, partyId: RANDOM, fileId: RANDOM, milestoneId: RANDOM, moduleId: RANDOM, placementId: RANDOM, referralId: RANDOM,
  checkpoint: 'start', step: 'selection',
}; // prettier-ignore
const kept = ['stand', 'place', 'run', 'pick'] as const;
const kinds = ['school-firm', 'alliance'] as const;

interface Child {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly of: string;
  readonly rest?: Partial<Target>;
}

/** The records of classes that stand: each with its own children, with those of another class, and with none. */
export function recordTargets(route: string, ids: Ids): Target[] {
  const all = childrenOf(route, ids);
  const named = kept.flatMap((name): Target[] => {
    const known = classes[name];
    const seen = (viewer: Viewer) =>
      centre(viewer) || viewer.org === known?.college || (known?.firms.includes(viewer.org ?? '') ?? false);
    const target = (label: string, params: Readonly<Record<string, string>>, rest: Partial<Target> = {}): Target => ({
      name: `record of ${name}${label}`,
      params: { ...children, id: ids[`class/${name}`] ?? '', ...params },
      seen,
      ...rest,
    });
    if (all === null) return [target('', stepOf(name))];
    const own = all.filter((child) => child.of === name);
    const foreign = all.find((child) => child.of !== name);
    return [
      ...own.map((child) => target(` × ${child.name}`, child.params, child.rest)),
      target(' × that of another class', foreign?.params ?? {}, { strangerWithin: true }),
      target(' × nothing', {}, { strangerWithin: true }),
    ];
  });
  return [...nowhere((id) => ({ ...children, id })), ...named];
}

/** Where the address names a step, each class at what comes next for it. */
const stepOf = (name: string): Readonly<Record<string, string>> =>
  ({ run: { step: 'placing' }, place: { step: 'completion' } })[name] ?? {};

const own = (org: string) => (viewer: Viewer) => centre(viewer) || viewer.org === org;

/** null where the address names no child. */
function childrenOf(route: string, ids: Ids): Child[] | null {
  if (route.includes(':partyId')) return parties(ids);
  if (route.includes(':agreementId')) return agreements(ids, route.includes(':fileId'));
  if (route.includes(':milestoneId')) return milestones(ids, route);
  if (route.includes(':moduleId'))
    return ['stand', 'place'].map((of) => ({
      name: 'its module',
      of,
      params: { moduleId: ids[`module/${of}`] ?? '' },
    }));
  if (route.includes(':placementId'))
    return ['lanhai', 'yunxiu'].map((firm) => ({
      name: `of ${firm}`,
      of: 'place',
      params: { placementId: ids[`placement/${firm}`] ?? '' },
      rest: { seen: own(firm) },
    }));
  if (route.includes(':referralId'))
    return kept.flatMap((of) =>
      (classes[of]?.firms ?? []).map((firm) => ({
        name: `part of ${firm}`,
        of,
        params: { referralId: ids[`class/${of}/${firm}`] ?? '' },
      })),
    );
  return null;
}

function agreements(ids: Ids, files: boolean): Child[] {
  return kept.flatMap((of) =>
    kinds.flatMap((kind) => {
      const agreementId = ids[`agreement/${of}/${kind}`];
      const fileId = ids[`scan/${agreementId}`];
      if (agreementId === undefined || (files && fileId === undefined)) return [];
      return [{ name: kind, of, params: { agreementId, ...(fileId !== undefined && { fileId }) } }];
    }),
  );
}

/** A party signs for itself; an officer with its paper in hand. */
function parties(ids: Ids): Child[] {
  return agreements(ids, false).flatMap(({ of, params: { agreementId = '' } }) =>
    ['lanhai', 'yunxiu', classes[of]?.college ?? ''].flatMap((org) => {
      const partyId = ids[`party/${agreementId}/${org}`];
      if (partyId === undefined) return [];
      const refused = (viewer: Viewer) => !own(org)(viewer);
      return [{ name: `signature of ${org}`, of, params: { agreementId, partyId }, rest: { refused } }];
    }),
  );
}

/** Done by its owner or whoever keeps the record. */
function milestones(ids: Ids, route: string): Child[] {
  return ['stand', 'place'].flatMap((of) =>
    [classes[of]?.college ?? '', 'lanhai'].map((owner) => ({
      name: `milestone of ${owner}`,
      of,
      params: { milestoneId: ids[`milestone/${of}/${owner}`] ?? '' },
      ...(route.includes('/done') && {
        rest: { refused: (viewer: Viewer) => viewer.side === 'enterprise' && viewer.org !== owner },
      }),
    })),
  );
}
