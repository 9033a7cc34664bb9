import type { Ids } from './world.js';

/** Bodies that are valid, so that a refusal comes from who asks and not from what is asked. Elsewhere the body is empty. */
const bodies: Readonly<Record<string, (ids: Ids) => object>> = {
  'referrals/:id/decline': () => ({ codes: ['other'], note: 'no' }),
  'referrals/:id/refusal': () => ({ codes: ['other'], note: 'no' }),
  'referrals/:id/contacts': () => ({ how: 'phone' }),
  'referrals/:id/contact': () => ({ how: 'phone' }),
  'referrals/:id/papers': () => ({ papers: 'statements' }),
  'referrals/:id/quotes': () => quote,
  'referrals/:id/quote': () => quote,
  'referrals/:id/handover': (ids) => ({ colleagueId: ids['user/bank-accepted-admin'] }),
  'referrals/:id/signing': () => ({
    contractTail: '1234',
    signedOn: '2026-11-23',
    amount: '100',
    rate: '3.9',
    termMonths: '12',
  }),
  'referrals/:id/disbursements': () => payout,
  'referrals/:id/payouts/new': () => payout,
  'referrals/:id/payouts/:payoutId/correction': () => payout,
  'referrals/:id/payouts/:payoutId/confirmation': () => ({ confirmation: 'same' }),
  'disbursements/:disbursementId/confirmation': () => ({ confirmation: 'same' }),
  'referrals/:id/last-payout': () => ({ reason: 'institution' }),
  'referrals/:id/last-payout/answer': () => ({ answer: 'more-owed' }),
  'financing/referrals/export': (ids) => ({ id: referralsOf(ids) }),
  'referrals/reminders': (ids) => ({ id: referralsOf(ids) }),
  'financing/needs/export': (ids) => ({ id: [ids['open'], ids['deal'], ids['draft']] }),
  'needs/handover': (ids) => ({ id: [ids['open'], ids['draft']], to: ids['user/officer'] }),
  'needs/assignment': (ids) => ({ id: [ids['open'], ids['draft']] }),
  'needs/:id/withdrawal': () => ({ reason: 'no-longer-needed' }),
  'needs/:id/notes': () => ({ text: 'note' }),
  'needs/:id/messages': () => ({ text: 'word' }),
  'needs/:id/calls': () => ({ result: 'reached', phrase: 'told', remark: 'call' }),
  'needs/:id/choice': (ids) => ({ quoteId: ids['open/quote'] }),
  'needs/:id/consents': (ids) => ({ receivers: [ids['org/stranger']] }),
  'needs/:id/none-suitable': () => ({ reason: 'other', note: 'none' }),
  'needs/:id/send': (ids) => ({ offers: ids['stranger/product'] }),
  'needs/:id/referrals': (ids) => ({ offers: [ids['stranger/product']] }),
  'needs/:id/verification': () => ({ decision: 'return', reasons: ['amount'], note: 'again' }),
  'products/:id/moves': () => ({ move: 'retire' }),
  'registrations/:id/refusal': () => ({ reason: 'other' }),
  'registrations/:id/approval': () => ({ username: 'applicant' }),
  'POST /views': () => ({ list: 'financing.needs', name: 'view' }),
  'POST /views/:id': () => ({ name: 'view' }),
  'POST /password/forgotten': () => ({ username: 'owner' }),
  'POST /sign-in': () => ({ username: 'owner', password: 'wrong wrong wrong' }),
  'POST /api/v1/sessions': () => ({ username: 'owner', password: 'wrong wrong wrong' }),
};

const quote = {
  amount: '200',
  rate: '3.9',
  termMonths: '12',
  repayment: 'interest-first',
  guarantee: 'none',
  validUntil: '2026-12-30',
};
const payout = { amount: '10', rate: '3.9', paidOn: '2026-11-23' };
const referralsOf = (ids: Ids) =>
  Object.keys(ids)
    .filter((name) => /^(?:open|deal|asked)\/(?:donghu|jiuli|qingyuan)$/.test(name))
    .map((name) => ids[name]);

export function bodyOf(route: string, ids: Ids): object {
  const key = Object.keys(bodies).find((end) => route.endsWith(end));
  return key === undefined ? {} : (bodies[key]?.(ids) ?? {});
}

/** Lists are asked more than once: with what they search, filter and page by. */
const queries: Readonly<Record<string, readonly string[]>> = {
  'GET /search': ['', '?q=CN-', '?q=RZ-2026-000001', '?q=RZ-2026-000002', '?q=name', '?q=%25'],
  'GET /financing/needs': ['', '?q=CN-', '?state=closed', '?tab=all&size=100', '?page=2'],
  'GET /financing/needs/new': ['', '?q=CN-'],
  'GET /financing/needs/export': ['', '?q=CN-'],
  'GET /financing/referrals': ['', '?tab=waiting', '?tab=ended', '?tab=all', '?tab=working', '?q=CN-', '?size=100'],
  'GET /financing/referrals/export': ['', '?tab=ended', '?tab=all'],
  'GET /financing/products': ['', '?text=CN-', '?state=draft', '?state=review'],
  'GET /api/v1/financing/referrals': [
    '',
    '?state=declined',
    '?limit=100',
    '?state=withdrawn',
    '?state=awaiting-consent',
  ],
  'GET /api/v1/financing/needs': ['', '?limit=100', '?state=draft'],
  'GET /api/v1/financing/products': ['', '?limit=100', '?state=draft'],
  'GET /inbox': ['', '?page=2', '?tab=all'],
  'GET /admin/audit': ['', '?page=2', '?page=3'],
  'GET /organisations': ['', '?q=CN-', '?page=2'],
};

export const queriesOf = (route: string): readonly string[] => queries[route] ?? [''];
