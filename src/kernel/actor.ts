/** Who is acting: a signed-in person in one organisation, or the platform itself (`system`). */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  readonly locale: 'zh-CN' | 'en';
}

export const organisationKinds = ['centre', 'enterprise', 'institution', 'college'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** The platform acting by itself: clocks running out, re-matching. Its rows in the audit trail carry this id. */
export const systemUserId = 'system';

export const systemActor: Actor = {
  userId: systemUserId,
  name: systemUserId,
  organisationId: systemUserId,
  organisationName: systemUserId,
  organisationKind: 'centre',
  roles: [],
  permissions: new Set(),
  locale: 'zh-CN',
};

export const may = (actor: Actor, permission: string): boolean => actor.permissions.has(permission);
