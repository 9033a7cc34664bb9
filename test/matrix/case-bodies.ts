import type { Body, BodyMaker } from './bodies.js';
import type { Ids } from './world.js';

const always =
  (body: Body): BodyMaker =>
  () =>
    body;
const quote = always({ amount: '200', rate: '3.9', termMonths: '12', repayment: 'interest-first', guarantee: 'none', validUntil: '2026-12-30' }); // prettier-ignore
const payout = always({ amount: '10', rate: '3.9', paidOn: '2026-11-23', onBehalf: 'told-by-phone' });
const signing = always({ contractTail: '1234', signedOn: '2026-11-23', amount: '100', rate: '3.9', termMonths: '12', onBehalf: 'on-paper' }); // prettier-ignore
const confirmation = always({ confirmation: 'same', onBehalf: 'told-by-phone' });
const lastPayout = always({ reason: 'institution', onBehalf: 'told-by-phone' });
const lastAnswer = always({ answer: 'more-owed', note: 'more', onBehalf: 'told-by-phone' });
const decline = always({ codes: ['other'], note: 'no' });
const phone = always({ how: 'phone' });
const surveying = always({ stage: 'surveying' });
const papers = always({ papers: 'statements' });
const supplied = always({ note: 'sent' });
const colleague: BodyMaker = (ids) => ({ colleagueId: ids['user/bank-accepted-admin'] });
const use = { financingKind: 'working-capital', purpose: 'materials' };
const none = always({ reason: 'other', note: 'none' });
const withdrawal = always({ reason: 'other', note: 'no more' });
const findings = { compliant: 'pass', premises: 'pass', genuine: 'pass', credit: 'pass', purpose: 'pass' };
const scan = { name: 'scan.pdf', bytes: Buffer.from('%PDF-1.4\nscan\n%%EOF\n') };
const referralsOf = (ids: Ids) =>
  Object.keys(ids)
    .filter((name) => /^\w+\/(?:donghu|jiuli|qingyuan)$/.test(name) && !/product|draft|org|import/.test(name))
    .map((name) => ids[name]);
const product: BodyMaker = (ids) => ({
  organisationId: ids['org/donghu'], title: 'product', 'tier-0-key': 't1', 'tier-0-name': 'tier', 'tier-0-maxAmount': '500',
}); // prettier-ignore
const apiProduct: BodyMaker = (ids, { side }) => ({
  title: 'product', tiers: [{ key: 't1', name: 'tier', maxAmount: '500' }], criteria: [],
  ...(side === 'centre' && { organisationId: ids['org/donghu'] }),
}); // prettier-ignore

const managerOf = (ids: Ids) => ({ caseLimit: '3', products: ids['donghu/product'] });
const apiManager = (ids: Ids) => ({ caseLimit: 3, away: false, products: [ids['donghu/product']] });

