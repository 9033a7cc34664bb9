import type { Viewer } from './rights.js';

/** How far a class has come, which is what its college and its firms may know of each other (docs/talent.md). */
export type ClassStage = 'proposed' | 'confirmed';

/** Who acts for an organisation of the world. */
export const spokesmen = { lanhai: 'owner', yunxiu: 'neighbour', mingshan: 'third', college: 'college', academy: 'dean' } as const; // prettier-ignore
export type Firm = 'lanhai' | 'yunxiu' | 'mingshan';

/** The talent demands of the world. A draft is seen by its owner, and by the officer who filed it if one did. */
export const posts: Readonly<Record<string, { owner: string; draft?: true; filedBy?: string; class?: string }>> = {
  'post-draft': { owner: 'lanhai', draft: true },
  'post-assisted': { owner: 'yunxiu', draft: true, filedBy: 'officer' },
  'post-filed': { owner: 'yunxiu' },
  'post-listed': { owner: 'lanhai' },
  'post-closed': { owner: 'lanhai' },
  'stand-lanhai': { owner: 'lanhai', class: 'stand' },
  'stand-yunxiu': { owner: 'yunxiu', class: 'stand' },
  'place-lanhai': { owner: 'lanhai', class: 'place' },
  'place-yunxiu': { owner: 'yunxiu', class: 'place' },
  'run-lanhai': { owner: 'lanhai', class: 'run' },
  'run-yunxiu': { owner: 'yunxiu', class: 'run' },
  'pick-lanhai': { owner: 'lanhai', class: 'pick' },
  'pick-yunxiu': { owner: 'yunxiu', class: 'pick' },
  'ask-lanhai': { owner: 'lanhai', class: 'ask' },
  'ask-yunxiu': { owner: 'yunxiu', class: 'ask' },
  'ask-mingshan': { owner: 'mingshan', class: 'ask' },
  'wait-mingshan': { owner: 'mingshan', class: 'wait' },
  'short-lanhai': { owner: 'lanhai', class: 'short' },
  'lack-lanhai': { owner: 'lanhai', class: 'lack' },
  'lack-yunxiu': { owner: 'yunxiu', class: 'lack' },
  'short-mingshan': { owner: 'mingshan' }, // gave its seats up: its class sees it no more
  'big-yunxiu': { owner: 'yunxiu', class: 'big' },
};

export const classes: Readonly<Record<string, { college: string; firms: readonly string[]; stage: ClassStage }>> = {
  stand: { college: 'college', firms: ['lanhai', 'yunxiu'], stage: 'confirmed' },
  place: { college: 'academy', firms: ['lanhai', 'yunxiu'], stage: 'confirmed' },
  run: { college: 'academy', firms: ['lanhai', 'yunxiu'], stage: 'confirmed' },
  pick: { college: 'college', firms: ['lanhai', 'yunxiu'], stage: 'confirmed' },
  ask: { college: 'academy', firms: ['lanhai', 'yunxiu', 'mingshan'], stage: 'proposed' },
  wait: { college: 'college', firms: ['mingshan'], stage: 'proposed' },
  short: { college: 'academy', firms: ['lanhai', 'mingshan'], stage: 'proposed' },
  lack: { college: 'academy', firms: ['lanhai', 'yunxiu'], stage: 'confirmed' }, // too few students: all had confirmed, and know each other
  big: { college: 'college', firms: ['yunxiu'], stage: 'proposed' }, // more seats than the college takes
};

/** By hand from docs/talent.md: what the college of a class sees of a demand in it. Not named: never. */
const collegeSees: Readonly<Record<string, ClassStage>> = {
  title: 'proposed',
  duties: 'proposed',
  skill: 'proposed',
  probationPay: 'proposed',
  regularPay: 'proposed',
  placementNote: 'confirmed',
};

const reached = (stage: ClassStage, from: ClassStage | undefined) =>
  from === 'proposed' || (from === 'confirmed' && stage === 'confirmed');

export function mayReadPost(viewer: Viewer, name: string, field: string): boolean {
  const post = posts[name];
  if (!post) return false;
  if (viewer.org === post.owner) return true;
  if (viewer.side === 'centre') {
    if (post.draft) return viewer.name === post.filedBy;
    if (field === 'contactMobile' || field === 'contactName') return viewer.role === 'officer';
    return ['officer', 'leader', 'auditor'].includes(viewer.role ?? '');
  }
  const within = classes[post.class ?? ''];
  if (!within) return false;
  if (viewer.org === within.college) return reached(within.stage, collegeSees[field]);
  // Firms of a class that stands know each other's names and posts and the skills it is to teach, not each other's terms.
  return within.stage === 'confirmed' && within.firms.includes(viewer.org ?? '') && ['title', 'skill'].includes(field);
}

/** The names of enterprises: to the college and the other firms of a class that stands. */
export const meetsInClass = (viewer: Viewer, org: string): boolean =>
  Object.values(classes).some(
    ({ college, firms, stage }) =>
      stage === 'confirmed' && firms.includes(org) && (viewer.org === college || firms.includes(viewer.org ?? '')),
  );

/** What was written about a class that stands: its college, its firms, and whoever reads cases at the centre. */
export const sharesClass = ({ org }: Viewer, name: string): boolean =>
  org !== null && (classes[name]?.college === org || (classes[name]?.firms.includes(org) ?? false));
