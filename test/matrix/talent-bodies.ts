import type { Body, BodyMaker } from './bodies.js';
import type { Ids } from './world.js';

const always =
  (body: Body): BodyMaker =>
  () =>
    body;
const terms = { lengthMonths: '36', capacity: '100', minClass: '20', maxClass: '40', maxClassesPerTerm: '3', classMonths: '6' }; // prettier-ignore
const rules = { startTolerance: '3', oneFirmShare: '60', singleFirmClasses: 'true' };
const campus = always({ name: 'campus' });
const campusOf = (ids: Ids, org: string | null) =>
  ids[`campus/${org === 'academy' ? 'academy' : 'college'}/spare`] ?? '';
const posts = (ids: Ids) => [ids['post-listed'], ids['post-filed'], ids['post-draft']];

const scan = { name: 'scan.pdf', bytes: Buffer.from('%PDF-1.4\nscan\n%%EOF\n') };
const clauses = {
  validFrom: '2027-03-01', validTo: '2027-12-31', commitRate: '80', internshipPay: '2400', hoursPerDay: '8', insurer: 'insurer', insuredSum: '60',
  dispute: 'court', payment: 'payment', training: 'training', exitFirm: 'exit', exitCollege: 'exit',
}; // prettier-ignore
const milestone: BodyMaker = (ids) => ({ kind: 'other', dueOn: '2027-06-01', ownerOrganisationId: ids['org/centre'] });
const module = always({ name: 'module', kind: 'core', term: '1', hours: '64', owner: 'college', firmShare: '0', place: 'college' }); // prettier-ignore
const counts = { asOf: '2026-11-20', offered: '12', joined: '11', working: '10', gone: '1', sameField: '9', nearField: '1', otherField: '1' }; // prettier-ignore