/** Bodies of the routes of one need, one referral or one product. */
export const caseBodies: Readonly<Record<string, BodyMaker>> = {
  // Filing
  'POST /financing/needs/new': (ids, { side }) =>
    side === 'centre' ? { organisationId: ids['org/mingshan'], channel: 'visit' } : use,
  'POST /financing/needs/draft': always(use),
  'POST /api/v1/financing/needs': (ids, { side, org }) => ({
    ...use, ...(side === 'centre' && { organisationId: ids['org/mingshan'], channel: 'visit' }), contactTitle: org,
  }), // prettier-ignore
  'POST /financing/needs/:id/use': always(use),
  'POST /financing/needs/:id/money': always({ amount: '300', termMonths: '12' }),
  'POST /financing/needs/:id/contact': always({ contactName: 'somebody', contactMobile: '13800006007', referralCap: '3' }), // prettier-ignore
  'POST /financing/needs/:id/details': always({ renewalDueOn: '2027-03-01' }),
  'POST /financing/needs/:id/withdrawal': withdrawal,
  'POST /financing/needs/:id/files': always({ file: scan }),
  'PATCH /api/v1/financing/needs/:id': always({ callHours: 'mornings' }),
  'POST /api/v1/financing/needs/:id/withdrawal': withdrawal,
  // The officer's work on it
  'POST /financing/needs/assignment': (ids) => ({ id: [ids['open'], ids['draft']] }),
  'POST /financing/needs/handover': (ids) => ({ id: [ids['open'], ids['draft']], to: ids['user/officer-two'] }),
  'POST /financing/needs/labels': (ids) => ({ id: [ids['open'], ids['draft']], op: 'add', label: 'matrix' }),
  'POST /financing/needs/:id/labels': always({ op: 'add', label: 'matrix' }),
  'POST /financing/needs/export': (ids) => ({ id: [ids['open'], ids['deal'], ids['draft']] }),
  'POST /financing/needs/:id/handover': (ids) => ({ to: ids['user/officer-two'] }),
  'POST /financing/needs/:id/notes': always({ text: 'note' }),
  'POST /financing/needs/:id/messages': always({ text: 'word' }),
  'POST /financing/needs/:id/calls': always({ result: 'reached', phrase: 'terms', remark: 'call' }),
  'POST /financing/needs/:id/verification': always({ ...findings, _action: 'pass' }),
  'POST /api/v1/financing/needs/:id/verification': always({ ...findings, decision: 'list' }),
  'POST /financing/needs/:id/none-suitable': none,
  'POST /financing/needs/:id/send': (ids) => ({ offers: ids['stranger/product'] }),
  'POST /api/v1/financing/needs/:id/referrals': (ids) => ({ offers: [ids['stranger/product']] }),
  // The enterprise's word
  'POST /financing/needs/:id/consents': (ids) => ({ receivers: ids['org/stranger'] }),
  'POST /api/v1/financing/needs/:id/consents': (ids) => ({ receivers: [ids['org/stranger']] }),
  'POST /financing/needs/:id/consents/:receiver/paper': always({ signedOn: '2026-11-20', scan }),
  'POST /api/v1/financing/needs/:id/choice': (ids) => ({ quoteId: ids['open/quote'] }),
  'POST /api/v1/financing/needs/:id/disbursements/:disbursementId/confirmation': confirmation,
  // The institution's answer
  'POST /financing/referrals/reminders': (ids) => ({ id: referralsOf(ids) }),
  'POST /financing/referrals/export': (ids) => ({ id: referralsOf(ids) }),
  'POST /financing/referrals/:id/refusal': decline,
  'POST /api/v1/financing/referrals/:id/decline': decline,
  'POST /financing/referrals/:id/contact': phone,
  'POST /api/v1/financing/referrals/:id/contacts': phone,
  'POST /financing/referrals/:id/stage': surveying,
  'POST /api/v1/financing/referrals/:id/stage': surveying,
  'POST /financing/referrals/:id/papers': papers,
  'POST /api/v1/financing/referrals/:id/papers': papers,
  'POST /financing/referrals/:id/papers-supplied': supplied,
  'POST /api/v1/financing/referrals/:id/papers/supply': supplied,
  'POST /financing/referrals/:id/quote': quote,
  'POST /api/v1/financing/referrals/:id/quotes': quote,
  'POST /financing/referrals/:id/handover': colleague,
  'POST /api/v1/financing/referrals/:id/handover': colleague,
  'POST /financing/referrals/:id/signing': signing,
  'POST /api/v1/financing/referrals/:id/signing': signing,
  'POST /financing/referrals/:id/payouts/new': payout,
  'POST /api/v1/financing/referrals/:id/disbursements': payout,
  'POST /financing/referrals/:id/payouts/:payoutId/correction': payout,
  'POST /financing/referrals/:id/payouts/:payoutId/confirmation': confirmation,
  'POST /financing/referrals/:id/last-payout': lastPayout,
  'POST /api/v1/financing/referrals/:id/last-payout': lastPayout,
  'POST /financing/referrals/:id/last-payout/answer': lastAnswer,
  'POST /api/v1/financing/referrals/:id/last-payout/answer': lastAnswer,
  'POST /financing/referrals/:id/release': always({ reason: 'terms' }),
  // Client managers, and needs assigned to them
  'POST /financing/client-managers/new': (ids) => ({ ...managerOf(ids), userId: ids['user/bank-accepted-admin'] }),
  'POST /financing/client-managers/:id': managerOf,
  'POST /api/v1/financing/client-managers': (ids) => ({ ...apiManager(ids), userId: ids['user/bank-accepted-admin'] }),
  'PUT /api/v1/financing/client-managers/:id': apiManager,
  'POST /financing/assignments/:id/confirmation': (ids) => ({ policy: 'priority', need: ids['released'] }),
  'POST /api/v1/financing/assignments/:id/confirmation': (ids) => ({ policy: 'priority', needs: [ids['released']] }),
  // Products
  'POST /financing/products/new': product,
  'POST /financing/products/:id/edit': (ids, viewer) => ({ ...product(ids, viewer), _version: '2' }),
  'POST /financing/products/:id/moves': always({ move: 'retire' }),
  'POST /api/v1/financing/products': apiProduct,
  'PUT /api/v1/financing/products/:id': apiProduct,
};
