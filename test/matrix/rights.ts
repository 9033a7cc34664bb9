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
  | { readonly of: 'own-product'; readonly org: string }
  | {
      readonly of: 'referral';
      readonly need: string;
      readonly bank: string;
      readonly ended?: boolean;
      readonly trail?: boolean;
    }
  | { readonly of: 'staff-note' | 'case-message'; readonly need: string }
  | { readonly of: 'person' | 'account'; readonly org: string; readonly who: string }
  | { readonly of: 'saved-view'; readonly who: string; readonly shared: boolean }
  | { readonly of: 'registration' };

/** The needs of the world and how far each bank has come with them (while its consent holds). Absent: it sees nothing. */
export const needs: Readonly<Record<string, { owner: string; draft?: true; banks: Readonly<Record<string, Stage>> }>> =
  {
    open: { owner: 'lanhai', banks: { donghu: 'accepted', jiuli: 'sent' } }, // qingyuan: consent withdrawn
    deal: { owner: 'yunxiu', banks: { donghu: 'agreed' } }, // jiuli: declined
    asked: { owner: 'yunxiu', banks: {} }, // qingyuan: consent not given yet
    draft: { owner: 'lanhai', draft: true, banks: {} },
    closed: { owner: 'lanhai', banks: {} },
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
  address: 'agreed',
  legalRepName: 'agreed',
};
const order: readonly Stage[] = ['sent', 'accepted', 'agreed'];

function disclosed(bank: string, field: string, stage: Stage | undefined): boolean {
  const from = disclosedFrom[field];
  return from !== undefined && stage !== undefined && order.indexOf(stage) >= order.indexOf(from) && bank !== '';
}

/** Banks with a referral of both enterprises' or one's: who answered it is named to the enterprise. */
const handles = ['donghu', 'qingyuan', 'jiuli'];

/** Roles of the centre that read cases; the administrator keeps accounts and reads no case. */
const readsCases = (viewer: Viewer) => ['officer', 'leader', 'auditor'].includes(viewer.role ?? '');
const readsProducts = (viewer: Viewer) => ['enterprise', 'bank'].includes(viewer.side) || readsCases(viewer);

export function mayRead(viewer: Viewer, right: Right): boolean {
  if (viewer.side === 'nobody') return false;
  const own = viewer.org !== null && 'org' in right && viewer.org === right.org;
  switch (right.of) {
    case 'need': {
      const need = needs[right.need];
      if (viewer.org === need?.owner) return true;
      if (right.field === 'contactMobile' && viewer.side === 'centre') return viewer.role === 'officer' && !need?.draft;
      if (viewer.side === 'centre') return readsCases(viewer) && !need?.draft;
      return viewer.side === 'bank' && disclosed(viewer.org ?? '', right.field, need?.banks[viewer.org ?? '']);
    }
    case 'enterprise': // its name and its code: a fact of the register
    case 'profile': {
      if (own) return true;
      if (viewer.side === 'centre') return right.of === 'enterprise' || profileAtCentre(viewer, right.field);
      if (viewer.side !== 'bank') return false;
      return Object.values(needs).some(
        ({ owner, banks }) => owner === right.org && disclosed(viewer.org ?? '', right.field, banks[viewer.org ?? '']),
      );
    }
    case 'institution':
      return true; // names of institutions are public facts
    case 'shelf':
      return readsProducts(viewer);
    case 'own-product':
      return own || readsCases(viewer);
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
        (handles.includes(right.org) && viewer.side === 'enterprise')
      );
    case 'account': // mail and number of an account: oneself, whoever keeps the accounts; an officer's number is to be called
      return (
        (right.who === 'officer' && viewer.side === 'enterprise') ||
        viewer.role === 'admin' ||
        viewer.name === right.who ||
        (own && ['enterprise', 'bank-admin'].includes(viewer.role ?? ''))
      );
    case 'saved-view':
      return viewer.name === right.who || (right.shared && readsCases(viewer));
    case 'registration':
      return viewer.role === 'officer' || viewer.role === 'admin';
  }
}

function profileAtCentre(viewer: Viewer, field: string): boolean {
  const contact = ['contactMobile', 'contactMail'].includes(field);
  return contact ? viewer.role === 'officer' : readsCases(viewer);
}
