import { CollegeProfile, Programme, ProgrammeNearMajor } from '../../src/domains/talent/colleges/college.entity.js';
import { ProgrammeCatalogue } from '../../src/domains/talent/programmes/programme-catalogue.js';
import { TALENT_OFFER_CHANGED } from '../../src/domains/talent/events.js';
import { Programmes } from '../../src/domains/talent/programmes/programmes.service.js';
import type { Actor } from '../../src/kernel/actor.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { OutboxEvent } from '../../src/platform/outbox/outbox-event.entity.js';
import { addCampus, foundCollege, programmeOf, shelveProgramme } from '../factories/colleges.js';
import { buildTown } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const filled = {
  majorCode: '510203',
  department: '信息工程学院',
  lengthMonths: '36',
  capacity: '60',
  minClass: '25',
  maxClass: '40',
  maxClassesPerTerm: '1',
  earliestStart: '2027-03',
  classMonths: '12',
  nearMajors: '510213 移动应用开发、080910',
  roster: '120、118、110',
  stayRate: '62.5',
};

testDatabases('a college keeps its data', (kind) => {
  let test: TestApp;
  let actor: Actor;
  let college: Visitor;
  let other: Visitor;
  let officer: Visitor;
  let enterprise: Visitor;
  let bank: Visitor;
  let leader: Visitor;
  let page = '';
  const db = () => test.app.get(Database);
  const as = async (name: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.signIn(name);
    return visitor;
  };
  const version = (html: string) => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';
  const changes = () => db().repo(OutboxEvent).countBy({ topic: TALENT_OFFER_CHANGED });

  beforeAll(async () => {
    test = await openTestApp(kind);
    await buildTown(test.app);
    ({ actor } = await foundCollege(test.app, '清源职业学院', 'college1'));
    await foundCollege(test.app, '紫帽大学', 'college2');
    [college, other, officer] = [await as('college1'), await as('college2'), await as('officer')];
    [enterprise, bank, leader] = [await as('enterprise1'), await as('bank1'), await as('leader')];
    page = `/talent/colleges/${actor.organisationId}`;
  });
  afterAll(() => test.close());

  it('finds its own page, and says who it is and whom to call', async () => {
    expect((await college.get('/talent/colleges/own')).location).toBe(page);
    expect((await officer.get('/talent/colleges/own')).location).toBe('/talent/colleges');
    const form = await college.get(`${page}/edit`);
    const answers = {
      nationalCode: '13999',
      nature: 'public',
      level: 'associate',
      contactName: '陈晓',
      contactTitle: '校企合作处',
    };
    const wrong = await college.post(`${page}/edit`, {
      ...answers,
      _version: version(form.body),
      contactMobile: '138',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="校企合作处"');
    const saved = await college.post(`${page}/edit`, {
      ...answers,
      _version: version(wrong.body),
      contactMobile: '13800002222',
    });
    expect([saved.status, saved.location]).toEqual([303, page]);
    for (const reader of [college, officer]) expect((await reader.get(page)).body).toContain('13800002222');
    for (const reader of [enterprise, leader, other]) {
      const shown = await reader.get(page);
      expect([shown.status, shown.body.includes('陈晓'), shown.body.includes('13800002222')]).toEqual([
        200,
        false,
        false,
      ]);
      expect(shown.body).toContain('联系院校请找服务中心专员');
    }
    expect((await bank.get(page)).status).toBe(403);
    expect((await other.get(`${page}/edit`)).status).toBe(403);
    expect((await other.post(`${page}/edit`, { nature: 'private', _version: 1 })).status).toBe(403);
    expect((await enterprise.get(`${page}/edit`)).status).toBe(403);
    expect((await test.visitor().get(page)).location).toContain('/sign-in');
    for (const stranger of [college, enterprise])
      expect((await stranger.get('/talent/colleges/01990000-0000-7000-8000-00000000dead')).status).toBe(404);
  });

  it('shows what somebody else saved meanwhile beside what was typed, and then decides', async () => {
    const [mine, theirs] = [await college.get(`${page}/edit`), await officer.get(`${page}/edit`)];
    const body = (nature: string, html: string) => ({ nature, level: 'associate', _version: version(html) });
    expect((await officer.post(`${page}/edit`, body('private', theirs.body))).status).toBe(303);
    const late = await college.post(`${page}/edit`, { ...body('public', mine.body), source: '招生简章' });
    expect(late.status).toBe(409);
    expect(late.body).toMatch(/办学性质[\s\S]{0,120}公办[\s\S]{0,120}民办/);
    expect(late.body).toContain('value="招生简章"');
    expect((await college.post(`${page}/edit`, body('public', late.body))).status).toBe(303);
    const profile = await db().repo(CollegeProfile).findOneByOrFail({ organisationId: actor.organisationId });
    expect(profile.nature).toBe('public');
  });

  it('adds campuses before programmes, and keeps the ones that are taught at', async () => {
    const first = await college.get('/talent/programmes/new');
    expect(first.location).toBe(`${page}/campuses/new`);
    const wrong = await college.post(`${page}/campuses/new`, { name: '主校区', latitude: '95', longitude: '118.64' });
    expect([wrong.status, wrong.body.includes('value="95"'), wrong.body.includes('不超过 90')]).toEqual([
      422,
      true,
      true,
    ]);
    await college.post(`${page}/campuses/new`, { name: '主校区', latitude: '24.881', longitude: '118.64' });
    const twice = await college.post(`${page}/campuses/new`, { name: '主校区' });
    expect([twice.status, twice.body.includes('已有同名的校区')]).toEqual([422, true]);
    expect((await college.get(page)).body).toContain('24.8810, 118.6400');
    expect((await other.post(`${page}/campuses/new`, { name: '别校区' })).status).toBe(403);
  });

  it('writes a programme, puts it on the shelf, pauses it and takes it off', async () => {
    const [campus] = await db().select<{ id: string }>('SELECT id FROM campus WHERE organisationId = ?', [
      actor.organisationId,
    ]);
    const campusId = campus?.id ?? '';
    const blank = await college.get('/talent/programmes/new');
    expect(blank.body).toContain('510203 软件技术 · 专科');
    const small = await college.post('/talent/programmes/new', { ...filled, campusId, minClass: '10' });
    expect([
      small.status,
      small.body.includes('请填 15 到 60 之间的数'),
      small.body.includes('value="信息工程学院"'),
    ]).toEqual([422, true, true]);
    const reversed = await college.post('/talent/programmes/new', { ...filled, campusId, minClass: '45' });
    expect([reversed.status, reversed.body.includes('上限不能小于下限')]).toEqual([422, true]);
    const near = await college.post('/talent/programmes/new', {
      ...filled,
      campusId,
      nearMajors: '510213、造船',
      roster: '很多',
    });
    expect([near.status, near.body.includes('没有“造船”这个专业'), near.body.includes('最多五个年级')]).toEqual([
      422,
      true,
      true,
    ]);
    const foreign = await other.post('/talent/programmes/new', { ...filled, campusId });
    expect([foreign.status, foreign.body.includes('请从本校校区里选')]).toEqual([422, true]);
    expect(
      (await other.post(`/talent/programmes/new?college=${actor.organisationId}`, { ...filled, campusId })).status,
    ).toBe(403);

    const made = await college.post('/talent/programmes/new', { ...filled, campusId });
    expect(made.status).toBe(303);
    const at = made.location ?? '';
    const id = at.split('/').at(-1) ?? '';
    const offer = await db().repo(Offer).findOneByOrFail({ id });
    expect(offer).toMatchObject({
      domain: 'talent',
      kind: 'programme',
      number: 'ZY-2026-000001',
      title: '软件技术',
      state: 'draft',
      capacity: 60,
      taken: 0,
    });
    expect(await db().repo(Programme).findOneByOrFail({ offerId: id })).toMatchObject({
      level: 'associate', catalogueYear: '2021', lengthMonths: 36, roster: [120, 118, 110], earliestStart: '2027-03-01', stayRate: 625_000,
    }); // prettier-ignore
    expect(
      (
        await db()
          .repo(ProgrammeNearMajor)
          .find({ order: { majorCode: 'ASC' } })
      ).map((one) => one.majorCode),
    ).toEqual(['080910', '510213']);
    const twin = await officer.post(`/talent/programmes/new?college=${actor.organisationId}`, { ...filled, campusId });
    expect([twin.status, twin.body.includes('这个校区已有该专业：ZY-2026-000001')]).toEqual([422, true]);

    for (const stranger of [other, enterprise]) expect((await stranger.get(at)).status).toBe(404);
    expect((await other.post(`${at}/moves`, { move: 'publish' })).status).toBe(404);
    await college.post(`${at}/moves`, { move: 'publish' });
    expect((await college.post(`${at}/moves`, { move: 'publish' })).status).toBe(409);
    expect((await college.post(`${at}/moves`, { move: 'resume' })).status).toBe(400);
    const shown = await enterprise.get(at);
    expect([
      shown.status,
      shown.body.includes('080902 软件工程'),
      shown.body.includes('院校补充'),
      shown.body.includes('修订记录'),
    ]).toEqual([200, true, true, false]);
    expect((await college.get(at)).body).toContain('修订记录');
    expect((await other.post(`${at}/moves`, { move: 'pause' })).status).toBe(403);
    expect((await enterprise.post(`${at}/moves`, { move: 'pause' })).status).toBe(403);
    const [removal] = (await db().select<{ id: string }>('SELECT id FROM campus')).map(
      (one) => `${page}/campuses/${one.id}/removal`,
    );
    expect((await college.post(removal ?? '')).location).toBe(page);
    expect(await db().select('SELECT id FROM campus')).toHaveLength(1);

    const told = await changes();
    await college.post(`${at}/moves`, { move: 'pause' });
    expect((await enterprise.get(at)).status).toBe(404);
    await officer.post(`${at}/moves`, { move: 'publish' });
    expect(await changes()).toBe(told + 2);
  });

  it('edits it, never below the seats that classes hold, and tells what was matched with it', async () => {
    const offer = await db().repo(Offer).findOneByOrFail({ number: 'ZY-2026-000001' });
    const { campusId } = await db().repo(Programme).findOneByOrFail({ offerId: offer.id });
    const at = `/talent/programmes/${offer.id}/edit`;
    await db().transaction(() => db().execute('UPDATE offer SET taken = 30 WHERE id = ?', [offer.id]));
    const mine = await college.get(at);
    expect(mine.body).toContain('value="120、118、110"');
    const told = await changes();
    const less = await college.post(at, { ...filled, campusId, capacity: '29', _version: version(mine.body) });
    expect([less.status, less.body.includes('订单班已用 30 个名额'), less.body.includes('value="29"')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await db().repo(Offer).findOneByOrFail({ id: offer.id })).capacity).toBe(60);
    expect(await changes()).toBe(told);
    expect((await officer.post(at, { ...filled, campusId, capacity: '30', _version: version(mine.body) })).status).toBe(
      303,
    );
    const late = await college.post(at, { ...filled, campusId, capacity: '90', _version: version(mine.body) });
    expect(late.status).toBe(409);
    expect(late.body).toMatch(/年订单容量[\s\S]{0,160}90[\s\S]{0,160}30/);
    expect((await college.post(at, { ...filled, campusId, capacity: '90', _version: version(late.body) })).status).toBe(
      303,
    );
    expect(await changes()).toBe(told + 2);
    expect((await other.get(at)).status).toBe(403);
    const shelf = await test.app.get(ProgrammeCatalogue).onShelf();
    expect(shelf.entries.map(({ offer: one, nearMajors }) => [one.capacity, nearMajors.includes('080902')])).toEqual([
      [90, true],
    ]);
    const page2 = await enterprise.get(`/talent/programmes/${offer.id}`);
    expect(page2.body).toContain('已排入订单班 30 个，还有 60 个');
    // Where a campus lies decides who is in reach.
    await college.post(`${page}/campuses/${campusId}`, { name: '主校区', latitude: '24.9', longitude: '118.64' });
    expect(await changes()).toBe(told + 3);
    expect((await test.app.get(ProgrammeCatalogue).onShelf()).hash).not.toBe(shelf.hash);
  });

  it('opens a programme once, however often it is asked at once', async () => {
    const campus = await addCampus(test.app, actor, '东校区');
    const programmes = test.app.get(Programmes);
    const input = programmeOf(campus.id, { majorCode: '460301' });
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, () => programmes.create(actor, actor.organisationId, input)),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db().repo(Programme).countBy({ campusId: campus.id })).toBe(1);
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['validation']));
  });

  it('is found by name, level and major; whoever has not confirmed stands last and grey', async () => {
    const { actor: late } = await foundCollege(test.app, '安溪学院', 'college3');
    await shelveProgramme(test.app, late, programmeOf((await addCampus(test.app, late)).id, { majorCode: '080902' }));
    await college.post(`${page}/confirmation`);
    const list = async (query: string) => (await enterprise.get(`/talent/colleges?${query}`)).body;
    const all = await list('');
    expect(all.indexOf('清源职业学院')).toBeLessThan(all.indexOf('安溪学院'));
    expect(all.match(/<tr class="dim">/g)).toHaveLength(2);
    expect(all.match(/本季未确认/g)).toHaveLength(2);
    const names = (html: string) =>
      ['清源职业学院', '安溪学院', '紫帽大学'].filter((name) => html.includes(`>${name}</a>`));
    expect(names(await list('text=紫帽'))).toEqual(['紫帽大学']);
    expect(names(await list('text=13999'))).toEqual([]); // the code went with the last edit
    expect(names(await list('level=bachelor'))).toEqual(['安溪学院']);
    expect(names(await list('major=软件'))).toEqual(['清源职业学院', '安溪学院']);
    expect(names(await list('major=5102'))).toEqual(['清源职业学院']);
    expect(names(await list('major=460301'))).toEqual([]); // still a draft
    expect(await list('major=没有的专业')).toContain('没有符合条件的院校');
    const programmes = async (query: string) => (await enterprise.get(`/talent/programmes?${query}`)).body;
    expect(await programmes('major=软件工程')).toMatch(/软件工程[\s\S]*本季未确认/);
    expect(await programmes('college=清源')).not.toContain('安溪学院');
    expect(await programmes('level=associate&state=draft')).toContain('没有符合条件的专业');
    expect((await college.get('/talent/programmes?state=draft')).body).toContain('机电一体化技术');
    expect((await bank.get('/talent/colleges')).status).toBe(403);
    expect((await bank.get('/talent/programmes')).status).toBe(403);
  });

  it('is gone from every list, with its programmes, while the centre has shut it out', async () => {
    const [late] = await db().select<{ id: string; organisationId: string }>(
      "SELECT id, organisationId FROM offer WHERE kind = 'programme' AND title = '软件工程'",
    );
    const at = [`/talent/colleges/${late?.organisationId}`, `/talent/programmes/${late?.id}`];
    for (const path of at) expect((await enterprise.get(path)).status).toBe(200);
    await officer.post(`/organisations/${late?.organisationId}/disabling`);
    for (const path of at) {
      expect((await enterprise.get(path)).status).toBe(404);
      expect((await officer.get(path)).status).toBe(200);
    }
    expect((await enterprise.get('/talent/programmes')).body).not.toContain('安溪学院');
    expect((await enterprise.get('/talent/colleges')).body).not.toContain('安溪学院');
    const { entries } = await test.app.get(ProgrammeCatalogue).onShelf();
    expect(entries.map(({ college: of }) => of.name)).not.toContain('安溪学院');
  });
});
