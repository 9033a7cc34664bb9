import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Profiles } from '../../src/directory/profile/profiles.js';
import { Deadline, Referral, ResponseRow } from '../../src/matchmaking/referral.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Users } from '../../src/platform/identity/users.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { Disbursement, FinancingReferral, Quote, QuoteFee } from '../../src/domains/financing/deals/deal.entity.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { systemActor } from '../../src/kernel/actor.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Visitor } from '../support/visitor.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';

/** Words that stand nowhere else: whatever page holds one has told it. */
const canaries = {
  purposeNote: 'CANARY-purpose',
  repaymentSource: 'CANARY-source',
  contactName: 'CANARY-name',
  contactTitle: 'CANARY-title',
  contactMobile: '13812346789',
  callHours: 'CANARY-hours',
};
const profileCanaries = {
  address: 'CANARY-address',
  legalRepName: 'CANARY-rep',
  contactMail: 'canary@example.com',
  contactMobile: '13912346789',
};
const quoteFields = {
  amount: '500', rate: '3.6', termMonths: '24', repayment: 'interest-first', guarantee: '信用', validUntil: '2026-12-31',
}; // prettier-ignore

testDatabases('a bank answers a referral', (kind) => {
  let test: TestApp;
  let town: Town;
  const people = new Map<string, Visitor>();
  const as = (name: string): Visitor => people.get(name)!;
  const db = (): Database => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    const colleague = {
      username: 'bank1b',
      name: '高同事',
      mail: 'bank1b@example.com',
      roles: ['bank'],
      password: TEST_PASSWORD,
    };
    await test.app.get(Users).create(systemActor, { ...colleague, organisationId: town.donghu.id });
    for (const name of ['officer', 'leader', 'enterprise1', 'enterprise2', 'bank1', 'bank2', 'bank1b']) {
      people.set(name, test.visitor());
      await as(name).signIn(name);
    }
    await test.app
      .get(Profiles)
      .change(town.actor('officer'), town.lanhai.id, profileCanaries, { source: 'self', obtainedOn: '2026-11-01' });
  });
  beforeEach(() => test.travelTo(TEST_NOW));
  afterAll(() => test.close());

  /** A need of enterprise1 that both banks have. */
  async function referred(change = {}): Promise<{ need: string; first: string; second: string }> {
    const need = await fileNeed(test.app, town, 'listed', { ...canaries, ...change });
    await test.app.get(Consenting).give(town.actor('enterprise1'), need, [town.donghu.id, town.qingyuan.id]);
    const [first, second] = await test.app
      .get(Referring)
      .refer(town.actor('officer'), need, [town.products[0]!.id, town.products[1]!.id]);
    return { need, first: first!.id, second: second!.id };
  }
  const stageOf = async (id: string) => (await db().repo(FinancingReferral).findOneByOrFail({ referralId: id })).stage;

  it('travels from acceptance to confirmed money', async () => {
    const { need, first, second } = await referred({ amount: 300_000_000, guarantees: ['credit'] });
    const path = `/financing/referrals/${first}`;
    const list = await as('bank1').get('/financing/referrals');
    expect(list.body).toContain('海岚光电');
    expect(list.body).toContain(path);

    const shown = await as('bank1').get(path);
    expect(shown.status).toBe(200);
    expect(shown.body).toContain('300 万元');
    for (const canary of [
      ...Object.values(canaries),
      ...Object.values(profileCanaries),
      '138****6789',
      town.lanhai.creditCode!,
    ])
      expect([canary, shown.body.includes(canary)]).toEqual([canary, false]);
    expect((await as('bank1').post(`${path}/contact-reveal`)).status).toBe(409);

    expect((await as('bank1').post(`${path}/acceptance`)).location).toBe(path);
    const accepted = await as('bank1').get(path);
    for (const field of ['purposeNote', 'repaymentSource', 'contactName', 'contactTitle', 'callHours'] as const)
      expect(accepted.body).toContain(canaries[field]);
    expect(accepted.body).toContain('138****6789');
    expect(accepted.body).not.toContain(canaries.contactMobile);
    for (const canary of Object.values(profileCanaries)) expect(accepted.body).not.toContain(canary);
    const revealed = await as('bank1').post(`${path}/contact-reveal`);
    expect(revealed.body).toContain(canaries.contactMobile);
    const looks = await db().repo(AuditEntry).findBy({ aggregateId: need, action: 'view' });
    expect(looks.map(({ payload }) => payload)).toEqual(['{"after":{"fields":["contactMobile"]}}']);
    expect((await as('enterprise1').get(path)).body).toContain('查看了联系电话');

    await as('bank1').post(`${path}/contact`, { how: 'phone', note: '约好周三上门' });
    expect(await stageOf(first)).toBe('contacted');
    await as('bank2').post(`/financing/referrals/${second}/acceptance`);

    // Papers asked for on Friday, there on Monday: one working day of pause moves the quote by one.
    test.travelTo('2026-11-27T06:00:00Z');
    const due = async () =>
      (await db().repo(Deadline).findOneByOrFail({ referralId: first, kind: 'quote' })).dueAt.toISOString();
    const before = await due();
    expect((await as('bank1').post(`${path}/papers`, { papers: '' })).status).toBe(422);
    await as('bank1').post(`${path}/papers`, { papers: '近六个月流水' });
    const asked = await as('enterprise1').get(path);
    expect(asked.body).toContain('近六个月流水');
    expect(asked.body).toContain('计时暂停');
    expect((await as('bank1').get(`${path}/papers-supplied`)).status).toBe(403);
    test.travelTo('2026-11-30T02:00:00Z');
    expect((await as('enterprise1').post(`${path}/papers-supplied`, { note: '已发邮箱' })).location).toBe(path);
    expect([before, await due()]).toEqual(['2026-11-30T09:00:00.000Z', '2026-12-01T09:00:00.000Z']);
    expect((await as('enterprise1').post(`${path}/papers-supplied`)).status).toBe(409);

    const fees = {
      guaranteeFee: '3',
      guaranteePayee: 'guarantor',
      guaranteeCycle: 'yearly',
      guaranteeBearer: 'enterprise',
      valuationFee: '0.5',
      valuationBearer: 'bank',
    };
    const bad = await as('bank1').post(`${path}/quote`, {
      ...quoteFields,
      ...fees,
      rate: 'x',
      guaranteePayee: 'nobody',
    });
    expect(bad.status).toBe(422);
    expect(bad.body).toContain('value="3"');
    expect(bad.body).toContain('<details open>');
    await as('bank1').post(`${path}/quote`, { ...quoteFields, ...fees, amount: '300' });
    await as('bank2').post(`/financing/referrals/${second}/quote`, { ...quoteFields, amount: '300', rate: '4.2' });
    const quotes = await db()
      .repo(Quote)
      .find({ where: { demandId: need }, order: { rate: 'ASC' } });
    expect(quotes.map(({ rate, state }) => [rate, state])).toEqual([
      [36_000, 'open'],
      [42_000, 'open'],
    ]);
    expect(
      (await db().repo(QuoteFee).findBy({ quoteId: quotes[0]!.id }))
        .map(({ kind: fee, payee, cycle, bearer }) => [fee, payee, cycle, bearer])
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['guarantee', 'guarantor', 'yearly', 'enterprise'],
      ['valuation', 'valuer', 'once', 'bank'],
    ]);

    const compared = await as('enterprise1').get(`/financing/needs/${need}/quotes`);
    expect(compared.body).toContain('东湖银行');
    expect(compared.body).toContain('清源农商银行');
    expect(compared.body).toContain('4.28%'); // 4.2 % nominal, compounded
    expect(compared.body).toContain('担保公司');
    // 3.6 % with 1 % a year of guarantee fee costs more than 4.2 % without.
    expect(compared.body.indexOf('清源农商银行')).toBeLessThan(compared.body.indexOf('东湖银行'));
    expect((await as('bank1').get(`/financing/needs/${need}/quotes`)).status).toBe(403);
    expect((await as('enterprise2').get(`/financing/needs/${need}/quotes`)).status).toBe(404);

    const choice = `/financing/needs/${need}/quotes/${quotes[0]!.id}/choice`;
    const confirm = await as('enterprise1').get(choice);
    expect(confirm.body).toContain('以下机构会收到');
    expect(confirm.body).toContain('清源农商银行');
    expect((await as('enterprise1').post(choice)).status).toBe(303);
    const again = await as('enterprise1').post(choice);
    expect(again.status).toBe(409);
    expect(again.body).toContain('已经选定了一家的报价');
    expect((await db().repo(Referral).findOneByOrFail({ id: second })).state).toBe('not-chosen');
    expect(await db().repo(Notice).countBy({ kind: 'quote-not-chosen', aboutId: second })).toBe(1);
    const loser = await as('bank2').get(`/financing/referrals/${second}`);
    expect(loser.body).toContain('企业选择了其他机构');
    expect(loser.body).not.toContain('海岚光电');
    expect(loser.body).not.toContain('CANARY');

    const agreed = await as('bank1').get(path);
    expect(agreed.body).toContain('CANARY-address');
    expect(
      (await as('bank1').post(`${path}/payouts/new`, { amount: '10', rate: '3.6', paidOn: '2026-11-30' })).status,
    ).toBe(409);
    await as('bank1').post(`${path}/signing`, {
      contractTail: '8J21',
      signedOn: '2026-11-30',
      amount: '300',
      rate: '3.7',
      termMonths: '24',
    });
    expect(
      (await as('bank1').post(`${path}/payouts/new`, { amount: '400', rate: '3.7', paidOn: '2026-11-30' })).body,
    ).toContain('最多还能填 300 万元');
    for (const amount of ['200', '100'])
      await as('bank1').post(`${path}/payouts/new`, { amount, rate: '3.7', paidOn: '2026-11-30' });
    const paidPage = await as('enterprise1').get(path);
    expect(paidPage.body).toContain('与报价有差别');
    const payouts = await db()
      .repo(Disbursement)
      .find({ where: { referralId: first }, order: { amount: 'DESC' } });
    const confirmation = (i: number) => `${path}/payouts/${payouts[i]!.id}/confirmation`;
    expect((await as('enterprise1').get(confirmation(0))).body).toContain('比报价高 0.1 个百分点');
    expect((await as('bank1').post(confirmation(0), { confirmation: 'same' })).status).toBe(403);
    expect((await as('enterprise2').post(confirmation(0), { confirmation: 'same' })).status).toBe(404);
    await as('enterprise1').post(confirmation(0), { confirmation: 'same' });
    await as('enterprise1').post(confirmation(1), { confirmation: 'amount-differs', note: '只到 90 万' });
    for (const name of ['officer', 'bank1']) expect((await as(name).get(path)).body).toContain('只到 90 万');
    expect(await db().repo(Notice).countBy({ kind: 'disbursement-disputed', aboutId: first })).toBe(2);
    await as('bank1').post(`${path}/payouts/${payouts[1]!.id}/correction`, {
      amount: '100',
      rate: '3.65',
      paidOn: '2026-11-30',
    });
    expect((await as('officer').post(confirmation(1), { confirmation: 'same' })).status).toBe(422);
    expect(
      (await as('officer').post(confirmation(1), { confirmation: 'same', onBehalf: 'told-by-phone' })).status,
    ).toBe(303);
    expect((await db().repo(Demand).findOneByOrFail({ id: need })).state).toBe('fulfilled');
    expect((await as('bank1').get('/financing/referrals?tab=done')).body).toContain('海岚光电');
    const done = await as('enterprise1').get(path);
    expect(done.body).toContain('已办结');
    expect(done.body).toContain('对方电话告知');
    await test.drain();
  });

  it('gets the papers it asked for, and loses them with the consent', async () => {
    const { need, first, second } = await referred();
    const path = `/financing/referrals/${first}`;
    const pdf = (text: string) => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);
    await as('enterprise1').upload(
      `/financing/needs/${need}/files`,
      {},
      { file: { name: '专利.pdf', bytes: pdf('patent') } },
    );
    await as('bank1').post(`${path}/acceptance`);
    await as('bank2').post(`/financing/referrals/${second}/acceptance`);
    await as('bank1').post(`${path}/papers`, { papers: '近六个月流水；专利证书' });

    const form = await as('enterprise1').get(`${path}/papers-supplied`);
    const kept = /name="papers" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    expect(form.body).toContain('专利.pdf');
    const html = { name: '流水.pdf', bytes: Buffer.from('<html>no paper</html>') };
    const refused = await as('enterprise1').upload(`${path}/papers-supplied`, { papers: kept }, { file: html });
    expect(refused.status).toBe(422);
    expect(refused.body).not.toContain('多余');
    expect(refused.body).toMatch(new RegExp(`value="${kept}" checked`));
    const statements = { name: '流水.pdf', bytes: pdf('statements') };
    const supplied = await as('enterprise1').upload(`${path}/papers-supplied`, { papers: kept }, { file: statements });
    expect(supplied.location).toBe(path);

    const shown = await as('bank1').get(path);
    const links = [...shown.body.matchAll(/href="([^"]*\/papers\/[^"]+)">([^<]+)</g)].map(([, href, name]) => [
      name,
      href!,
    ]);
    expect(links.map(([name]) => name)).toEqual(['专利.pdf', '流水.pdf']);
    for (const [, href] of links) {
      expect((await as('bank1').get(href!)).body).toContain('%PDF');
      expect((await as('enterprise1').get(href!)).status).toBe(200);
      expect((await as('bank2').get(href!)).status).toBe(404);
      expect((await as('enterprise2').get(href!)).status).toBe(404);
      expect((await as('bank2').get(href!.replace(first, second))).status).toBe(404);
    }
    expect((await as('enterprise1').get(path)).body).toContain('打开了材料');
    expect((await as('enterprise1').get('/profile/views')).body).toContain('文件');

    // Handed over once, however often it is ticked; a paper that is not the enterprise's cannot be.
    await as('bank1').post(`${path}/papers`, { papers: '再补一份' });
    expect((await as('enterprise1').post(`${path}/papers-supplied`, { papers: need })).status).toBe(404);
    await as('enterprise1').post(`${path}/papers-supplied`, { papers: kept });
    expect([...(await as('bank1').get(path)).body.matchAll(/\/papers\/[0-9a-f-]+"/g)]).toHaveLength(2);

    await test.app.get(Withdrawing).withdrawConsent(town.actor('enterprise1'), need, town.donghu.id);
    expect((await as('bank1').get(path)).body).not.toContain('专利.pdf');
    for (const [, href] of links) expect((await as('bank1').get(href!)).status).toBe(404);
    expect((await as('enterprise1').get(links[0]![1]!)).status).toBe(200);
  });

  it('refuses with codes, and says which can be mended', async () => {
    const { first, second, need } = await referred({ amount: 300_000_000 });
    const path = `/financing/referrals/${first}`;
    const form = await as('bank1').get(`${path}/refusal`);
    expect(form.body).toContain('缺少抵押');
    expect(form.body).toContain('可修复，责任方：政府性融资担保');
    expect((await as('bank1').post(`${path}/refusal`, { codes: [] })).status).toBe(422);
    const other = await as('bank1').post(`${path}/refusal`, { codes: ['other'] });
    expect(other.status).toBe(422);
    expect(other.body).toMatch(/value="other"[^>]* checked/);
    expect((await as('bank1').post(`${path}/refusal`, { codes: ['invented'] })).status).toBe(422);
    expect(
      (await as('bank1').post(`${path}/refusal`, { codes: ['collateral', 'tax-grade'], note: '补房产后再来' }))
        .location,
    ).toBe(path);
    const [row] = await db().repo(ResponseRow).findBy({ referralId: first });
    expect([row!.kind, row!.codes]).toEqual(['declined', ['collateral', 'tax-grade']]);
    for (const name of ['enterprise1', 'officer'])
      expect((await as(name).get(path)).body).toContain('缺少抵押、纳税等级低；补房产后再来');
    expect((await as('bank1').post(`${path}/acceptance`)).status).toBe(409);
    // After acceptance the same form records that the loan was not approved.
    await as('bank2').post(`/financing/referrals/${second}/acceptance`);
    expect((await as('bank2').get(`/financing/referrals/${second}/refusal`)).body).toContain('未获批');
    await as('bank2').post(`/financing/referrals/${second}/refusal`, { codes: ['no-quota'] });
    expect((await db().repo(Demand).findOneByOrFail({ id: need })).state).toBe('listed');
  });

  it('is handed over, and hidden from everybody it does not concern', async () => {
    const { first, second } = await referred({ amount: 300_000_000 });
    const path = `/financing/referrals/${first}`;
    for (const name of ['bank2', 'enterprise2']) expect((await as(name).get(path)).status).toBe(404);
    for (const action of ['acceptance', 'refusal', 'papers', 'quote', 'handover'])
      expect(
        (
          await as('bank1').post(
            `/financing/referrals/${second}/${action}`,
            action === 'refusal'
              ? { codes: ['industry'] }
              : {
                  papers: 'x',
                  ...(action === 'quote' ? quoteFields : {}),
                  ...(action === 'handover' ? { colleagueId: 'x' } : {}),
                },
          )
        ).status,
      ).not.toBe(303);
    expect((await as('leader').get(path)).status).toBe(200);
    expect((await as('leader').post(`${path}/acceptance`)).status).toBe(403);
    expect((await as('enterprise1').post(`${path}/acceptance`)).status).toBe(403);
    expect((await as('bank1').get(`${path}/handover`)).body).toContain('高同事');
    const colleague = (await db().select<{ id: string }>("SELECT id FROM user_account WHERE username = 'bank1b'"))[0]!
      .id;
    expect((await as('bank1').post(`${path}/handover`, { colleagueId: town.actor('bank2').userId })).status).toBe(404);
    expect((await as('bank1').post(`${path}/handover`, { colleagueId: colleague })).status).toBe(303);
    expect((await db().repo(Referral).findOneByOrFail({ id: first })).handlerId).toBe(colleague);
    expect(await db().repo(Notice).countBy({ kind: 'referral-handed-over', userId: colleague })).toBe(1);
  });

  it('shows nothing but the number once the consent has ended', async () => {
    const { need, first, second } = await referred({ amount: 300_000_000 });
    for (const [name, id] of [
      ['bank1', first],
      ['bank2', second],
    ] as const)
      await as(name).post(`/financing/referrals/${id}/acceptance`);
    await as('bank1').post(`/financing/referrals/${first}/contact`, { how: 'phone', note: 'CANARY-note' });
    await test.app.get(Withdrawing).withdrawConsent(town.actor('enterprise1'), need, town.donghu.id);
    const { number } = await db().repo(Demand).findOneByOrFail({ id: need });
    const taken = await as('bank1').get(`/financing/referrals/${first}`);
    expect(taken.status).toBe(200);
    expect(taken.body).toContain('已收回');
    expect(taken.body).toContain(number);
    expect(taken.body).not.toMatch(/海岚光电|CANARY|300 万元|138\*/);
    const ended = await as('bank1').get('/financing/referrals?tab=ended');
    expect(ended.body).toContain(number);
    expect((await as('bank1').get('/financing/referrals?tab=ended&word=海岚光电')).body).not.toContain(number);
    // The other consent runs out by itself, with the referral still open.
    test.travelTo('2027-06-01T02:00:00Z');
    const lapsed = await as('bank2').get(`/financing/referrals/${second}`);
    expect(lapsed.body).not.toMatch(/海岚光电|CANARY|300 万元|138\*/);
    expect((await as('bank2').post(`/financing/referrals/${second}/contact`, { how: 'phone' })).status).toBe(409);
    expect((await as('bank2').get('/financing/referrals?tab=working')).body).toContain('授权已到期');
    expect((await as('bank2').get('/w')).body).not.toMatch(/海岚光电|300 万元/);
    for (const name of ['bank1', 'bank2'])
      for (const q of ['海岚', number?.slice(0, 7)])
        expect((await as(name).get(`/search?q=${encodeURIComponent(q ?? '')}`)).body).not.toContain('海岚光电');
    await expect(test.app.get(Answering).accept(town.actor('bank2'), second)).rejects.toMatchObject({
      code: 'consent-missing',
    });
  });

  it('lets one of twenty choices win', async () => {
    const { need, first, second } = await referred({ amount: 300_000_000 });
    const ids: string[] = [];
    for (const [name, id] of [
      ['bank1', first],
      ['bank2', second],
    ] as const) {
      await as(name).post(`/financing/referrals/${id}/acceptance`);
      await as(name).post(`/financing/referrals/${id}/quote`, { ...quoteFields, amount: '300' });
      ids.push((await db().repo(Quote).findOneByOrFail({ referralId: id })).id);
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        as('enterprise1').post(`/financing/needs/${need}/quotes/${ids[i % 2]}/choice`),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      303,
      ...Array<number>(19).fill(409),
    ]);
    const states = (await db().repo(Referral).findBy({ demandId: need })).map(({ state }) => state).toSorted();
    expect(states).toEqual(['agreed', 'not-chosen']);
    const { chosenQuoteId } = await db().repo(FinancingNeed).findOneByOrFail({ demandId: need });
    expect((await db().repo(Quote).findBy({ demandId: need, state: 'chosen' })).map(({ id }) => id)).toEqual([
      chosenQuoteId,
    ]);
  });

  it('gives a deal up once, and tells the second click that it has changed', async () => {
    const { need, first } = await referred({ amount: 300_000_000 });
    const release = `/financing/referrals/${first}/release`;
    expect((await as('bank1').get(release)).status).toBe(409); // nothing is agreed yet
    await as('bank1').post(`/financing/referrals/${first}/acceptance`);
    await as('bank1').post(`/financing/referrals/${first}/quote`, { ...quoteFields, amount: '300' });
    const { id } = await db().repo(Quote).findOneByOrFail({ referralId: first });
    await as('enterprise1').post(`/financing/needs/${need}/quotes/${id}/choice`);
    expect((await as('bank1').get(release)).body).toContain('value="terms"');
    expect((await as('bank2').post(release, { reason: 'terms' })).status).toBe(404);
    expect((await as('leader').post(release, { reason: 'terms' })).status).toBe(403);
    expect((await as('bank1').post(release, {})).status).toBe(422);
    expect((await as('bank1').post(release, { reason: 'terms' })).status).toBe(303);
    expect((await as('bank1').post(release, { reason: 'terms' })).status).toBe(409);
    expect((await db().repo(Demand).findOneByOrFail({ id: need })).state).toBe('listed');
  });

  it('says when its institution first opened it, and takes nobody else for that', async () => {
    const { need, first, second } = await referred({ amount: 300_000_000 });
    const path = `/financing/referrals/${first}`;
    const seenAt = async () => (await db().repo(Referral).findOneByOrFail({ id: first })).seenAt;
    for (const who of ['officer', 'leader', 'enterprise1', 'bank2']) await as(who).get(path);
    expect(await seenAt()).toBeNull();
    expect((await as('officer').get(`/financing/needs/${need}`)).body).not.toContain('机构已查看');
    test.travelTo('2026-11-23T02:05:00Z');
    const looks = await Promise.all([1, 2, 3].map(() => as('bank1').get(path)));
    expect(looks.map(({ status }) => status)).toEqual([200, 200, 200]);
    const opened = await seenAt();
    expect(opened?.toISOString()).toMatch(/^2026-11-23T02:05/);
    test.travelTo('2026-11-23T05:00:00Z');
    await as('bank1').get(path);
    expect(await seenAt()).toEqual(opened);
    expect((await as('officer').get(path)).body).toMatch(/机构首次查看[\s\S]*2026-11-23 10:05/);
    expect((await as('officer').get(`/financing/needs/${need}`)).body).toMatch(/机构已查看 <time[^>]*2026-11-23T02:05/);
    // A program of the other bank opens it by the API; what has ended is opened no more.
    const program = test.visitor();
    await program.useToken('bank2');
    const record = await program.api('GET', `/api/v1/financing/referrals/${second}`);
    expect(record.json<{ seenAt: string }>().seenAt).toMatch(/^2026-11-23T05:00/);
  });

  it('is reminded of at most once a day, and the report says so', async () => {
    const { first, second } = await referred({ amount: 300_000_000 });
    const remind = (...id: string[]) => as('officer').post('/financing/referrals/reminders', { id });
    expect((await as('officer').get(`/financing/referrals?tab=waiting&institution=${town.donghu.id}`)).body).toContain(
      first,
    );
    const report = await remind(first, second);
    expect(report.body).toContain('已催办 2 条');
    expect((await remind(first)).body).toContain('今天已经催过');
    expect(await db().repo(Notice).countBy({ kind: 'referral-reminder', aboutId: first })).toBe(2); // both people of the bank
    test.travelTo('2026-11-26T02:00:00Z');
    expect((await as('officer').get('/financing/referrals?tab=waiting&overdue=true')).body).toContain(first);
    expect((await remind(first)).body).toContain('已催办 1 条');
    expect((await remind()).location).toBe('/financing/referrals');
    expect((await as('leader').post('/financing/referrals/reminders', { id: first })).status).toBe(403);
    await db().transaction(() =>
      db().execute("UPDATE user_account SET locale = 'en' WHERE username IN ('officer', 'bank1')"),
    );
    expect((await as('officer').get('/financing/referrals')).body).toContain('To answer');
    for (const step of ['', '/refusal', '/handover']) {
      const english = await as('bank1').get(`/financing/referrals/${first}${step}`);
      expect([step, english.status]).toEqual([step, 200]); // a missing word is an error under test
    }
  });
});
