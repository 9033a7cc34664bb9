import { assignmentTargets, managerTargets, needTargets, productTargets, referralTargets } from './case-objects.js';
import {
  enterpriseTargets,
  exportKindTargets,
  importKindTargets,
  importTargets,
  memberTargets,
  ofOne,
  ofOrganisationTargets,
  sectionBody,
  viewListTargets,
  viewTargets,
} from './house-objects.js';
import { recordTargets } from './record-objects.js';
import {
  classTargets,
  collegeTargets,
  planTargets,
  poolTargets,
  postTargets,
  programmeTargets,
} from './talent-objects.js';
import { absent, everywhere, nowhere, RANDOM, type Target } from './target.js';
import type { Ids } from './world.js';

/** What a line of expectations.ts calls its object: records that are there, one's own and others', and ids of none. */
export function targetsOf(kind: string, route: string, ids: Ids): Target[] {
  switch (kind) {
    case 'need':
      return needTargets(route, ids);
    case 'referral':
    case 'referral-shown':
      return referralTargets(route, ids, kind === 'referral-shown');
    case 'product':
    case 'product-edit':
      return productTargets(ids, kind === 'product-edit');
    case 'manager':
      return managerTargets(ids);
    case 'assignment':
      return assignmentTargets(ids);
    case 'enterprise':
      return enterpriseTargets(route, ids);
    case 'own-profile':
    case 'own-section':
    case 'own-paper':
      return [
        { name: 'own', params: { section: 'contact', fileId: ids['lanhai/paper'] ?? '' }, body: (viewer) => sectionBody('contact', viewer), seen: (viewer) => viewer.side === 'enterprise' && (kind !== 'own-paper' || viewer.org === 'lanhai') },
      ]; // prettier-ignore
    case 'member':
      return memberTargets(ids, route.includes('/admin/'));
    case 'of-organisation':
      return ofOrganisationTargets(ids);
    case 'organisation':
      return [...nowhere((id) => ({ id })), ...some(ids, 'org', ['lanhai', 'donghu', 'college'], 'id')];
    case 'registration':
      return [...nowhere((id) => ({ id })), ...some(ids, 'registration', ['waiting', 'refused'], 'id')];
    case 'notice':
    case 'export':
    case 'session':
      return ofOne(ids, kind);
    case 'view':
    case 'view-edit':
      return viewTargets(ids, kind === 'view-edit');
    case 'view-list':
      return viewListTargets();
    case 'export-kind':
      return exportKindTargets();
    case 'import':
      return importTargets(ids);
    case 'import-kind':
      return importKindTargets(route.includes(':kind') ? 'param' : 'query', false);
    case 'import-upload':
      return importKindTargets('body', route.startsWith('/api/'));
    case 'delivery': // of none: the list again, which says that nothing was sent anew
      return [...everywhere(absent, 'which', true), ...some(ids, 'delivery', ['mail', 'event'], 'which')];
    case 'link':
      return [
        { name: 'random', params: { token: 'a'.repeat(43) }, seen: () => false },
        { name: 'malformed', params: { token: 'x' }, seen: () => false },
        ...some(ids, 'link', [route.startsWith('/invitation') ? 'invite' : 'reset'], 'token'),
      ];
    case 'post':
      return postTargets(route, ids);
    case 'class-record':
      return recordTargets(route, ids);
    case 'class':
      return classTargets(route, ids);
    case 'plan':
      return planTargets(route, ids);
    case 'college':
    case 'college-edit':
      return collegeTargets(route, ids, kind === 'college-edit');
    case 'programme':
    case 'programme-edit':
      return programmeTargets(ids, kind === 'programme-edit');
    case 'talent-pool': // a code that is no major; one that is stands for everybody, whether anybody asks for it or not
      return [...everywhere(['000000'], 'major', false), ...poolTargets()];
    case 'asset':
      return [
        ...everywhere(['nothing.js', '..%2f..%2fpackage.json'], 'name', false),
        ...some(ids, 'asset', ['css'], 'name'),
      ];
    case 'figure':
      return [
        ...everywhere(['new-needs', 'sent', 'answered', 'overdue'], 'figure', true),
        ...everywhere(['nothing'], 'figure', false),
      ];
    case 'nothing':
      return everywhere([RANDOM], 'id', false);
    case '':
      return [{ name: '-', params: {}, seen: () => true }];
    default:
      throw new Error(`no object is called ${kind}`);
  }
}

const some = (ids: Ids, prefix: string, names: readonly string[], param: string): Target[] =>
  names.map((name) => ({ name, params: { [param]: ids[`${prefix}/${name}`] ?? '' }, seen: () => true }));
