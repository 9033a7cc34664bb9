import { Consent, Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { Gap, MatchRun } from '../../src/matchmaking/match-run.entity.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Database } from '../../src/platform/database/database.js';
import { buildTown, fileNeed, productOf, shelve, tier, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const PDF = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

/** The boxes a page would send, as a browser does. */
const ticked = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]+)" data-pick checked`, 'g'))].map(
    ([, value]) => value ?? '',
  );
const boxes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]+)" data-pick`, 'g'))].map(([, value]) => value ?? '');

testDatabases('a listed need on the match pages', (kind) => {
  let test: TestApp;
  let town: Town;
  let officer: Visitor;
  let enterprise: Visitor;
  let bank: Visitor;
  const db = () => test.app.get(Database);
  const as = async (name: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.signIn(name);
    return visitor;
  };

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    [officer, enterprise, bank] = [await as('officer'), await as('enterprise1'), await as('bank1')];
  });
  afterAll(() => test.close());

  it('is sent in three steps from the result: preset ticks, confirm page, receipt', async () => {
    const id = await fileNeed(test.app, town);
    const at = `/financing/needs/${id}`;
    const match = await officer.get(`${at}/match`);
    expect(match.status).toBe(200);
    expect(match.body).toContain('全部符合 2 个');
    expect(match.body).toContain('4/4 项符合');
    expect(match.body).toContain('金额 500 万元在 50–1,000 万元内');
    expect(match.body).toContain('3.45% 起');
    expect(match.body).not.toMatch(/[6-9]\d% ?符合|匹配度/);
    const picks = ticked(match.body, 'offer');
    expect(picks).toEqual([town.products[0]!.id, town.products[2]!.id]);

    const confirm = await officer.get(`${at}/send?${new URLSearchParams(picks.map((offer) => ['offer', offer]))}`);
    expect(confirm.body).toContain('2 家机构还没有授权');
    expect(confirm.body).not.toContain('13800000001');
    const offers = /name="offers" value="([^"]+)"/.exec(confirm.body)?.[1] ?? '';
    const sent = await officer.post(`${at}/send`, { offers });
    expect([sent.status, sent.location]).toEqual([303, `${at}/sent`]);
    const receipt = await officer.get(`${at}/sent`);
    expect(receipt.body).toContain('等企业授权 2 家');
    const referrals = await db()
      .repo(Referral)
      .find({ where: { demandId: id } });
    expect(referrals.map(({ state }) => state)).toEqual(['awaiting-consent', 'awaiting-consent']);
    expect((await bank.get(`${at}/match`)).status).toBe(403);

    const again = await officer.get(`${at}/match`);
    expect(again.body).toContain('待企业授权');
    expect(boxes(again.body, 'offer')).toEqual([]);
    const twice = await officer.post(`${at}/send`, { offers });
    expect([twice.status, twice.body.includes('已经推送给这家机构')]).toEqual([409, true]);

    // The enterprise consents to one of them in two steps: it is sent now, and only to that bank.
    const consents = await enterprise.get(`${at}/consents`);
    expect(consents.body).toContain('等待授权 2 家');
    const text = await enterprise.get(`${at}/consents/give?receiver=${town.donghu.id}`);
    expect(text.body).toContain('东湖银行（示例）');
    expect(text.body).toContain('文本版本 2026-11');
    expect(await db().repo(Consent).countBy({ demandId: id })).toBe(0);
    await enterprise.post(`${at}/consents`, { receivers: town.donghu.id });
    const given = await db().repo(Consent).findOneByOrFail({ demandId: id });
    expect([given.textVersion, given.expiresOn, given.signedOn]).toEqual(['2026-11', '2027-05-22', null]);
    const [first] = await db()
      .repo(Referral)
      .find({ where: { demandId: id, recipientOrganisationId: town.donghu.id } });
    expect(first!.state).toBe('sent');
    const clock = await db().repo(Deadline).findOneByOrFail({ referralId: first!.id, kind: 'answer-referral' });
    expect(clock.dueAt.toISOString()).toBe('2026-11-25T09:00:00.000Z');

    // Withdrawn in one click and a confirmation: the bank has nothing any more.
    const sure = await enterprise.get(`${at}/consents/${town.donghu.id}/withdrawal`);
    expect(sure.body).toContain('撤回后立即生效');
    await enterprise.post(`${at}/consents/${town.donghu.id}/withdrawal`);
    expect((await db().repo(Referral).findOneByOrFail({ id: first!.id })).state).toBe('withdrawn');
    expect((await enterprise.get(`${at}/consents`)).body).toContain('已撤回');
    expect((await enterprise.get(`${at}/consents/${town.donghu.id}/withdrawal`)).status).toBe(404);
  });

  it('goes out with a signed paper that an officer uploads, and only with one', async () => {
    const id = await fileNeed(test.app, town);
    const at = `/financing/needs/${id}`;
    await officer.post(`${at}/send`, { offers: town.products[0]!.id });
    const letter = await officer.get(`${at}/consents/letter?receiver=${town.donghu.id}`);
    expect(letter.body).toMatch(/SHA-256 <code>[0-9a-f]{64}<\/code>/);
    const paper = `${at}/consents/${town.donghu.id}/paper`;
    const none = await officer.upload(paper, { signedOn: '2026-11-20' }, {});
    expect([none.status, none.body.includes('value="2026-11-20"')]).toEqual([422, true]);
    const wrong = await officer.upload(paper, { signedOn: '2026-11-20' }, { scan: { name: 'a.exe', bytes: PDF } });
    expect(wrong.status).toBe(422);
    const late = await officer.upload(paper, { signedOn: '2026-12-20' }, { scan: { name: 'a.pdf', bytes: PDF } });
    expect([late.status, late.body.includes('日期不能晚于今天')]).toEqual([422, true]);
    const kept = await officer.upload(paper, { signedOn: '2026-11-20' }, { scan: { name: '授权书.pdf', bytes: PDF } });
    expect(kept.status).toBe(303);
    const consent = await db().repo(Consent).findOneByOrFail({ demandId: id });
    expect(consent.signedOn).toBe('2026-11-20');
    expect((await db().repo(Referral).findOneByOrFail({ demandId: id })).state).toBe('sent');
    const scan = await enterprise.get(`${at}/consents/files/${consent.fileId}`);
    expect([scan.status, scan.headers['content-type']]).toEqual([200, 'application/pdf']);
    const other = await as('enterprise2');
    expect((await other.get(`${at}/consents/files/${consent.fileId}`)).status).toBe(404);
    expect((await other.get(`${at}/match`)).status).toBe(404);
    expect((await enterprise.get(paper)).status).toBe(403);
    expect((await enterprise.get(`${at}/send?offer=${town.products[0]!.id}`)).status).toBe(403);
  });

  it('is tried with other figures without saving anything', async () => {
    const id = await fileNeed(test.app, town);
    const at = `/financing/needs/${id}`;
    const match = await enterprise.get(`${at}/match`);
    expect(match.body).toContain('金额改为 50–300 万元即全部符合');
    const runs = await db().repo(MatchRun).countBy({ demandId: id });
    const href = /href="([^"]+match\?amount=300&[^"]+)"/.exec(match.body.replaceAll('&#x3D;', '='))?.[1] ?? '';
    const tried = await enterprise.get(href.replaceAll('&amp;', '&'));
    expect(tried.body).toContain('只是试算，没有保存');
    expect(tried.body).toMatch(/园区税易贷[\s\S]{0,80}差一点 →[\s\S]{0,60}全部符合/);
    expect(tried.body.replaceAll('&#x3D;', '=')).toContain(`${at}/money?amount=300`);
    expect(boxes(tried.body, 'receiver')).toEqual([]);
    const need = await db().repo(FinancingNeed).findOneByOrFail({ demandId: id });
    expect([need.amount, await db().repo(MatchRun).countBy({ demandId: id })]).toEqual([500 * WAN, runs]);
    const wrong = await enterprise.get(`${at}/match?amount=abc&termMonths=24`);
    expect(wrong.body).toContain('请填数字，单位是万元');
    expect(wrong.body).toContain('value="abc"');
  });

  it('says when a stored match is stale, and stores a new one', async () => {
    const id = await fileNeed(test.app, town);
    const at = `/financing/needs/${id}`;
    expect((await officer.get(`${at}/match`)).body).not.toContain('重新匹配');
    await test.app.get(Needs).save(town.actor('enterprise1'), id, { amount: 200 * WAN });
    expect((await officer.get(`${at}/match`)).body).toContain('重新匹配');
    const rerun = await officer.post(`${at}/match`);
    expect(rerun.status).toBe(303);
    expect((await officer.get(`${at}/match`)).body).not.toContain('在上次匹配之后有变化');
  });

  it('keeps the picks ticked, beside the reason, when referring is refused', async () => {
    const id = await fileNeed(test.app, town, 'listed', { referralCap: 1 });
    const at = `/financing/needs/${id}`;
    const [first, near, last] = town.products.map((offer) => offer.id);
    const refused = await officer.post(`${at}/send`, { offers: `${last},${near}` });
    expect([refused.status, refused.body.includes('同时推送的机构已到上限')]).toEqual([409, true]);
    expect(refused.body).toContain('<h1>海岚光电科技有限公司（示例）：500 万元流动资金贷款');
    expect(new Set(ticked(refused.body, 'offer'))).toEqual(new Set([last, near])); // and not the preset first
    expect(refused.body).not.toContain(`value="${first}" data-pick checked`);
    const wide = await fileNeed(test.app, town);
    const gone = await officer.get(`/financing/needs/${wide}/send?offer=${last},nothing`);
    expect([gone.status, gone.body.includes('这个产品现在没有上架'), ticked(gone.body, 'offer')]).toEqual([
      409,
      true,
      [last],
    ]);
    expect(await db().repo(Referral).countBy({ demandId: id })).toBe(0);
  });

  it('takes no more picks than the enterprise lets run at once, and notes that none is suitable', async () => {
    const id = await fileNeed(test.app, town, 'listed', { referralCap: 1 });
    const at = `/financing/needs/${id}`;
    expect(ticked((await officer.get(`${at}/match`)).body, 'offer')).toHaveLength(1);
    const both = town.products.map(({ id: offer }) => ['offer', offer]);
    const many = await officer.get(`${at}/send?${new URLSearchParams(both)}`);
    expect([many.status, many.location]).toEqual([303, `${at}/match?${new URLSearchParams(both)}`]);
    expect(ticked((await officer.get(many.location!)).body, 'offer').toSorted()).toEqual(
      town.products.map(({ id: offer }) => offer).toSorted(),
    );
    expect((await officer.get(`${at}/send`)).location).toBe(`${at}/match`);
    const blank = await officer.post(`${at}/none-suitable`, { note: '利率都高' });
    expect([blank.status, blank.body.includes('利率都高')]).toEqual([422, true]);
    await officer.post(`${at}/none-suitable`, { reason: 'rate', note: '利率都高' });
    const gap = await db().repo(Gap).findOneByOrFail({ demandId: id, source: 'officer' });
    expect([gap.code, gap.note]).toEqual(['none-rate', '利率都高']);
  });

  it('shows which paper settles what is open, and the day from which time does', async () => {
    await shelve(
      test.app,
      town.actor('officer'),
      productOf(town.donghu, '开票贷', {
        tiers: [tier()],
        criteria: [
          {
            tierKey: null,
            groupKey: null,
            factKey: 'annualInvoiced',
            op: 'gte',
            negated: false,
            value: 100 * WAN,
            hard: true,
            weight: 0,
            remark: null,
          },
        ],
      }),
    );
    const id = await fileNeed(test.app, town, 'listed', {}, 'enterprise2');
    const match = await (await as('enterprise2')).get(`/financing/needs/${id}/match`);
    expect(match.body).toContain('补 1 份资料即可判断：年开票额');
    expect(match.body).toContain('/profile#annualInvoiced');
    expect(match.body).not.toContain('[object');
    expect((await officer.get('/financing/ordering')).body).toContain('规则版本 1');
    await db().transaction(() => db().execute("UPDATE user_account SET locale = 'en' WHERE username = 'officer'"));
    const said = await (await as('officer')).get(`/financing/needs/${id}/match`);
    expect(said.body).toContain('To be decided, still needed (1)');
  });
});
