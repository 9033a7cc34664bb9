import { IsNull } from 'typeorm';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { DealRelease } from '../../src/domains/financing/deals/deal-release.service.js';
import { Disbursement, Quote, Signing } from '../../src/domains/financing/deals/deal.entity.js';
import { Filing } from '../../src/domains/financing/needs/filing.service.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Verification } from '../../src/domains/financing/verification/verification.service.js';
import { Consents } from '../../src/matchmaking/consents.js';
import { DeadlineTicks } from '../../src/matchmaking/deadline-ticks.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { openReferralStates } from '../../src/matchmaking/lifecycle.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { aPayout, aQuote, aSigning } from '../attacks/busy-town.js';
import { allPass, aNeed, fileNeed, productOf, shelve } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { TEST_NOW } from '../support/test-app.js';
import { race, times } from './race.js';
import { TwoServers } from './two-servers.js';
import { Submitting } from '../../src/domains/financing/needs/submitting.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Drafting } from '../../src/domains/financing/needs/drafting.service.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

const ROUNDS = 30;
const WAN = 1_000_000;
const small = { amount: 300 * WAN };

testDatabases('what may happen once', (kind) => {
  let zone: TwoServers;
  const actor = (name: string) => zone.town.actor(name);
  const db = (): Database => zone.first.app.get(Database);
  const offers = () => zone.town.products.map(({ id }) => id) as [string, string, string];
  const referralsOf = (demandId: string) =>
    db()
      .repo(Referral)
      .find({ where: { demandId }, order: { id: 'ASC' } });
  const demandOf = (id: string) => db().repo(Demand).findOneByOrFail({ id });

  beforeAll(async () => {
    zone = await TwoServers.open(kind);
  });
  beforeEach(() => zone.travelTo(TEST_NOW));
  afterAll(() => zone.close());

  async function consented(id: string): Promise<void> {
    await zone.get(Consenting).give(actor('enterprise1'), id, [zone.town.donghu.id, zone.town.qingyuan.id]);
  }

  /** The cap's counter, counted again. */
  async function expectCounted(id: string): Promise<void> {
    const demand = await demandOf(id);
    const open = (await referralsOf(id)).filter(({ state }) =>
      (openReferralStates as readonly string[]).includes(state),
    );
    expect([id, demand.activeReferrals, demand.activeReferrals <= demand.referralCap]).toEqual([id, open.length, true]);
    const expected: string[] = open.length > 0 ? ['engaged', 'agreed'] : ['listed', 'fulfilled', 'closed'];
    expect(expected).toContain(demand.state);
  }

  it(`holds in ${ROUNDS} needs raced from filing to the money`, async () => {
    const numbers = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const id = await fileNeed(zone.first.app, zone.town, 'draft', small);
      const [enterprise, officer, leader] = [actor('enterprise1'), actor('officer'), actor('leader')];
      const filed = await race(...times(3, () => () => zone.get(Submitting).submit(enterprise, id)));
      expect([filed.won.length, filed.refused]).toEqual([1, ['state-changed', 'state-changed']]);
      numbers.add((await demandOf(id)).number ?? '');
      const listed = await race(
        ...[officer, leader].map((one) => () => zone.get(Verification).pass(one, id, allPass, null)),
      );
      expect(listed.won).toHaveLength(1);

      await consented(id);
      const [a, b, c] = offers();
      const same = await race(...times(4, (i) => () => zone.get(Referring).refer(i % 2 ? officer : leader, id, [a])));
      expect([same.won.length, new Set(same.refused)]).toEqual([1, new Set(['referral-open-already'])]);
      const oneBank = await race(...[b, c].map((offer) => () => zone.get(Referring).refer(officer, id, [offer])));
      expect([oneBank.won.length, oneBank.refused]).toEqual([1, ['referral-open-already']]);
      const first = same.won[0]![0]!.id;
      const second = oneBank.won[0]![0]!.id;
      await expectCounted(id);

      const accepted = await race(...times(2, () => () => zone.get(Answering).accept(actor('bank1'), first)));
      expect(accepted.won).toHaveLength(1);
      const answered = await race(
        () => zone.get(Answering).accept(actor('bank2'), second),
        () => zone.get(Answering).decline(actor('bank2'), second, ['rate'], null),
      );
      expect(answered.won).toHaveLength(1);
      await expectCounted(id);

      const quotes = [(await zone.get(Quoting).quote(actor('bank1'), first, aQuote)).id];
      const other = (await referralsOf(id)).find((one) => one.id === second)!;
      if (other.state === 'accepted') quotes.push((await zone.get(Quoting).quote(actor('bank2'), second, aQuote)).id);
      const choice = await race(
        ...times(20, (i) => () => zone.get(Choosing).choose(enterprise, id, quotes[i % quotes.length]!)),
      );
      expect(choice.won).toHaveLength(1);
      const states = (await db().repo(Quote).findBy({ demandId: id })).map(({ state }) => state);
      expect(states.filter((state) => state === 'chosen')).toHaveLength(1);
      await expectCounted(id);

      const chosen = (await referralsOf(id)).find(({ state }) => state === 'agreed')!;
      const bank = actor(chosen.id === first ? 'bank1' : 'bank2');
      const signed = await race(...times(2, () => () => zone.get(Contracts).sign(bank, chosen.id, aSigning)));
      expect([signed.won.length, signed.refused]).toEqual([1, ['duplicate']]);
      expect(await db().repo(Signing).countBy({ demandId: id })).toBe(1);
      const paid = await race(...times(6, () => () => zone.get(Payouts).report(bank, chosen.id, aPayout)));
      expect([paid.won.length, new Set(paid.refused)]).toEqual([3, new Set(['validation'])]);

      const payouts = paid.won.map((one) => one.id);
      const say = (payout: string, confirmation: 'same' | 'not-received') => () =>
        zone.get(Payouts).confirm(enterprise, id, payout, { confirmation, note: null });
      const said = await race(say(payouts[0]!, 'same'), say(payouts[0]!, 'not-received'));
      const state = (await db().repo(Disbursement).findOneByOrFail({ id: payouts[0]! })).state;
      expect([said.refused.length, state]).toEqual([said.refused.length, 'confirmed']); // a dispute may be taken back, a confirmation not
      await race(...payouts.slice(1).map((payout) => say(payout, 'same')));
      expect((await demandOf(id)).state).toBe('fulfilled');
      await expectCounted(id);
    }
    expect(numbers.size).toBe(ROUNDS);
  }, 300_000);

  it(`begins one draft for a person, in ${ROUNDS} beginnings from two sides`, async () => {
    const [owner, officer] = [actor('enterprise2'), actor('officer')];
    const intake = { organisationId: owner.organisationId, channel: 'self' } as const;
    for (let round = 0; round < ROUNDS; round++) {
      const begin = (who: typeof owner) => () =>
        round % 2 ? zone.get(Drafting).draft(who, intake) : zone.get(Filing).begin(who, intake, { amount: WAN });
      const own = await race(...times(4, () => begin(owner)));
      expect([own.refused, new Set(own.won.map(({ id }) => id)).size]).toEqual([[], 1]);
      const both = await race(begin(owner), begin(officer), begin(officer));
      expect(new Set(both.won.map(({ id }) => id)).size).toBe(2); // the officer's own beside the enterprise's
      const { id } = own.won[0]!;
      if (round % 3) await zone.get(Withdrawing).withdraw(owner, id, 'other', null);
      else {
        await zone.get(Needs).save(owner, id, aNeed);
        await zone.get(Submitting).submit(owner, id);
      }
      const next = await zone.get(Drafting).draft(owner, intake);
      expect(next.id).not.toBe(id); // once filed or given up, another may be begun
      await zone.get(Withdrawing).withdraw(owner, next.id, 'other', null);
    }
  }, 300_000);

  it(`never passes the cap, in ${ROUNDS} needs`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await fileNeed(zone.first.app, zone.town, 'listed', { ...small, referralCap: 1 });
      await consented(id);
      const made = await race(
        ...offers().map((offer) => () => zone.get(Referring).refer(actor('officer'), id, [offer])),
      );
      expect([
        made.won.length,
        made.refused.filter((code) => !['referral-cap', 'referral-open-already'].includes(code)),
      ]).toEqual([1, []]);
      await expectCounted(id);
    }
  }, 300_000);

  it(`leaves nothing open after a consent was withdrawn, in ${ROUNDS} needs`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await fileNeed(zone.first.app, zone.town, 'listed', small);
      const owner = actor('enterprise1');
      await consented(id);
      const withdraw = () => zone.get(Withdrawing).withdrawConsent(owner, id, zone.town.donghu.id);
      const refer = () => zone.get(Referring).refer(actor('officer'), id, [offers()[0]]);
      if (round % 2) await race<unknown>(refer, withdraw);
      else {
        const [referral] = await refer();
        await race<unknown>(() => zone.get(Answering).accept(actor('bank1'), referral!.id), withdraw);
      }
      expect(await zone.get(Consents).valid(id, zone.town.donghu.id)).toBeNull();
      const states = (await referralsOf(id)).map(({ state }) => state);
      expect(states.filter((state) => !['withdrawn', 'awaiting-consent'].includes(state))).toEqual([]);
      await expectCounted(id);
      const need = await db().repo(FinancingNeed).findOneByOrFail({ demandId: id });
      expect(need.chosenQuoteId).toBeNull();
    }
  }, 300_000);

  it(`gives a product back exactly what was chosen, in ${ROUNDS} needs ended from two sides`, async () => {
    const input = productOf(zone.town.donghu, '额度贷', { capacity: 300 * WAN });
    const { id: offer } = await shelve(zone.first.app, actor('officer'), input);
    const owner = actor('enterprise1');
    const taken = async () => (await db().repo(Offer).findOneByOrFail({ id: offer })).taken;
    for (let round = 0; round < ROUNDS; round++) {
      const id = await fileNeed(zone.first.app, zone.town, 'listed', small);
      await consented(id);
      const [referral] = await zone.get(Referring).refer(actor('officer'), id, [offer]);
      await zone.get(Answering).accept(actor('bank1'), referral!.id);
      const quote = await zone.get(Quoting).quote(actor('bank1'), referral!.id, aQuote);
      await zone.get(Choosing).choose(owner, id, quote.id);
      expect(await taken()).toBe(300 * WAN);
      const withdrawConsent = () => zone.get(Withdrawing).withdrawConsent(owner, id, zone.town.donghu.id);
      const withdrawNeed = () => zone.get(Withdrawing).withdraw(owner, id, 'other', null);
      const release = () => zone.get(DealRelease).release(actor('bank1'), referral!.id, 'institution');
      const ends = [
        [withdrawConsent, release],
        [withdrawNeed, release],
        [withdrawConsent, withdrawNeed, release, release],
      ][round % 3]!;
      expect((await race(...ends)).won.length).toBeGreaterThan(0);
      expect(await taken()).toBe(0);
      const need = await db().repo(FinancingNeed).findOneByOrFail({ demandId: id });
      expect([need.chosenQuoteId, (await db().repo(Quote).findOneByOrFail({ id: quote.id })).state]).toEqual([
        null,
        'withdrawn',
      ]);
      await expectCounted(id);
    }
  }, 300_000);

  it('lets each deadline speak once, however many servers tick', async () => {
    const due = await db().select<{ n: unknown }>('SELECT COUNT(*) AS n FROM deadline WHERE doneAt IS NULL');
    zone.travelTo('2027-03-01T01:00:00Z');
    const spoken = await race(...zone.each(DeadlineTicks, (ticks) => ticks.run()));
    expect(spoken.won.reduce((sum, n) => sum + n, 0)).toBe(Number(due[0]?.n));
    expect(Number(due[0]?.n)).toBeGreaterThan(ROUNDS);
    const silent = await db().repo(Deadline).countBy({ mark: 'none', doneAt: IsNull() });
    expect(silent).toBe(0);
  }, 120_000);
});
