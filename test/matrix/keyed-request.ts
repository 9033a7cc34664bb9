import { PaperRequests } from '../../src/domains/financing/referrals/paper-requests.service.js';
import { Database } from '../../src/platform/database/database.js';
import type { Principal } from './cast.js';
import type { World } from './world.js';

/** A quote that donghu's program gives under an idempotency key; the answer is kept with every word of it. */
export interface KeyedRequest {
  readonly url: string;
  readonly payload: string;
  /** Who asked first, by cookie or by token: the key is the person's. */
  readonly person: string;
  send(principal: Principal): Promise<{ status: number; text: string; replayed: boolean }>;
}

export async function askUnderKey(world: World, principals: readonly Principal[]): Promise<KeyedRequest> {
  const { canaries, ids, test } = world;
  const right = { of: 'referral', need: 'open', bank: 'donghu' } as const;
  const payload = JSON.stringify({
    amount: String(canaries.money('donghu', 'keyedAmount', right, 470) / 1_000_000),
    rate: '3.7', termMonths: '24', repayment: 'interest-first', guarantee: canaries.text('donghu', 'keyedGuarantee', right), validUntil: '2026-12-31',
  }); // prettier-ignore
  const url = `/api/v1/financing/referrals/${world.id('open/donghu')}/quotes`;
  const person = 'bank-accepted';
  const send = async ({ headers }: Principal) => {
    const response = await test.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'matrix' },
    });
    const replayed = response.headers['idempotency-replayed'] === 'true';
    return { status: response.statusCode, text: response.body, replayed };
  };
  const first = principals.find(({ name }) => name === `${person}+token`) as Principal;
  const { status } = await send(first);
  if (status !== 201) throw new Error(`a quote was answered ${status}`);
  // What papers were asked for goes with the old quote: the enterprise is asked again.
  const papers = canaries.text('donghu', 'papersAskedAgain', right);
  await world.get(PaperRequests).ask(world.actor(person), world.id('open/donghu'), papers);
  const [quote] = await world
    .get(Database)
    .select<{ id: string }>("SELECT id FROM quote WHERE demandId = ? AND state = 'open'", [world.id('open')]);
  ids['open/quote'] = quote?.id ?? '';
  return { url, payload, person, send };
}
