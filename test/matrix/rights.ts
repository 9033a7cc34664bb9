import { classes, mayReadPost, meetsInClass, sharesClass } from './talent-rights.js';

/** Who is looking, as docs/privacy.md and config/roles.json speak of people. */
export interface Viewer {
  readonly name: string;
  readonly side: 'nobody' | 'enterprise' | 'bank' | 'college' | 'centre';
  /** Key of the organisation; null for strangers. */
  readonly org: string | null;
  readonly role: string | null;
}

export type Stage = 'sent' | 'accepted' | 'agreed';

/** What a canary is, and whose; the rest of this file says from it who may read it. */
export type Right =
  | { readonly of: 'need'; readonly need: string; readonly field: string }
  | { readonly of: 'enterprise' | 'profile'; readonly org: string; readonly field: string }
  | { readonly of: 'institution' | 'shelf' }
  | { readonly of: 'own-product' | 'import'; readonly org: string }
  | {
      readonly of: 'referral';
      readonly need: string;
      readonly bank: string;
      readonly ended?: boolean;
      readonly trail?: boolean;
    }
  | { readonly of: 'staff-note' | 'case-message'; readonly need: string }
  | { readonly of: 'person' | 'mail' | 'mobile' | 'login'; readonly org: string; readonly who: string }
  | { readonly of: 'self'; readonly who: string }
  | { readonly of: 'saved-view'; readonly who: string; readonly shared: boolean }
  | { readonly of: 'post'; readonly post: string; readonly field: string }
  | { readonly of: 'class-note' | 'class-record' | 'class-title'; readonly class: string }
  | { readonly of: 'college' | 'own-programme' | 'pool'; readonly org: string }
  | { readonly of: 'programme' | 'plan' }
  | { readonly of: 'roles'; readonly roles: readonly string[]; readonly and?: string };

interface NeedFacts {
  readonly owner: string;
  /** Seen by its owner, and by the officer who filed it if one did. */
  readonly draft?: true;
  readonly filedBy?: string;
  readonly banks: Readonly<Record<string, Stage>>;
}

/** The needs of the world and how far each bank has come with them (while its consent holds). Absent: it sees nothing. */
export const needs: Readonly<Record<string, NeedFacts>> = {
  open: { owner: 'lanhai', banks: { donghu: 'accepted', jiuli: 'sent' } }, // qingyuan: consent withdrawn
  deal: { owner: 'yunxiu', banks: { donghu: 'agreed' } }, // jiuli: declined
  asked: { owner: 'yunxiu', banks: {} }, // qingyuan: consent not given yet
  draft: { owner: 'lanhai', draft: true, banks: {} },
  closed: { owner: 'lanhai', banks: {} },
  filed: { owner: 'lanhai', banks: {} }, // not verified yet
  assisted: { owner: 'yunxiu', draft: true, filedBy: 'officer', banks: {} },
  chosen: { owner: 'mingshan', banks: { donghu: 'agreed' } }, // jiuli: not chosen
  done: { owner: 'mingshan', banks: { qingyuan: 'agreed' } }, // jiuli: lapsed
  released: { owner: 'mingshan', banks: {} }, // jiuli: chosen, then released
  working: { owner: 'mingshan', banks: { jiuli: 'accepted' } }, // jiuli: in approval, no quote yet
  ending: { owner: 'mingshan', banks: { donghu: 'agreed' } }, // no more will be paid, says the bank
  stale: { owner: 'mingshan', banks: {} }, // jiuli: accepted, but the consent has run out
  faded: { owner: 'mingshan', banks: {} }, // jiuli: chosen and signed, but the consent has run out
};

/** By hand from docs/privacy.md: the first stage at which an institution sees a field. Not named: never. */
const disclosedFrom: Readonly<Record<string, Stage>> = {
  enterprise: 'sent',
  amount: 'sent',
  purposeNote: 'accepted',
  repaymentSource: 'accepted',
  collateralValue: 'accepted',
  collateralMortgaged: 'accepted',
  contactName: 'accepted',
  contactTitle: 'accepted',
  callHours: 'accepted',
  contactMobile: 'accepted', // masked until it is revealed, which it is here
  creditCode: 'accepted',
  annualInvoiced: 'accepted', // the one figure that every product of the world asks for
  address: 'agreed',
  legalRepName: 'agreed',
};
const order: readonly Stage[] = ['sent', 'accepted', 'agreed'];

function disclosed(field: string, stage: Stage | undefined): boolean {
  const from = disclosedFrom[field];
  return from !== undefined && stage !== undefined && order.indexOf(stage) >= order.indexOf(from);
}

/** Banks that answer needs of every enterprise of the world: who does it is named to the enterprise. */
const handlers = ['donghu', 'qingyuan', 'jiuli'];

