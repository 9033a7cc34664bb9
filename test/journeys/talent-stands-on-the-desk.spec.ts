import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { DemandFiling } from '../../src/domains/talent/demands/demand-filing.service.js';
import { DemandSubmitting } from '../../src/domains/talent/demands/demand-submitting.service.js';
import { Demands } from '../../src/domains/talent/demands/demands.service.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { TalentMatching } from '../../src/domains/talent/matching/talent-matching.service.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('talent stands on the desk', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const who = new Map<string, Visitor>();
  const as = (name: string) => who.get(name)!;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const ids = { verify: '', unmatched: '', short: '', proposed: '', programme: '' };

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const name of ['officer', 'college1', 'firm1', 'firm2', 'firm4']) {
      who.set(name, test.visitor());
      await as(name).signIn(name);
    }
    const [officer, college, firm] = [town.actor('officer'), town.actor('college1'), town.actor('firm1')];
    ids.programme = await town.programme();
    ({ id: ids.verify } = await get(DemandFiling).begin(firm, {
      organisationId: firm.organisationId,
      channel: 'self',
    }));
    await get(Demands).save(firm, ids.verify, {
      title: '模具钳工',
      trade: 'machinery',
      headcountMin: 2,
      headcountMax: 3,
      educationLevel: 'associate',
      cooperation: ['order-class'],
      contactName: '林甲',
      contactMobile: '13800000001',
      majors: [{ code: '460113', role: 'preferred' }],
    });
    await get(DemandSubmitting).submit(firm, ids.verify);
    ids.unmatched = await town.demand(2, 6, { title: '鞋样设计师' }, ['480104']);
    await get(TalentMatching).run(ids.unmatched, 'officer', officer);
    const publish = async (firmNo: number) => {
      const demand = await town.demand(firmNo, 20);
      await get(TalentMatching).run(demand, 'officer', officer);
      const { planId, runId } = await town.plan(ids.programme, new Map([[demand, 20]]));
      const [classId = ''] = await get(Publishing).publish(officer, planId, runId);
      return { classId, referral: await get(Database).repo(Referral).findOneByOrFail({ offerId: classId }) };
    };
    const short = await publish(3);
    await get(ClassAnswering).accept(college, short.classId, null);
    await get(SeatConfirming).confirm(town.actor('firm3'), short.classId, short.referral.id, 5);
    ids.short = short.classId;
    ids.proposed = (await publish(4)).classId;
  });
  afterAll(() => test.close());

  /** Rows of the officers' list: where each leads, and what it says. */
  const rows = async (view: string) => {
    const { body } = await as('officer').get(`/w?view=${view}`);
    return [...body.matchAll(/<tr><td class="c0">[^]*?<\/tr>/g)].map(([row]) => ({
      href: /class="ttl" href="([^"]+)"/.exec(row)?.[1],
      act: /class="act">\s*<a[^>]*href="([^"]+)"/.exec(row)?.[1],
      text: row.replaceAll(/<[^>]+>/g, ' '),
    }));
  };

  it('what is to verify, what nobody teaches, a class that is short, and whom the centre waits for', async () => {
    const all = await rows('all');
    const row = (href: string) => all.find((one) => one.href === href);
    expect(row(`/talent/demands/${ids.verify}`)).toMatchObject({
      act: `/talent/demands/${ids.verify}/verification`,
      text: expect.stringMatching(/甲工[^]*模具钳工 · 3 人[^]*待核实/) as string,
    });
    expect(row(`/talent/demands/${ids.unmatched}`)).toMatchObject({
      act: `/talent/demands/${ids.unmatched}/match`,
      text: expect.stringMatching(/鞋样设计师 · 6 人[^]*专业缺口/) as string,
    });
    expect(row(`/talent/classes/${ids.short}`)?.text).toMatch(/东海职业学院[^]*数控技术[^]*处理未达人数的订单班/);
    expect(row(`/talent/classes/${ids.proposed}`)?.text).toMatch(/等东海职业学院[^]*回复订单班/);
    expect(all).toHaveLength(4);
    expect((await rows('verify')).map(({ href }) => href)).toEqual([`/talent/demands/${ids.verify}`]);
    expect((await rows('mine')).map(({ href }) => href)).toContain(`/talent/classes/${ids.short}`);
    expect(await rows('late')).toEqual([]);
    test.travelTo('2026-12-10T02:00:00Z');
    expect((await rows('late')).map(({ href }) => href)).toHaveLength(3);
    for (const { href = '', act = href } of all)
      expect([act, (await as('officer').get(act)).status]).toEqual([act, 200]);
  });

  it('what an enterprise has to confirm or to finish, and where its demands stand', async () => {
    /** Rows of the first card, what the enterprise owes, and all links of the page. */
    const desk = async (name: string) => {
      const { body } = await as(name).get('/w');
      const owed = body.slice(body.indexOf('等我办的'), body.indexOf('我的融资需求'));
      return { body, owed: [...owed.matchAll(/class="ttl" href="([^"]+)">([^<]+)</g)].map(([, href, text]) => ({ href, text })) }; // prettier-ignore
    };
    expect((await desk('firm4')).owed).toEqual([]);
    await get(ClassAnswering).accept(town.actor('college1'), ids.proposed, null);
    const { id: referral } = await get(Database).repo(Referral).findOneByOrFail({ offerId: ids.proposed });
    const href = `/talent/classes/${ids.proposed}/seats/${referral}`;
    expect((await desk('firm4')).owed).toEqual([{ href, text: '东海职业学院（示例）的订单班等贵公司确认名额' }]);
    expect((await as('firm4').get(href)).status).toBe(200);
    const firm = town.actor('firm1');
    const { id: draft } = await get(DemandFiling).begin(firm, { organisationId: firm.organisationId, channel: 'self' });
    const { body, owed } = await desk('firm1');
    expect(owed).toEqual([{ href: `/talent/demands/${draft}`, text: '人才需求还没有提交' }]);
    expect((await as('firm1').get(`/talent/demands/${draft}`)).location).toBe(`/talent/demands/${draft}/check`);
    expect(body).toMatch(new RegExp(`href="/talent/demands/${ids.verify}">模具钳工<[^]*已有名额 0/3[^]*待核实`));
    expect((await desk('firm2')).body).not.toContain('模具钳工');
    await get(SeatConfirming).confirm(town.actor('firm4'), ids.proposed, referral, 20);
    expect((await desk('firm4')).owed).toEqual([]);
  });

  it('is found by number and by name, each by whom may see it', async () => {
    const jump = async (name: string, q: string) => (await as(name).get(`/search?q=${encodeURIComponent(q)}`)).location;
    expect(await jump('officer', 'yg-2026-1')).toBe(`/talent/demands/${ids.verify}`);
    expect(await jump('firm2', 'YG-2026-000001')).toBeNull();
    expect(await jump('officer', 'DD-2026-000001')).toBe(`/talent/classes/${ids.short}`);
    expect(await jump('firm1', 'DD-2026-000001')).toBeNull();
    const found = async (name: string, q: string) => {
      const { body } = await as(name).get(`/search?q=${encodeURIComponent(q)}`);
      return [...body.matchAll(/href="(\/(?:talent|organisations)\/[^"?]+)"/g)]
        .map(([, href = '']) => href)
        .filter((href) => /[0-9a-f-]{36}$/.test(href));
    };
    expect((await found('officer', '数控')).toSorted()).toEqual(
      expect.arrayContaining([
        `/talent/classes/${ids.short}`,
        `/talent/classes/${ids.proposed}`,
        `/talent/programmes/${ids.programme}`,
      ]),
    );
    expect(await found('officer', '鞋样')).toEqual([`/talent/demands/${ids.unmatched}`]);
    expect(await found('firm1', '鞋样')).toEqual([]);
    expect(await found('firm1', '东海')).toEqual([`/talent/colleges/${town.college.id}`]);
    expect(await found('college1', '数控')).toEqual(expect.arrayContaining([`/talent/classes/${ids.short}`]));
    expect((await as('officer').get('/talent/classes?q=%E6%95%B0%E6%8E%A7')).body).toContain('DD-2026-000001');
    expect((await as('officer').get('/talent/classes?q=nothing')).body).not.toContain('DD-2026-000001');
  });
});
