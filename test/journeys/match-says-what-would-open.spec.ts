import { buildTown, criterion, fileNeed, productOf, shelve } from '../factories/town.js';
import { unescapeHtml } from '../support/html.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

/** The ways on the page, with the address that tries each. */
const waysIn = (html: string): { text: string; href: string }[] =>
  [...html.matchAll(/<li><span>([^<]+)<\/span> <a class="btn s" href="([^"]+)"/g)].map(([, text = '', href = '']) => ({
    text: unescapeHtml(text),
    href: unescapeHtml(href),
  }));

describe('what would open more products', () => {
  let test: TestApp;
  let at: string;

  beforeAll(async () => {
    test = await openTestApp();
    const town = await buildTown(test.app);
    const asks = [criterion('annualInvoiced', 'gte', 1), criterion('establishedOn', 'older-than', 12)];
    await shelve(test.app, town.actor('officer'), productOf(town.donghu, '开票贷', { tiers: [], criteria: asks }));
    at = `/financing/needs/${await fileNeed(test.app, town, 'listed', { termMonths: 60 })}/match`;
  });
  afterAll(() => test.close());

  it.each(['officer', 'enterprise1'])(
    'is said to %s, smallest first, with the paper that decides most',
    async (who) => {
      const visitor = test.visitor();
      await visitor.signIn(who);
      const ways = waysIn((await visitor.get(at)).body).map(({ text }) => text);
      expect(ways).toEqual([
        '期限改为 36 个月以内：多 2 个产品全部符合',
        '金额改为 300 万元，期限改为 24 个月：多 3 个产品全部符合',
        '补完税和开票记录：1 个产品即可判断',
      ]);
    },
  );

  it('is what trying it shows', async () => {
    const officer = test.visitor();
    await officer.signIn('officer');
    const ways = waysIn((await officer.get(at)).body).filter(({ href }) => href.startsWith(at));
    for (const { text, href } of ways) {
      const { body } = await officer.get(href);
      const opened = body.match(/→<\/span> <span class="tag ok">全部符合/g)?.length ?? 0;
      expect(text).toContain(`多 ${opened} 个产品`);
      expect(body).toContain('只是试算，没有保存');
    }
    expect(ways).toHaveLength(2);
  });
});
