import { DemandFiling } from '../../src/domains/talent/demands/demand-filing.service.js';
import { TalentDemand, TalentDemandMajor, UnlawfulCondition } from '../../src/domains/talent/demands/demand.entity.js';
import { DemandSubmitting } from '../../src/domains/talent/demands/demand-submitting.service.js';
import { Demands, type DemandChange } from '../../src/domains/talent/demands/demands.service.js';
import { IdleDrafts } from '../../src/domains/talent/demands/idle-drafts.js';
import { CaseNotes } from '../../src/matchmaking/case-notes.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { CaseNote } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;
const post: DemandChange = {
  title: '模具钳工',
  trade: 'machinery',
  headcountMin: 2,
  headcountMax: 3,
  educationLevel: 'associate',
  cooperation: ['order-class'],
  contactName: '林甲',
  contactMobile: '13800000001',
  majors: [{ code: '460113', role: 'preferred' }],
};

testDatabases('posts that nobody finishes', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const repo = <E extends object>(entity: new () => E) => get(Database).repo(entity);
  const there = async (...ids: string[]) => Promise.all(ids.map((id) => repo(Demand).existsBy({ id })));
  const onDay = (day: number) => test.travelTo(new Date(TEST_NOW.getTime() + day * DAY));

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
  });
  afterAll(() => test.close());

  async function write(username: string, organisationId = town.actor(username).organisationId): Promise<string> {
    const channel = username === 'officer' ? 'visit' : 'self';
    const { id } = await get(DemandFiling).begin(town.actor(username), { organisationId, channel }, post);
    return id;
  }

  it('are removed after thirty days with all they hold; what was filed stays', async () => {
    const filed = await write('firm1');
    await get(DemandSubmitting).submit(town.actor('firm1'), filed);
    const own = await write('firm1');
    const assisted = await write('officer', town.actor('firm2').organisationId);
    const officer = town.actor('officer');
    const { demand } = await get(Demands).require(officer, assisted);
    await get(CaseNotes).note(officer, demand, '还要问工资');
    await get(Database).transaction(() =>
      repo(UnlawfulCondition).insert({
        id: 'condition',
        demandId: own,
        rule: 'sex',
        field: 'conditions',
        excerpt: '限男性',
        foundAt: TEST_NOW,
      }),
    );
    onDay(30);
    expect(await get(IdleDrafts).remove()).toBe(0);
    expect(await there(filed, own, assisted)).toEqual([true, true, true]);
    onDay(31);
    expect(await get(IdleDrafts).remove()).toBe(2);
    expect(await there(filed, own, assisted)).toEqual([true, false, false]);
    const held: (new () => { demandId: string })[] = [TalentDemand, TalentDemandMajor, UnlawfulCondition, CaseNote];
    for (const entity of held)
      for (const demandId of [own, assisted])
        expect([entity.name, await repo(entity).countBy({ demandId })]).toEqual([entity.name, 0]);
    expect(await repo(TalentDemandMajor).countBy({ demandId: filed })).toBe(1);
    expect(await get(IdleDrafts).remove()).toBe(0);
  });

  it('stay while another post of their basket is written', async () => {
    const firm = town.actor('firm3');
    onDay(40);
    const first = await write('firm3');
    const { id: second } = await get(DemandFiling).addAnother(firm, first);
    onDay(65);
    await get(Demands).save(firm, second, { title: '装配工' });
    onDay(75);
    expect(await get(IdleDrafts).remove()).toBe(0);
    expect(await there(first, second)).toEqual([true, true]);
    onDay(96);
    expect(await get(IdleDrafts).remove()).toBe(2);
    expect(await there(first, second)).toEqual([false, false]);
    const again = await write('firm3');
    expect(await there(again)).toEqual([true]);
  });
});
