import { ImportJob, ImportRow } from '../../src/directory/imports/import-job.entity.js';
import { ImportRuns } from '../../src/directory/imports/import-runs.service.js';
import { ImportSheets } from '../../src/directory/imports/import-sheets.service.js';
import {
  Campus,
  CollegeProfile,
  Programme,
  ProgrammeNearMajor,
} from '../../src/domains/talent/colleges/college.entity.js';
import { Programmes } from '../../src/domains/talent/programmes/programmes.service.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { foundCollege } from '../factories/colleges.js';
import { buildTown, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const colleges = `院校名称,是否真实院校,国标代码,办学性质,最高层次,联系人,联系电话,数据确认日期
清源职业学院,否,13999,公办,专科,陈晓,13800002222,2026-10-15
紫帽大学,否,13998,民办,本科,,,2026-12-31
安溪学院,否,,公立,本科,,123,
`;
const campuses = `院校名称,校区名称,地址,经度,纬度
清源职业学院,主校区,示例路1号,118.64,24.881
清源职业学院,东校区,,,
紫帽大学,主校区,,118.6,24.9
没有的大学,主校区,,,
`;
const programmes = `院校,校区,专业,学制,年订单容量,开班下限,开班上限,最早开班,相近专业,各年级人数,留泉率,是否示例,状态
清源职业学院,主校区,510203 软件技术,3年,60,25,40,2027-03,510213、080910,120、118、110,62.5%,是,上架
清源职业学院,东校区,460305,三年,45,20,30,2027年9月,,,,是,暂停
清源职业学院,,530701,3年,40,25,40,,,,,是,草稿
清源职业学院,主校区,没有的专业,3年,40,12,40,,,,,是,草稿
清源职业学院,主校区,510201,3年,40,45,40,春天,造船,多,,是,草稿
清源职业学院,主校区,软件技术,3年,30,25,40,,,,,是,上架
没有的大学,主校区,510203,3年,60,25,40,,,,,是,上架
`;

testDatabases('an officer imports colleges and programmes', (kind) => {
  let test: TestApp;
  let town: Town;
  let officer: Visitor;
  const db = () => test.app.get(Database);
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
  const job = (id: string) => db().repo(ImportJob).findOneByOrFail({ id });
  const rows = async (id: string) =>
    (
      await db()
        .repo(ImportRow)
        .find({ where: { jobId: id }, order: { position: 'ASC' } })
    ).map((row) => [
      row.sheet,
      row.rowNumber,
      row.state,
      row.problems.map(({ key, code }) => `${key} ${code}`).join(', '),
    ]);
  const upload = async (who: Visitor, what: string, files: Record<string, { name: string; bytes: Buffer }>) =>
    (await who.upload('/imports', { kind: what }, files)).location?.split('/')[2] ?? '';

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    officer = test.visitor();
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  it('checks without writing, says what is wrong with each row, and imports the rest', async () => {
    const id = await upload(officer, 'colleges', {
      file: file('院校.csv', colleges),
      file2: file('校区.csv', campuses),
    });
    expect(await rows(id)).toEqual([
      ['colleges', 2, 'good', ''],
      ['colleges', 3, 'bad', 'confirmedOn day-future'],
      ['colleges', 4, 'bad', 'nature choice-unknown, contactMobile phone'],
      ['campuses', 2, 'good', ''],
      ['campuses', 3, 'good', ''],
      ['campuses', 4, 'held', ''],
      ['campuses', 5, 'bad', 'college college-not-listed'],
    ]);
    expect(await db().repo(Organisation).countBy({ kind: 'college' })).toBe(0);
    expect((await officer.get(`/imports/${id}`)).body).toContain('日期不能晚于今天');
    await officer.post(`/imports/${id}`, { do: 'commit' });
    const college = await db().repo(Organisation).findOneByOrFail({ kind: 'college' });
    expect(college).toMatchObject({ name: '清源职业学院', sample: true, state: 'active' });
    expect(await db().repo(CollegeProfile).findOneByOrFail({ organisationId: college.id })).toMatchObject({
      nationalCode: '13999',
      nature: 'public',
      level: 'associate',
      contactMobile: '13800002222',
      confirmedOn: '2026-10-15',
    });
    expect(await db().repo(Campus).countBy({ organisationId: college.id })).toBe(2);
  });

  it('imports programmes with their states, and refuses what no class could come of', async () => {
    const id = await upload(officer, 'programmes', { file: file('专业.csv', programmes) });
    expect(await rows(id)).toEqual([
      ['programmes', 2, 'good', ''],
      ['programmes', 3, 'good', ''],
      ['programmes', 4, 'bad', 'campus campus-needed'],
      ['programmes', 5, 'bad', 'minClass cell-below, major major-unknown'],
      ['programmes', 6, 'bad', 'earliestStart cell-day, nearMajors major-unknown, roster roster'],
      ['programmes', 7, 'bad', 'major programme-repeated'],
      ['programmes', 8, 'bad', 'college college-unknown'],
    ]);
    const review = (await officer.get(`/imports/${id}`)).body;
    expect(review).toContain('没有“造船”这个专业');
    await officer.post(`/imports/${id}`, { do: 'commit' });
    const offers = await db()
      .repo(Offer)
      .find({ where: { kind: 'programme' }, order: { number: 'ASC' } });
    expect(offers.map(({ title, state, capacity, sample }) => [title, state, capacity, sample])).toEqual([
      ['软件技术', 'on-shelf', 60, true],
      ['工业机器人技术', 'paused', 45, true],
    ]);
    expect(await db().repo(Programme).findOneByOrFail({ majorCode: '510203' })).toMatchObject({
      roster: [120, 118, 110],
      earliestStart: '2027-03-01',
      stayRate: 625_000,
      lengthMonths: 36,
      classMonths: 12,
    });
    expect((await db().repo(Programme).findOneByOrFail({ majorCode: '460305' })).earliestStart).toBe('2027-09-01');
    expect(await db().repo(ProgrammeNearMajor).count()).toBe(2);
  });

  it('finds them again, updates them when told to, and takes the update back', async () => {
    const changed = `${programmes.split('\n').slice(0, 2).join('\n').replace(',60,', ',80,')}\n`;
    const id = await upload(officer, 'programmes', { file: file('专业.csv', changed) });
    const [row] = await db().repo(ImportRow).findBy({ jobId: id });
    expect(row).toMatchObject({ state: 'duplicate', duplicateOf: 'ZY-2026-000001 软件技术' });
    await officer.post(`/imports/${id}`, { [`decision:${row?.id}`]: 'update' });
    await officer.post(`/imports/${id}`, { do: 'commit' });
    const capacity = async () => (await db().repo(Offer).findOneByOrFail({ number: 'ZY-2026-000001' })).capacity;
    expect(await capacity()).toBe(80);
    await officer.post(`/imports/${id}/undo`);
    expect([await capacity(), (await job(id)).state]).toEqual([60, 'undone']);
  });

  it('lets a college import its own programmes and nobody else’s', async () => {
    const { actor } = await foundCollege(test.app, '安海学院', 'college1');
    const college = test.visitor();
    await college.signIn('college1');
    await college.post(`/talent/colleges/${actor.organisationId}/campuses/new`, { name: '主校区' });
    const kinds = (await college.get('/imports/new')).body;
    expect([kinds.includes('templates/programmes'), kinds.includes('templates/colleges')]).toEqual([true, false]);
    expect((await college.get('/imports/new?kind=colleges')).status).toBe(403);
    // What stands in the other college already is not said.
    const text = '院校,专业,学制,状态\n安海学院,080902,4年,上架\n清源职业学院,080901,4年,上架\n';
    const there = '院校,校区,专业,学制,状态\n清源职业学院,主校区,510203,3年,上架\n';
    const theirs = await upload(college, 'programmes', { file: file('别校.csv', there) });
    expect(await db().repo(ImportRow).findOneByOrFail({ jobId: theirs })).toMatchObject({
      state: 'bad',
      duplicateOf: null,
      duplicateId: null,
    });
    const id = await upload(college, 'programmes', { file: file('专业.csv', text) });
    expect((await rows(id)).map(([, , state, why]) => [state, why])).toEqual([
      ['good', ''],
      ['bad', expect.stringContaining('college college-other')],
    ]);
    await college.post(`/imports/${id}`, { do: 'commit' });
    const offer = await db().repo(Offer).findOneByOrFail({ organisationId: actor.organisationId });
    expect(offer).toMatchObject({ title: '软件工程', state: 'on-shelf', capacity: null });

    // What was changed since stays; what nobody knows of goes.
    await test.app.get(Programmes).move(actor, offer.id, 'pause');
    await college.post(`/imports/${id}/undo`);
    expect((await rows(id))[0]?.slice(2)).toEqual(['kept', ' changed-since']);
    const again = await upload(college, 'programmes', {
      file: file('专业.csv', '院校,专业,学制,状态\n安海学院,080903,4年,上架\n'),
    });
    await college.post(`/imports/${again}`, { do: 'commit' });
    await college.post(`/imports/${again}/undo`);
    expect(await db().repo(Offer).countBy({ organisationId: actor.organisationId })).toBe(1);
    expect(await db().repo(Programme).countBy({ majorCode: '080903' })).toBe(0);
  });

  it('takes a college back unless it is in use or went on since', async () => {
    const text = (name: string, mobile: string) => `院校名称,办学性质,联系人,联系电话\n${name},公办,王,${mobile}\n`;
    const one = await upload(officer, 'colleges', {
      file: file('院校.csv', text('洛江学院', '13800003333')),
      file2: file('校区.csv', '院校名称,校区名称\n洛江学院,主校区\n'),
    });
    await officer.post(`/imports/${one}`, { do: 'commit' });
    const { id } = await db().repo(Organisation).findOneByOrFail({ name: '洛江学院' });
    const two = await upload(officer, 'colleges', { file: file('院校.csv', text('洛江学院', '13800004444')) });
    const [row] = await db().repo(ImportRow).findBy({ jobId: two });
    await officer.post(`/imports/${two}`, { [`decision:${row?.id}`]: 'update' });
    await officer.post(`/imports/${two}`, { do: 'commit' });
    const mobile = async () => (await db().repo(CollegeProfile).findOneBy({ organisationId: id }))?.contactMobile;
    expect(await mobile()).toBe('13800004444');
    await officer.post(`/imports/${one}/undo`);
    expect((await rows(one))[0]?.slice(2)).toEqual(['kept', ' changed-since']);
    await officer.post(`/imports/${two}/undo`);
    expect(await mobile()).toBe('13800003333');

    const three = await upload(officer, 'colleges', {
      file: file('院校.csv', text('河市学院', '13800005555')),
      file2: file('校区.csv', '院校名称,校区名称\n河市学院,主校区\n'),
    });
    await officer.post(`/imports/${three}`, { do: 'commit' });
    await officer.post(`/imports/${three}/undo`);
    expect(await db().repo(Organisation).countBy({ name: '河市学院' })).toBe(0);
    expect((await job(three)).state).toBe('undone');
  });

  it('gives templates with drop-downs whose sample is not read as data', async () => {
    for (const name of ['colleges', 'programmes'])
      for (const locale of ['zh-CN', 'en'] as const) {
        const actor = { ...town.actor('officer'), locale };
        const template = await test.app.get(ImportSheets).template(actor, name);
        const empty = test.app.get(ImportRuns).check(actor, name, [template]);
        await expect(empty).rejects.toMatchObject({ code: 'import-no-rows' });
      }
  });
});
