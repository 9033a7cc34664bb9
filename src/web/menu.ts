import { RECORD_SETTING } from '../domains/financing/record/track-records.service.js';
import { READ_RECORD } from '../domains/financing/record/track-record.views.js';
import type { OrganisationKind } from '../kernel/actor.js';

export interface Entry {
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  /** null: everybody who is signed in. */
  readonly permission: string | null;
  /** Only where an administrator has switched this on. */
  readonly setting?: string;
  /** Only for people of these organisations; others reach it another way. */
  readonly kinds?: readonly OrganisationKind[];
  /** Also in the bottom bar of phones (at most five are shown). */
  readonly tab?: true | readonly OrganisationKind[];
}

/** Only what works stands here: a page is added together with its entry. */
export const menu: readonly { group: string | null; items: readonly Entry[] }[] = [
  { group: null, items: [{ href: '/w', label: 'menu.work', icon: 'home', permission: null, tab: true }] },
  {
    group: 'menu.financing',
    items: [
      { href: '/financing/needs', label: 'menu.needs', icon: 'coin', permission: 'financing.need.read', tab: true },
      {
        href: '/financing/referrals',
        label: 'menu.referrals',
        icon: 'send',
        permission: 'financing.referral.read',
        tab: true,
      },
      {
        href: '/financing/products',
        label: 'menu.products',
        icon: 'list',
        permission: 'financing.product.read',
        tab: ['enterprise', 'institution', 'college'],
      },
      { href: '/financing/assignments', label: 'menu.assignments', icon: 'chart', permission: 'financing.need.refer' },
      {
        href: '/financing/track-record',
        label: 'financing.record',
        icon: 'chart',
        permission: READ_RECORD,
        setting: RECORD_SETTING,
      },
      {
        href: '/financing/client-managers',
        label: 'menu.client-managers',
        icon: 'people',
        permission: 'financing.manager.edit',
      },
      {
        href: '/imports',
        label: 'menu.imports',
        icon: 'up',
        permission: 'financing.product.edit',
        kinds: ['institution'],
      },
    ],
  },
  {
    group: 'menu.talent',
    items: [
      {
        href: '/talent/demands',
        label: 'menu.demands',
        icon: 'people',
        permission: 'talent.demand.read',
        tab: ['enterprise'],
      },
      {
        href: '/talent/pool',
        label: 'menu.pool',
        icon: 'people',
        permission: 'talent.pool.read',
        tab: ['college'],
      },
      { href: '/talent/plans', label: 'menu.plans', icon: 'chart', permission: 'talent.plan.read' },
      {
        href: '/talent/classes',
        label: 'menu.classes',
        icon: 'cap',
        permission: 'talent.class.read',
        tab: ['college'],
      },
      { href: '/talent/colleges', label: 'menu.colleges', icon: 'cap', permission: 'talent.college.read' },
      { href: '/talent/programmes', label: 'menu.programmes', icon: 'list', permission: 'talent.college.read' },
      { href: '/imports', label: 'menu.imports', icon: 'up', permission: 'talent.college.edit', kinds: ['college'] },
    ],
  },
  {
    group: 'menu.centre',
    items: [
      { href: '/organisations', label: 'menu.organisations', icon: 'org', permission: 'directory.organisation.read' },
      {
        href: '/admin/registrations',
        label: 'menu.registrations',
        icon: 'plus',
        permission: 'directory.registration.decide',
      },
      { href: '/imports', label: 'menu.imports', icon: 'up', permission: 'platform.import.run' },
      { href: '/exports', label: 'menu.exports', icon: 'down', permission: 'financing.need.export' },
      { href: '/admin/deliveries', label: 'menu.deliveries', icon: 'send', permission: 'platform.delivery.read' },
    ],
  },
  {
    group: 'menu.settings',
    items: [
      { href: '/admin/users', label: 'menu.users', icon: 'people', permission: 'platform.user.manage' },
      { href: '/admin/roles', label: 'menu.roles', icon: 'lock', permission: 'platform.user.manage' },
      { href: '/admin/settings', label: 'menu.zone', icon: 'gear', permission: 'platform.setting.edit' },
      { href: '/admin/calendar', label: 'menu.calendar', icon: 'cal', permission: 'platform.calendar.edit' },
      { href: '/admin/audit', label: 'menu.audit', icon: 'doc', permission: 'platform.audit.read' },
    ],
  },
  {
    group: 'menu.own',
    items: [
      {
        href: '/profile',
        label: 'menu.profile',
        icon: 'org',
        permission: 'directory.profile.read',
        kinds: ['enterprise'],
      },
      {
        href: '/talent/colleges/own',
        label: 'menu.own-college',
        icon: 'org',
        permission: 'talent.college.edit',
        kinds: ['college'],
        tab: true,
      },
      {
        href: '/members',
        label: 'menu.members',
        icon: 'people',
        permission: 'directory.organisation.members',
        kinds: ['enterprise', 'institution', 'college'],
      },
      { href: '/inbox', label: 'menu.inbox', icon: 'bell', permission: null, tab: true },
      { href: '/me', label: 'menu.me', icon: 'user', permission: null, tab: true },
    ],
  },
];