/** Bodies of the routes of demands, classes, plans, colleges and programmes. */
export const talentBodies: Readonly<Record<string, BodyMaker>> = {
  'POST /api/v1/talent/demands': (ids, { side }) =>
    side === 'centre' ? { organisationId: ids['org/mingshan'], title: 'post' } : { title: 'post' },
  'PATCH /api/v1/talent/demands/:id': always({ duties: 'duties' }),
  'POST /api/v1/talent/demands/:id/withdrawal': always({ reason: 'other', note: 'no more' }),
  'POST /api/v1/talent/classes/:id/acceptance': always({ note: 'yes' }),
  'POST /api/v1/talent/classes/:id/decline': always({ codes: ['other'], note: 'no' }),
  'POST /api/v1/talent/classes/:id/resizing': always({ minSize: 15, maxSize: 30 }),
  'POST /api/v1/talent/classes/:id/seats/:referralId/confirmation': always({ seats: 1 }),
  'POST /api/v1/talent/classes/:id/seats/:referralId/giving-up': always({ reason: 'other' }),
  'POST /api/v1/talent/plans': always({ term: '2027-2', name: 'plan' }),
  'POST /api/v1/talent/pool/:major/answer': always({ kind: 'interested' }),
  'POST /talent/pool/:major': always({ kind: 'interested' }),
  'POST /talent/demands/new': (ids, { side }) =>
    side === 'centre' ? { organisationId: ids['org/mingshan'], channel: 'visit' } : {},
  'POST /talent/demands/:id/post': always({ title: 'post', trade: 'machinery', headcountMin: '1', headcountMax: '2' }),
  'POST /talent/demands/:id/autosave': always({ title: 'post' }),
  'POST /talent/demands/:id/people': always({
    educationLevel: 'associate', preferredMajors: '460103', cooperation: ['order-class'],
  }), // prettier-ignore
  'POST /talent/demands/:id/terms': always({ probationPay: '5000', regularPay: '6000' }),
  'POST /talent/demands/:id/call': always({ contactName: 'somebody', contactMobile: '13800006006', anonymous: 'yes' }),
  'POST /talent/demands/:id/allowance': always({ rule: 'marriage', reason: 'why' }),
  'POST /talent/demands/:id/calls': always({ result: 'reached', phrase: 'terms', remark: 'call' }),
  'POST /talent/demands/:id/messages': always({ text: 'word' }),
  'POST /talent/demands/:id/notes': always({ text: 'note' }),
  'POST /talent/demands/:id/withdrawal': always({ reason: 'other', note: 'no more' }),
  'POST /talent/demands/:id/verification': always({ contact: 'pass', genuine: 'pass', terms: 'pass', _action: 'pass' }),
  'POST /talent/demands/:id/join/:classId': always({ seats: '1' }),
  'POST /talent/demands/handover': (ids) => ({ id: posts(ids), to: ids['user/officer-two'] }),
  'POST /talent/demands/labels': (ids) => ({ id: posts(ids), op: 'add', label: 'matrix' }),
  'POST /talent/demands/:id/labels': always({ op: 'add', label: 'matrix' }),
  'POST /talent/demands/export': (ids) => ({ id: posts(ids) }),
  'POST /talent/classes/:id/resizing': always({ minSize: '15', maxSize: '30' }),
  'POST /talent/classes/:id/refusal': always({ codes: ['other'], note: 'no' }),
  'POST /api/v1/talent/classes/:id/merger': (ids) => ({ into: ids['class/ask'] }),
  'POST /api/v1/talent/classes/:id/postponement': always({ term: '2027-2' }),
  'POST /api/v1/talent/classes/:id/extension': always({ startsOn: '2027-04-01' }),
  'POST /api/v1/talent/classes/:id/smaller': always({ size: 15 }),
  'POST /api/v1/talent/classes/:id/cancellation': always({ reason: 'other' }),
  'POST /talent/classes/:id/merger': (ids) => ({ into: ids['class/ask'] }),
  'POST /talent/classes/:id/postponement': always({ term: '2027-2' }),
  'POST /talent/classes/:id/extension': always({ startsOn: '2027-04-01' }),
  'POST /talent/classes/:id/smaller': always({ size: '15' }),
  'POST /talent/classes/:id/smaller/agreement': always({ note: 'yes' }),
  'POST /talent/classes/:id/smaller/refusal': always({ note: 'no' }),
  'POST /talent/classes/:id/cancelling': always({ reason: 'other' }),
  'POST /talent/classes/:id/seats/:referralId': always({ seats: '1' }),
  'POST /talent/classes/:id/seats/:referralId/giving-up': always({ reason: 'other' }),
  'POST /talent/classes/:id/agreements': always({ kind: 'alliance' }),
  'POST /talent/classes/:id/agreements/:agreementId/edit': always({ ...clauses, _version: '4' }),
  'POST /talent/classes/:id/agreements/:agreementId/returning': always({ note: 'why' }),
  'POST /talent/classes/:id/agreements/:agreementId/ending': always({ reason: 'why' }),
  'POST /talent/classes/:id/agreements/:agreementId/parties/:partyId/signature': always({
    signedOn: '2026-11-20',
    scan,
  }),
  'POST /talent/classes/:id/profile': always({
    title: 'class',
    model: 'alliance',
    shape: 'separate',
    tightness: 'indirect',
  }),
  'POST /talent/classes/:id/calendar/new': milestone,
  'POST /talent/classes/:id/calendar/:milestoneId': milestone,
  'POST /talent/classes/:id/calendar/:milestoneId/done': always({ doneOn: '2026-11-20' }),
  'POST /talent/classes/:id/modules/new': module,
  'POST /talent/classes/:id/modules/:moduleId': module,
  'POST /talent/classes/:id/placements/:referralId/:checkpoint': always(counts),
  'POST /talent/classes/:id/placements/answers/:placementId': always({ answer: 'same', onBehalf: 'told-by-phone' }),
  'POST /talent/classes/:id/steps/opening': always({ openedOn: '2026-11-23', roster: '24', mentors: '5' }),
  'POST /talent/classes/:id/steps/shortfall': always({ roster: '16' }),
  'POST /talent/plans/new': always({ term: '2027-2', name: 'plan', ...rules }),
  'POST /talent/plans/:id/rules': always(rules),
  'POST /talent/plans/:id/pins': (ids) => ({ pin: `forbid:${ids['college/programme']}` }),
  'POST /talent/colleges/:id/edit': always({ contactName: 'somebody', _version: '1' }),
  'PUT /api/v1/talent/colleges/:id': always({ contactName: 'somebody' }),
  'POST /talent/colleges/:id/campuses/new': campus,
  'POST /talent/colleges/:id/campuses/:campusId': campus,
  'POST /api/v1/talent/colleges/:id/campuses': campus,
  'PUT /api/v1/talent/colleges/:id/campuses/:campusId': campus,
  'POST /talent/programmes/new': (ids, { org }) => ({ ...terms, majorCode: '460103', campusId: campusOf(ids, org) }),
  'POST /talent/programmes/:id/edit': (ids, { org }) => ({
    ...terms, majorCode: '460103', campusId: campusOf(ids, org), _version: '1',
  }), // prettier-ignore
  'POST /talent/programmes/:id/moves': always({ move: 'retire' }),
  'POST /api/v1/talent/programmes': (ids, { org, side }) => ({
    ...terms, majorCode: '460103', campusId: campusOf(ids, org), ...(side === 'centre' && { organisationId: ids['org/college'] }),
  }), // prettier-ignore
  'PUT /api/v1/talent/programmes/:id': (ids, { org }) => ({
    ...terms,
    majorCode: '460103',
    campusId: campusOf(ids, org),
  }),
};
