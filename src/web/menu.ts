import type { OrganisationKind } from '../kernel/actor.js';

export interface Entry {
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  /** null: everybody who is signed in. */
  readonly permission: string | null;
  /** Only for people of these organisations; others reach it another way. */
  readonly kinds?: readonly OrganisationKind[];
  /** Also in the bottom bar of phones (at most five are shown). */
  readonly tab?: boolean;
}

/** Only what works stands here: a page is added together with its entry. */
export const menu: readonly { group: string | null; items: readonly Entry[] }[] = [
  { group: null, items: [{ href: '/w', label: 'menu.work', icon: 'home', permission: null, tab: true }] },
  {
    group: 'menu.financing',
    items: [
      { href: '/financing/needs', label: 'menu.needs', icon: 'coin', permission: 'financing.need.read', tab: true },
      { href: '/financing/referrals', label: 'menu.referrals', icon: 'send', permission: 'financing.referral.read', tab: true },
      { href: '/financing/products', label: 'menu.products', icon: 'list', permission: 'financing.product.read', tab: true },
    ],
  },
  {
    group: 'menu.own',
    items: [
      { href: '/imports', label: 'menu.imports', icon: 'up', permission: 'platform.import.run' },
      { href: '/imports', label: 'menu.imports', icon: 'up', permission: 'financing.product.edit', kinds: ['institution'] },
      { href: '/me', label: 'menu.me', icon: 'user', permission: null, tab: true },
    ],
  },
];
