import type { Demand } from './demand.entity.js';

/** What is the same for every domain but its name: where its demands stand, and how rights on them are called. */
const domains: Readonly<Record<string, { readonly path: string; readonly permission: string }>> = {
  financing: { path: '/financing/needs', permission: 'financing.need' },
  talent: { path: '/talent/demands', permission: 'talent.demand' },
};

/** The page of a demand. */
export const demandHref = ({ domain, id }: Pick<Demand, 'domain' | 'id'>): string => `${of(domain).path}/${id}`;

/** The right to do `verb` with a domain's demands. */
export const demandPermission = (domain: string, verb: string): string => `${of(domain).permission}.${verb}`;

function of(domain: string) {
  const found = domains[domain];
  if (!found) throw new RangeError(`no domain: ${domain}`);
  return found;
}