/** Roles of the centre that read cases; the administrator keeps accounts and reads no case. */
const readsCases = (viewer: Viewer) => ['officer', 'leader', 'auditor'].includes(viewer.role ?? '');
const readsProducts = (viewer: Viewer) => ['enterprise', 'bank'].includes(viewer.side) || readsCases(viewer);
/** Who keeps the accounts of an organisation: its own members, at a bank its administrator; the centre's administrator all. */
const keepsAccounts = (viewer: Viewer, org: string) =>
  viewer.role === 'admin' || (viewer.org === org && ['enterprise', 'bank-admin'].includes(viewer.role ?? ''));

export function mayRead(viewer: Viewer, right: Right): boolean {
  if (viewer.side === 'nobody') return false;
  const own = viewer.org !== null && 'org' in right && viewer.org === right.org;
  switch (right.of) {
    case 'need':
      return mayReadNeed(viewer, right.need, right.field);
    case 'enterprise': // its name and its code: a fact of the register
    case 'profile': {
      if (own) return true;
      if (viewer.side === 'centre') return right.of === 'enterprise' || profileAtCentre(viewer, right.field);
      if (right.of === 'enterprise' && right.field === 'enterprise' && meetsInClass(viewer, right.org)) return true;
      if (viewer.side !== 'bank') return false;
      return Object.values(needs).some(
        ({ owner, banks }) => owner === right.org && disclosed(right.field, banks[viewer.org ?? '']),
      );
    }
    case 'institution':
      return true; // names of institutions are public facts
    case 'shelf': // the subject of a mail that did not arrive may name the product; whoever sees to mails reads it
      return readsProducts(viewer) || viewer.role === 'admin';
    case 'own-product':
      return own || readsCases(viewer);
    case 'import': // what is being imported: whoever imports for the same organisation
      return own && ['officer', 'bank', 'bank-admin'].includes(viewer.role ?? '');
    case 'referral': // what the bank said, quoted, signed and paid: the enterprise, the centre and this bank
      return (
        readsCases(viewer) ||
        (viewer.role === 'admin' && right.trail === true) || // the audit trail names the sum of a payout
        viewer.org === needs[right.need]?.owner ||
        (viewer.org === right.bank && !right.ended)
      );
    case 'staff-note':
      return readsCases(viewer);
    case 'case-message':
      return readsCases(viewer) || viewer.org === needs[right.need]?.owner;
    case 'person': // names: colleagues, the centre; the centre's own people sign what they do; a bank's handler is named
      return (
        own ||
        viewer.side === 'centre' ||
        right.org === 'centre' ||
        (handlers.includes(right.org) && viewer.side === 'enterprise')
      );
    case 'mail': // `platform.delivery.read`: an officer sees which address a notice did not reach
      return viewer.name === right.who || keepsAccounts(viewer, right.org) || viewer.role === 'officer';
    case 'mobile': // an officer's number is there to be called
      return (
        viewer.name === right.who ||
        keepsAccounts(viewer, right.org) ||
        (right.who.startsWith('officer') && (viewer.side === 'enterprise' || viewer.role === 'officer'))
      );
    case 'login': // the audit trail is found by account
      return viewer.name === right.who || keepsAccounts(viewer, right.org) || viewer.role === 'auditor';
    case 'self':
      return viewer.name === right.who;
    case 'saved-view': // of a list of needs
      return viewer.name === right.who || (right.shared && readsCases(viewer));
    case 'post':
      return mayReadPost(viewer, right.post, right.field);
    case 'class-note': // of the college, for the officers
      return readsCases(viewer) || viewer.org === classes[right.class]?.college;
    case 'class-title': // as the product's: in the subject of a mail that did not arrive
      return viewer.role === 'admin' || readsCases(viewer) || sharesClass(viewer, right.class);
    case 'class-record':
      return readsCases(viewer) || sharesClass(viewer, right.class);
    case 'pool': // what a college says of the demand for a major
      return own || readsCases(viewer);
    case 'college': // whom to call there
      return own || viewer.role === 'officer';
    case 'own-programme':
      return own || readsCases(viewer);
    case 'programme':
      return ['enterprise', 'college'].includes(viewer.side) || readsCases(viewer);
    case 'plan':
      return readsCases(viewer);
    case 'roles':
      return right.roles.includes(viewer.role ?? '') || viewer.name === right.and;
  }
}

function mayReadNeed(viewer: Viewer, name: string, field: string): boolean {
  const need = needs[name];
  if (viewer.org === need?.owner) return true;
  if (viewer.side === 'bank') return disclosed(field, need?.banks[viewer.org ?? '']);
  if (viewer.side !== 'centre') return false;
  if (need?.draft) return viewer.name === need.filedBy;
  // Whom to call is for officers, who ask for it on record; others read the name and the number masked.
  return ['contactName', 'contactMobile'].includes(field) ? viewer.role === 'officer' : readsCases(viewer);
}

/** `directory.profile.read`: officers and leaders. The contact is for whoever calls. */
function profileAtCentre(viewer: Viewer, field: string): boolean {
  const contact = ['contactMobile', 'contactMail'].includes(field);
  return viewer.role === 'officer' || (viewer.role === 'leader' && !contact);
}
