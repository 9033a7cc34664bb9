import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Database } from '../../src/platform/database/database.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { figures } from '../../src/web/work/figure-definitions.js';
import { TalentTown } from '../factories/talent-town.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const terms = { rate: 36_000, termMonths: 12 } as const;

/** Every number that the leader and the officers are shown, against the rows that its link leads to. */
testDatabases('figures', (kind) => {
  let test: TestApp;
  let town: Town;
  let leader: Visitor;
  let officer: Visitor;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    const [officers, owner, bank] = [town.actor('officer'), town.actor('enterprise1'), town.actor('bank1')];
    const refer = async (amount: number, product = 0) => {
      const id = await fileNeed(test.app, town, 'listed', { amount: amount * WAN });
      await get(Consenting).give(owner, id, [[town.donghu.id, town.qingyuan.id][product]!]);
      const [referral] = await get(Referring).refer(officers, id, [town.products[product]!.id]);
      return { id, referral: referral!.id };
    };
    const quote = (referral: string, amount: number) =>
      get(Quoting).quote(bank, referral, { ...terms, amount: amount * WAN, repayment: 'interest-first', guarantee: '信用', conditions: null, pricing: null, validUntil: '2026-12-31', fees: [] }); // prettier-ignore

    test.travelTo('2026-10-20T02:00:00Z'); // last month: none of November's figures may see it
    await refer(90);
    test.travelTo('2026-11-16T02:00:00Z');
    await fileNeed(test.app, town, 'submitted', {}, 'enterprise2');
    const deal = await refer(200);
    const declined = await refer(210);
    await refer(220);
    await refer(230, 1);
    test.travelTo('2026-11-16T08:00:00Z');
    await get(Answering).decline(bank, declined.referral, ['other'], '额度已满');
    test.travelTo('2026-11-17T03:00:00Z');
    await get(Answering).accept(bank, deal.referral);
    const first = await quote(deal.referral, 200);
    await get(Choosing).choose(owner, deal.id, first.id);
    await get(Contracts).sign(bank, deal.referral, { ...terms, contractTail: '8J21', signedOn: '2026-11-17', amount: 200 * WAN }); // prettier-ignore
    for (const amount of [120, 30]) {
      const payout = await get(Payouts).report(bank, deal.referral, { amount: amount * WAN, rate: 36_000, paidOn: '2026-11-17' }); // prettier-ignore
      if (amount === 120) await get(Payouts).confirm(owner, deal.id, payout.id, { confirmation: 'same', note: null });
    }
    const talent = await TalentTown.beside(test.app, town);
    const seated = await talent.demand(2, 24);
    await talent.demand(1, 8);
    const plan = await talent.plan(await talent.programme(), new Map([[seated, 24]]));
    const [order = ''] = await get(Publishing).publish(talent.actor('officer'), plan.planId, plan.runId);
    await get(ClassAnswering).accept(talent.actor('college1'), order, null);
    const { id: part } = await get(Database).repo(Referral).findOneByOrFail({ offerId: order });
    await get(SeatConfirming).confirm(talent.actor('firm2'), order, part, 20);
    // The clock has run out for what was to be answered or verified by then.
    await get(Database).transaction(() => get(Database).execute("UPDATE referral SET state = 'lapsed' WHERE quantity = ?", [230 * WAN])); // prettier-ignore
    test.travelTo('2026-11-23T02:00:00Z');
    [leader, officer] = [test.visitor(), test.visitor()];
    await leader.signIn('leader');
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  /** The list behind a number: its rows over all pages, and what it says they are in all. */
  const behind = async (href: string): Promise<{ rows: string[][]; said: number; sum: string }> => {
    const rows: string[][] = [];
    let said = 0;
    let sum = '';
    for (let next: string | undefined = href; next;) {
      const { body, status }: { body: string; status: number } = await leader.get(next);
      expect([next, status]).toEqual([next, 200]);
      const [, table = ''] = /<tbody>([^]*)<\/tbody>/.exec(body) ?? [];
      for (const row of table.split('<tr>').slice(1))
        rows.push(
          [...row.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell = '']) => cell.replaceAll(/<[^>]+>/g, ' ').trim()),
        );
      said = Number(/共 (\d+) 条/.exec(body)?.[1] ?? NaN);
      sum = /(?:金额|人数)合计 <b class="num">([^<]*)/.exec(body)?.[1] ?? '';
      const [, following] = /rel="next" href="([^"]+)"/.exec(body) ?? [];
      next = following && plain(following);
    }
    return { rows, said, sum };
  };
  const median = (values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
    return Math.round(((low + high) / 2) * 10) / 10;
  };

  it('shows the leader numbers that all lead to as many rows', async () => {
    const { body } = await leader.get('/w?month=2026-11');
    const shown = [...body.matchAll(/<a href="(\/w\/figures\/[^"]+)">([\d.,]+[^<]*)/g)].map(
      ([, href = '', text = '']) => [plain(href), text.trim()] as const,
    );
    const named = new Map<string, string>();
    for (const [href, text] of shown) {
      const { rows, said, sum } = await behind(href);
      const [, name = ''] = /figures\/([\w-]+)/.exec(href) ?? [];
      if (!href.includes('institution')) named.set(name, text);
      const hours = rows.map((row) => Number(row[3]));
      if (name === 'confirmed') expect([href, sum, text]).toEqual([href, text, '120 万元']);
      else if (name === 'seats-confirmed' || name === 'without-seat') expect([href, sum]).toEqual([href, `${text} 人`]);
      else if (name === 'answered' || name === 'sent-answered')
        expect([href, Number(text)]).toEqual([href, median(hours)]);
      else expect([href, rows.length]).toEqual([href, Number(text)]);
      if (rows.length > 0) expect([href, said]).toEqual([href, rows.length]);
    }
    expect(Object.fromEntries(named)).toEqual({
      'new-needs': '5', sent: '4', answered: '15.5', quoted: '1', confirmed: '120 万元', overdue: named.get('overdue'),
      'funnel-submitted': '5', 'funnel-listed': '4', 'funnel-sent': '4', 'funnel-accepted': '1', 'funnel-quoted': '1',
      'funnel-signed': '1', 'funnel-confirmed': '1', 'new-demands': '2', 'seats-confirmed': '20', 'without-seat': '8',
    }); // prettier-ignore
    expect(Number(named.get('overdue'))).toBeGreaterThan(1);
    const banks = shown.filter(([href]) => href.includes('institution'));
    expect(banks.map(([href, text]) => `${/figures\/([\w-]+)/.exec(href)?.[1]} ${text}`).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'sent 1', 'sent 3', 'sent-answered 15.5', 'sent-lapsed 0', 'sent-lapsed 1', 'sent-open 0', 'sent-open 1',
    ]); // prettier-ignore
  });

  it('has every figure as a file with the rows of its list', async () => {
    for (const name of Object.keys(figures)) {
      const query = '?month=2026-11';
      const { rows } = await behind(`/w/figures/${name}${query}`);
      const url = `/w/figures/${name}/export${query}`;
      const answer = await test.app.inject({ url, headers: { cookie: officer.cookieHeader() } });
      expect([name, answer.headers['content-type']]).toEqual([name, expect.stringContaining('spreadsheetml')]);
      const [, ...file] = (await readWorkbook(answer.rawPayload, 'x.xlsx')).sheets[0]!.rows;
      expect([name, file.map(([number]) => number?.text)]).toEqual([
        name,
        rows.map(([head = '']) => /(?:RZ|YG)-[\d-]+/.exec(head)?.[0]),
      ]);
    }
    for (const path of ['/w/figures/nothing/export', '/w/figures/sent?institution=nobody'])
      expect((await leader.get(path)).status).toBe(404);
  });

  it('shows officers tiles and tabs that equal the rows they lead to, and this month', async () => {
    const { body } = await officer.get('/w');
    const counts = [
      ...body.matchAll(/href="(\/w\?view[^"]+)"[^>]*>(?:<span><b class="num">|[^<]*<span class="num">)(\d+)/g),
    ];
    expect(counts).toHaveLength(7);
    for (const [, href = '', count] of counts) {
      const list = (await officer.get(plain(href))).body;
      expect([href, list.match(/<tr><td class="c0">/g)?.length ?? 0]).toEqual([href, Number(count)]);
    }
    const month = [...body.matchAll(/<a href="(\/w\/figures\/[^"]+)">([\d.,]+[^<]*)/g)];
    expect(month).toHaveLength(3);
    for (const [, href = '', text = ''] of month) {
      const { rows, sum } = await behind(plain(href));
      expect([href, href.includes('confirmed') ? sum : String(rows.length)]).toEqual([href, text]);
    }
  });

  it('shows tabs of the lists that equal their rows', async () => {
    for (const path of [
      '/financing/needs',
      '/financing/referrals',
      `/financing/needs?q=${encodeURIComponent('海岚')}`,
    ]) {
      const { body } = await officer.get(path);
      const [nav = ''] = /<nav class="views"[^]*?<\/nav>/.exec(body) ?? [];
      const tabs = [...nav.matchAll(/<a href="([^"]+)"[^>]*>[^<]*<span class="num">(\d+)/g)];
      expect(tabs.length).toBeGreaterThan(4);
      for (const [, href = '', count] of tabs) {
        const list = (await officer.get(plain(href))).body;
        expect([href, list.match(/<tr>\s*<td class="c0">|<tr>\s*<td><a/g)?.length ?? 0]).toEqual([href, Number(count)]);
      }
    }
  });
});
