import { Database } from '../../src/platform/database/database.js';
import { SavedView, SavedViewDefault } from '../../src/platform/saved-views/saved-view.entity.js';
import { Users } from '../../src/platform/identity/users.js';
import { systemActor } from '../../src/kernel/actor.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Answer, type Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const NEEDS = '/financing/needs';
const FILTER = 'status=to-verify&amountFrom=100&sort=amount&direction=ascending&size=50';

testDatabases('views of lists', (kind) => {
  let test: TestApp;
  let town: Town;
  let colleagueId: string;
  const people = new Map<string, Visitor>();
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const as = (username: string): Visitor => people.get(username)!;
  const plain = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
  /** Labels of the tabs; the current one in brackets. */
  const tabs = ({ body }: Answer): string[] =>
    [...(/<nav class="views"[^]*?<\/nav>/.exec(body)?.[0] ?? '').matchAll(/<a ([^>]*)>([^]*?)<\/a>/g)].map(
      ([, attributes = '', inner = '']) => {
        const label = inner.replaceAll(/<svg[^]*?<\/svg>|<span[^]*?<\/span>/g, '').trim();
        return attributes.includes('aria-current') ? `[${label}]` : label;
      },
    );
  const tabHref = ({ body }: Answer, label: string): string =>
    plain(new RegExp(`<a href="([^"]+)"[^>]*>(?:<svg(?:(?!</svg>)[^])*</svg> )?${label}`).exec(body)?.[1] ?? '');
  const linkTo = ({ body }: Answer, path: string): string =>
    plain(new RegExp(`href="(${path}[^"]*)"`).exec(body)?.[1] ?? '');
  const viewOf = (name: string) => get(Database).repo(SavedView).findOneByOrFail({ name });
  const save = async (who: string, list: string, fields: Record<string, string>) => {
    const form = await as(who).get(linkTo(await as(who).get(list), '/views/new'));
    expect([who, form.status]).toEqual([who, 200]);
    const hidden = (name: string) => plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(form.body)?.[1] ?? '');
    return as(who).post('/views', { list: hidden('list'), address: hidden('address'), ...fields });
  };

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    for (const amount of [80, 120, 950]) await fileNeed(test.app, town, 'submitted', { amount: amount * WAN });
    await fileNeed(test.app, town, 'listed', { amount: 300 * WAN });
    const input = {
      username: 'officer2',
      name: '王志远',
      mail: 'officer2@example.com',
      organisationId: town.centre.id,
    };
    const made = await get(Users).create(systemActor, { ...input, roles: ['officer'], password: TEST_PASSWORD });
    colleagueId = made.id;
    for (const username of ['officer', 'officer2', 'leader', 'admin', 'bank1', 'bank2', 'enterprise1']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
  });
  afterAll(() => test.close());

  it('keeps the list as it stands under a name: filter, order and size, not the page', async () => {
    const saved = await save('officer', `${NEEDS}?${FILTER}&page=1`, { name: '百万以上' });
    const { id } = await viewOf('百万以上');
    expect([saved.status, saved.location]).toEqual([303, `${NEEDS}?${FILTER}&saved=${id}`]);
    const list = await as('officer').get(saved.location!);
    expect(list.body).toContain('已存为视图“百万以上”');
    expect(list.body.match(/<td class="c0">/g)).toHaveLength(2);
    expect(tabs(list)).toEqual(['全部', '我负责的', '待核实', '匹配待确认', '暂无匹配', '[百万以上]']);
    const plainList = await as('officer').get(NEEDS);
    expect(tabs(plainList)[0]).toBe('[全部]');
    expect(tabHref(plainList, '百万以上')).toBe(saved.location);
    expect(new URL(tabHref(list, '全部'), 'http://x').searchParams.has('saved')).toBe(false);
  });

  it('shows it to nobody else, until it is shared: then colleagues use it and cannot change it', async () => {
    const { id } = await viewOf('百万以上');
    for (const who of ['officer2', 'leader']) expect(tabs(await as(who).get(NEEDS))).not.toContain('百万以上');
    for (const path of [`/views/${id}`, `/views/${id}/removal`])
      expect((await as('officer2').get(path)).status).toBe(404);
    expect((await as('officer2').post(`/views/${id}/first`, { first: 'true' })).status).toBe(404);

    await as('officer').post(`/views/${id}`, { name: '百万以上', shared: 'true' });
    const list = await as('officer2').get(`${NEEDS}?saved=${id}`);
    expect(tabs(list)).toContain('[百万以上]');
    expect(tabs(await as('leader').get(NEEDS))).toContain('百万以上');
    for (const path of [`/views/${id}`, `/views/${id}/address`, `/views/${id}/removal`])
      expect([path, (await as('officer2').post(path, { name: 'x', address: '' })).status]).toEqual([path, 403]);
    expect(list.body).not.toContain(`/views/${id}/address`);
    expect(list.body).toContain('另存为我的');
    for (const who of ['bank1', 'enterprise1']) expect((await as(who).get(`/views/${id}`)).status).toBe(404);
    expect((await as('admin').get(`/views/${id}`)).status).toBe(403); // of the centre, but reads no needs
  });

  it('gives a colleague a copy under the same name, which stays as it is when the first one changes', async () => {
    const { id } = await viewOf('百万以上');
    const list = await as('officer2').get(tabHref(await as('officer2').get(NEEDS), '百万以上'));
    const form = await as('officer2').get(linkTo(list, '/views/new'));
    expect(form.body).toContain('value="百万以上"');
    const copied = await save('officer2', tabHref(list, '百万以上'), { name: '百万以上' });
    expect(copied.status).toBe(303);
    const changed = await as('officer').get(
      `${NEEDS}?${FILTER}&amountFrom=500&saved=${id}`.replace('amountFrom=100&', ''),
    );
    const [, address = ''] = /name="address" value="([^"]*)"/.exec(changed.body) ?? [];
    const kept = await as('officer').post(`/views/${id}/address`, { address: plain(address) });
    expect([kept.status, new URL(kept.location!, 'http://x').searchParams.get('amountFrom')]).toEqual([303, '500']);
    const mine = await get(Database).repo(SavedView).findOneByOrFail({ ownerId: colleagueId, name: '百万以上' });
    expect([mine.shared, mine.address['amountFrom']]).toEqual([false, '100']);
    expect((await as('officer').get(kept.location!)).body).not.toContain('保存改动');
  });

  it('opens a list with its default view, for whoever chose it, and with everything on request', async () => {
    const { id } = await get(Database).repo(SavedView).findOneByOrFail({ shared: true, name: '百万以上' });
    const set = await as('leader').post(`/views/${id}/first`, { first: 'true' });
    expect([set.status, set.location]).toEqual([303, '/views?list=financing.needs']);
    const opened = await as('leader').get(NEEDS);
    expect([opened.status, opened.location]).toEqual([303, expect.stringContaining(`saved=${id}`)]);
    expect((await as('officer').get(NEEDS)).status).toBe(200);
    const list = await as('leader').get(opened.location!);
    const all = await as('leader').get(new URL(tabHref(list, '全部'), 'http://x').pathname + '?view=all');
    expect([all.status, tabs(all)[0]]).toEqual([200, '[全部]']);
    expect(plain(list.body)).toContain(`href="${NEEDS}?view=all&size=50"`); // 清空条件 does not lead back here
    await as('leader').post(`/views/${id}/first`, { first: '' });
    expect((await as('leader').get(NEEDS)).status).toBe(200);
  });

  it('says what is wrong with a name, and keeps what was typed', async () => {
    const taken = await save('officer', `${NEEDS}?status=draft`, { name: '百万以上', shared: 'true' });
    expect(taken.status).toBe(422);
    expect(taken.body).toContain('已有同名的视图，请换一个名称');
    expect(taken.body).toContain('name="shared" value="true" checked');
    expect(plain(taken.body)).toContain('name="address" value="status=draft"');
    expect((await save('officer', NEEDS, { name: '' })).status).toBe(422);
    expect((await save('officer', NEEDS, { name: '长'.repeat(21) })).status).toBe(422);
    const twice = await Promise.all([1, 2].map(() => save('officer', NEEDS, { name: '同时' })));
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422]);
    for (const list of ['financing.nothing', ''])
      expect((await as('officer').get(`/views/new?list=${list}`)).status).toBe(404);
    expect((await as('bank1').get('/views?list=financing.needs')).status).toBe(403);
    const odd = { list: 'financing.needs', name: '怪地址', address: 'q=a&evil=1&status=nonsense&page=9&saved=x' };
    expect((await as('officer').post('/views', odd)).status).toBe(303);
    expect((await viewOf('怪地址')).address).toEqual({ q: 'a' });
  });

  it('is deleted after a page that names it, with the defaults that led to it', async () => {
    const { id } = await get(Database).repo(SavedView).findOneByOrFail({ shared: true, name: '百万以上' });
    await as('leader').post(`/views/${id}/first`, { first: 'true' });
    const page = await as('officer').get(`/views/${id}/removal`);
    expect(page.body).toContain('<h1>删除视图“百万以上”</h1>');
    expect(page.body).toContain('同事也看不到它');
    const removed = await as('officer').post(`/views/${id}/removal`);
    expect([removed.status, removed.location]).toEqual([303, '/views?list=financing.needs']);
    expect((await as('leader').get(NEEDS)).status).toBe(200);
    expect(await get(Database).repo(SavedViewDefault).countBy({ viewId: id })).toBe(0);
    expect((await as('officer').get(`${NEEDS}?saved=${id}`)).status).toBe(200); // an old bookmark is the whole list
    const left = await as('leader').get('/views?list=financing.needs');
    expect(left.body).toContain('还没有存过视图');
  });

  it('may be deleted by colleagues once its owner has left', async () => {
    await save('officer2', `${NEEDS}?due=overdue`, { name: '王志远的', shared: 'true' });
    const { id } = await viewOf('王志远的');
    expect((await as('officer').post(`/views/${id}/removal`)).status).toBe(403);
    await get(Users).setState(systemActor, colleagueId, 'disabled');
    expect((await as('officer').post(`/views/${id}/removal`)).status).toBe(303);
  });

  it('serves the list of referrals too, where a bank shares with its own people only', async () => {
    const saved = await save('bank1', '/financing/referrals?tab=waiting&overdue=true', {
      name: '超时',
      shared: 'true',
    });
    expect(saved.location).toContain('/financing/referrals?tab=waiting&overdue=true&saved=');
    expect(tabs(await as('bank1').get(saved.location!))).toContain('[超时]');
    for (const who of ['bank2', 'officer'])
      expect(tabs(await as(who).get('/financing/referrals'))).not.toContain('超时');
    expect(tabs(await as('bank1').get(NEEDS))).toEqual([]);
    expect((await as('enterprise1').get(NEEDS)).body).not.toContain('/views/new');
  });
});
