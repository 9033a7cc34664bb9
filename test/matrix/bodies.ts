import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { defaultLimits } from '../../src/matchmaking/deadline-limits.js';
import { multipart } from '../support/multipart.js';
import { caseBodies } from './case-bodies.js';
import type { Viewer } from './rights.js';
import { talentBodies } from './talent-bodies.js';
import type { Ids } from './world.js';

/** What is sent: members of JSON; a member that is a file makes it a multipart form. */
export type Body = Readonly<Record<string, unknown>>;
export type BodyMaker = (ids: Ids, viewer: Viewer) => Body;

/** The role that somebody may give: an administrator of the centre, else of one's own organisation. */
const grantable = ({ side, role }: Viewer): string => (role === 'admin' ? 'leader' : side === 'bank' ? 'bank' : side);

const member: BodyMaker = (_ids, viewer) => ({ name: 'newcomer', username: 'newcomer', roles: [grantable(viewer)] });
const roles: BodyMaker = (_ids, viewer) => ({ roles: [grantable(viewer)] });
const organisation = () => ({ kind: 'enterprise', name: 'newcomer' });
const password = () => ({ password: 'correct horse battery' });

const guest = () => ({ username: 'guest', password: 'correct horse battery' });

/** Bodies that are valid, so that a refusal comes from who asks and not from what is asked. Elsewhere the body is empty. */
const bodies: Readonly<Record<string, BodyMaker>> = {
  'POST /sign-in': guest,
  'POST /api/v1/sessions': guest,
  'POST /password/forgotten': (ids) => ({ username: ids['login/owner'] }),
  'POST /password/reset/:token': password,
  'POST /invitation/:token': password,
  'POST /register': () => ({
    organisationKind: 'enterprise', organisationName: 'applicant', creditCode: makeCreditCode('91350502', 'MA0RG009'), personName: 'person',
    mobile: '13800006009', mail: 'applicant@example.com', username: 'applicant', password: 'correct horse battery',
  }), // prettier-ignore
  'POST /preferences/language': () => ({ locale: 'zh-CN', back: '/w' }),
  'POST /preferences/text-size': () => ({ size: 'usual', back: '/w' }),
  'POST /me': () => ({ name: 'somebody', mail: 'somebody@example.com', mobile: '13800006008', locale: 'zh-CN' }),
  'POST /me/notify': () => ({ mailLevel: 'must' }),
  'POST /me/password': () => ({ old: 'wrong wrong wrong', password: 'correct horse battery' }),
  'POST /members': member,
  'POST /admin/users': member,
  'POST /members/:id/roles': roles,
  'POST /admin/users/:id/roles': roles,
  'POST /organisations': organisation,
  'POST /api/v1/organisations': organisation,
  'POST /admin/calendar/year': () => ({ year: '2029', source: 'notice', off: '2029-01-01', provisional: 'true' }),
  'POST /admin/settings': () => ({
    zoneName: 'zone', zonePhone: '0595-00000001', deadlineHour: '17', reachKm: '80',
    remindFinancing: '75', expiryFinancing: '90', remindTalent: '7', callTalent: '14', remindTalentAgain: '42', expiryTalent: '84',
    ...Object.fromEntries(Object.entries(defaultLimits).map(([kind, days]) => [`limit.${kind}`, String(days)])),
  }), // prettier-ignore
  'POST /admin/registrations/:id/refusal': () => ({ reason: 'other' }),
  'POST /admin/registrations/:id/approval': () => ({ username: 'applicant' }),
  'POST /views/:id': () => ({ name: 'view' }),
  'POST /views/:id/first': () => ({ first: 'true' }),
  'POST /imports/:id': () => ({ do: 'commit' }),
  'POST /imports/:id/columns': () => ({ 'column:products:0': 'number' }),
  ...caseBodies,
  ...talentBodies,
};

export const bodyOf = (route: string, ids: Ids, viewer: Viewer): Body => bodies[route]?.(ids, viewer) ?? {};

/** As JSON, or as a form when files are in it. */
export function payloadOf(body: Body): { payload: string | Buffer; type: string } {
  const isFile = (value: unknown): value is { name: string; bytes: Buffer } =>
    typeof value === 'object' && value !== null && 'bytes' in value;
  const files = Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, { name: string; bytes: Buffer }] => isFile(entry[1])),
  );
  if (Object.keys(files).length === 0) return { payload: JSON.stringify(body), type: 'application/json' };
  return multipart(Object.fromEntries(Object.entries(body).filter(([name]) => !(name in files))), files);
}
