import { TalentTown } from '../factories/talent-town.js';
import { buildTown, criterion, fileNeed, productOf, shelve, tier } from '../factories/town.js';
import { unescapeHtml } from '../support/html.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const boxes = (html: string): number => html.match(/ data-pick[ >]/g)?.length ?? 0;
const ticked = (html: string): string[] =>
  [...html.matchAll(/name="offer" value="([^"]+)" data-pick checked/g)].map(([, value]) => value ?? '');
const elements = (html: string): number => html.match(/<[a-z]/g)?.length ?? 0;

describe('a shelf with a hundred products', () => {
  let test: TestApp;
  let officer: Visitor;
  let at: string;

  beforeAll(async () => {
    test = await openTestApp();
    const town = await buildTown(test.app);
    const put = (title: string, said: Parameters<typeof productOf>[2]) =>
      shelve(test.app, town.actor('officer'), productOf(town.donghu, title, said));
    for (let n = 0; n < 38; n++) await put(`合适贷${n}`, {});
    for (let n = 0; n < 20; n++) await put(`差一项${n}`, { tiers: [tier({ maxAmount: (100 + n) * WAN })] });
    for (let n = 0; n < 40; n++)
      await put(`不合适${n}`, { criteria: [criterion('establishedOn', 'older-than', 240), criterion('staff', 'gte', 900)] }); // prettier-ignore
    at = `/financing/needs/${await fileNeed(test.app, town, 'listed')}/match`;
    officer = test.visitor();
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  it('shows the first of each group, with how many more there are', async () => {
    const { body } = await officer.get(at);
    expect(body).toContain('全部符合 40 个');
    expect(boxes(body)).toBe(12 + 6);
    expect(body).toContain('显示全部（还有 28 个）');
    expect(body).toContain('显示全部（还有 15 个）');
    expect(body).toContain('显示全部（还有 20 个）');
    expect(elements(body)).toBeLessThan(1500);
  });

  it('shows all when asked, and keeps what was ticked', async () => {
    const picks = ticked((await officer.get(at)).body);
    expect(picks.length).toBeGreaterThan(0);
    const query = picks.map((pick) => `offer=${pick}`).join('&');
    const { body } = await officer.get(`${at}?${query}&all=1`);
    expect(boxes(body)).toBe(40 + 21);
    expect(ticked(body).toSorted()).toEqual(picks.toSorted());
    expect(unescapeHtml(body)).toContain('不合适39');
    expect(body).not.toContain('显示全部');
  });

  it('shows all by itself where something is ticked that would not be seen', async () => {
    const all = (await officer.get(`${at}?all=1`)).body;
    const last = [...all.matchAll(/name="offer" value="([^"]+)" data-pick/g)].map(([, value]) => value ?? '')[39] ?? '';
    const { body } = await officer.get(`${at}?offer=${last}`);
    expect(ticked(body)).toEqual([last]);
    expect(boxes(body)).toBe(40 + 21);
  });
});

describe('a zone with many programmes', () => {
  let test: TestApp;
  afterAll(() => test.close());

  it('shows the first of them, and all when asked', async () => {
    test = await openTestApp();
    const town = await TalentTown.build(test.app);
    for (let n = 0; n < 15; n++) await town.programme();
    const at = `/talent/demands/${await town.demand(1, 8)}/match`;
    const officer = test.visitor();
    await officer.signIn('officer');
    const cards = (html: string): number => html.match(/<article class="mc">/g)?.length ?? 0;
    const { body } = await officer.get(at);
    expect(cards(body)).toBe(12);
    const href = unescapeHtml(/href="([^"]+)">显示全部（还有 3 个）/.exec(body)?.[1] ?? '');
    expect(href).toBe(`${at}?all=1#eligible`);
    const all = (await officer.get(href)).body;
    expect(cards(all)).toBe(15);
    expect(all).not.toContain('显示全部');
  });
});
