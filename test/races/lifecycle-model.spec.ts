import fc from 'fast-check';
import { Problem } from '../../src/kernel/problem.js';
import { statusOf } from '../../src/kernel/problems.js';
import { demandStates, referralStates } from '../../src/matchmaking/lifecycle.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { AuditVerification } from '../../src/platform/audit/audit-verification.service.js';
import { Database } from '../../src/platform/database/database.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Verification } from '../../src/domains/financing/verification/verification.service.js';
import { allPass, buildTown, fileNeed, type Town } from '../factories/town.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import { CaseWorld } from './case-world.js';
import { Submitting } from '../../src/domains/financing/needs/submitting.service.js';
import { ReferralTurn } from '../../src/matchmaking/referral-turn.js';

const RUNS = Number(process.env.MODEL_RUNS ?? 200);
const STEPS = 20;
const SEED = Number(process.env.MODEL_SEED ?? 20261123);

describe('the life of a need', () => {
  let test: TestApp;
  let town: Town;
  const db = (): Database => test.app.get(Database);
  const force = (table: 'demand' | 'referral', id: string, state: string) =>
    db().transaction(() => db().execute(`UPDATE ${table} SET state = ? WHERE id = ?`, [state, id]));

  beforeAll(async () => {
    test = await openTestApp('sqlite');
    town = await buildTown(test.app);
  });
  afterAll(() => test.close());

  async function world(): Promise<CaseWorld> {
    test.travelTo(TEST_NOW);
    return new CaseWorld(test, town, await fileNeed(test.app, town, 'listed', { amount: 300_000_000, referralCap: 2 }));
  }

  it('refuses what a state does not allow', async () => {
    const one = await world();
    for (const name of ['consent', 'refer', 'accept', 'quote'] as const) await one.steps[name]!(0);
    const [officer, owner] = [town.actor('officer'), town.actor('enterprise1')];
    const needVerbs: Record<string, { from: readonly string[]; act: () => Promise<unknown> }> = {
      submit: { from: ['draft', 'returned'], act: () => test.app.get(Submitting).submit(owner, one.need) },
      pass: { from: ['submitted'], act: () => test.app.get(Verification).pass(officer, one.need, allPass, null) },
      return: { from: ['submitted'], act: () => test.app.get(Verification).return(officer, one.need, ['amount'], null, null) },
      save: { from: ['draft', 'returned', 'submitted', 'listed', 'engaged'], act: () => test.app.get(Needs).save(owner, one.need, { amount: 1_000_000 }) },
      refer: { from: ['listed', 'engaged'], act: () => one.steps['refer']!(1) },
      choose: { from: ['engaged'], act: () => one.steps['choose']!(0) },
      withdraw: { from: ['draft', 'submitted', 'returned', 'listed', 'engaged', 'agreed'], act: () => one.steps['withdrawNeed']!(0) },
    }; // prettier-ignore
    let tried = 0;
    for (const state of demandStates) {
      await force('demand', one.need, state);
      for (const [verb, { from, act }] of Object.entries(needVerbs)) {
        if (from.includes(state)) continue;
        // The officer does not know of a draft that somebody else is writing.
        const unseen = state === 'draft' && ['pass', 'return', 'refer'].includes(verb);
        expect([state, verb, await refusal(act)]).toEqual([state, verb, unseen ? 404 : 409]);
        tried++;
      }
    }
    await force('demand', one.need, 'engaged');
    const referral = await db().repo(Referral).findOneByOrFail({ demandId: one.need });
    const referralVerbs: Record<string, readonly string[]> = {
      accept: ['sent'], decline: ['sent', 'accepted'], contact: ['accepted'], askPapers: ['accepted'], quote: ['accepted'], choose: ['accepted'],
      sign: ['agreed'], pay: ['agreed'], supplyPapers: [],
    }; // prettier-ignore
    for (const state of referralStates) {
      await force('referral', referral.id, state);
      for (const [verb, from] of Object.entries(referralVerbs)) {
        if (from.includes(state)) continue;
        const unseen = ['awaiting-consent', 'withdrawn'].includes(state) && !['choose', 'supplyPapers'].includes(verb);
        expect([state, verb, await refusal(() => one.steps[verb]!(0))]).toEqual([state, verb, unseen ? 404 : 409]);
        tried++;
      }
    }
    process.stdout.write(`lifecycle: ${tried} (state, verb) pairs refused\n`);
    await force('referral', referral.id, 'withdrawn');
    await expect(test.app.get(ReferralTurn).require(town.actor('bank1'), referral.id)).rejects.toMatchObject({
      code: 'not-found',
    });
  }, 60_000);

  it(`keeps its promises in ${RUNS} random lives of ${STEPS} steps`, async () => {
    let [done, refused] = [0, 0];
    const names = Object.keys((await world()).steps);
    const mainLine = ['consent', 'refer', 'accept', 'quote', 'choose', 'sign', 'pay', 'confirm'];
    // A life begins somewhere on the main line, and the verbs of that line come more often: deep states are reached.
    const begun = fc
      .integer({ min: 0, max: mainLine.length })
      .map((n) => mainLine.slice(0, n).map((name) => [name, 0] as [string, number]));
    const name = fc.oneof(fc.constantFrom(...mainLine), fc.constantFrom(...names));
    const steps = fc.array(fc.tuple(name, fc.integer({ min: 0, max: 1 })), { minLength: STEPS, maxLength: STEPS });
    const life = fc.asyncProperty(begun, steps, async (before, after) => {
      const one = await world();
      for (const [name, bank] of [...before, ...after]) {
        const status = await refusal(() => one.steps[name]!(bank));
        if (status !== null) {
          refused++;
          continue;
        }
        done++;
        const broken = await one.broken();
        if (broken.length > 0) throw new Error(`after ${name}(${bank}): ${broken.join('; ')}`);
      }
      for (const referral of await db().repo(Referral).findBy({ demandId: one.need, state: 'withdrawn' })) {
        const bank = town.actor(referral.recipientOrganisationId === town.donghu.id ? 'bank1' : 'bank2');
        await expect(test.app.get(ReferralTurn).require(bank, referral.id)).rejects.toMatchObject({
          code: 'not-found',
        });
      }
      expect(await test.app.get(AuditVerification).verify('demand', one.need)).toEqual([]);
    });
    await fc.assert(life, { numRuns: RUNS, seed: SEED });
    process.stdout.write(`lifecycle: ${RUNS} lives, ${done} steps done, ${refused} refused, seed ${SEED}\n`);
    expect(done).toBeGreaterThan(RUNS * 4);
  }, 400_000);
});

/** The status of the refusal, null when it was done; anything but a refusal in our words is thrown on. */
async function refusal(act: () => Promise<unknown>): Promise<number | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (!(error instanceof Problem) || statusOf(error.code) >= 500) throw error;
    return statusOf(error.code);
  }
}
