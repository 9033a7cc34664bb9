import type { OrganisationKind } from '../kernel/actor.js';
import type { Demand } from './demand.entity.js';

interface Domain {
  readonly path: string;
  readonly permission: string;
  /** Who offers, and is consented to. */
  readonly receivers: OrganisationKind;
}

/** What is the same for every domain but its name: where its demands stand, and how rights on them are called. */
const domains: Readonly<Record<string, Domain>> = {
  financing: { path: '/financing/needs', permission: 'financing.need', receivers: 'institution' },
  talent: { path: '/talent/demands', permission: 'talent.demand', receivers: 'college' },
};

/** The page of a demand. */
export const demandHref = ({ domain, id }: Pick<Demand, 'domain' | 'id'>): string => `${of(domain).path}/${id}`;

/** The right to do `verb` with a domain's demands. */
export const demandPermission = (domain: string, verb: string): string => `${of(domain).permission}.${verb}`;

export const receiverKind = (domain: string): OrganisationKind => of(domain).receivers;

function of(domain: string): Domain {
  const found = domains[domain];
  if (!found) throw new RangeError(`no domain: ${domain}`);
  return found;
}
