import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Database } from '../../src/platform/database/database.js';
import { Users } from '../../src/platform/identity/users.js';
import { MailServer } from '../outbox/mail-server.js';
import { buildTown, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { linkFor } from '../support/mail-link.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Visitor } from '../support/visitor.js';

testDatabases('the centre lets people in', (kind) => {
  const mails = new MailServer();
  let test: TestApp;
  let town: Town;
  let admin: Visitor;
  let officer: Visitor;
  const db = () => test.app.get(Database);
  const mailsTo = (address: string) => mails.arrivals.filter(({ recipients }) => recipients.includes(address));

  beforeAll(async () => {
    test = await openTestApp(kind, { SMTP_URL: await mails.listen() });
    town = await buildTown(test.app);
    [admin, officer] = [test.visitor(), test.visitor()];
    await admin.signIn('admin');
    await officer.signIn('officer');
  });
  afterAll(async () => {
    await test.close();
    await mails.close();
  });

  const application = (change: Record<string, string> = {}) => ({
    organisationKind: 'enterprise',
    organisationName: '新程材料有限公司（示例）',
    creditCode: makeCreditCode('91350502', 'MA00T099'),
    personName: '何新程',
    mobile: '13800000099',
    mail: 'he@example.com',
    username: 'hexincheng',
    password: 'a long and odd one',
    ...change,
  });
  const waiting = async (mail: string): Promise<string> => {
    const [row] = await db().select<{ id: string }>('SELECT id FROM registration WHERE mail = ?', [mail]);
    return row!.id;
  };

  it('answers an application alike whether or not the code exists, and keeps what was typed', async () => {
    const claim = application({ creditCode: town.lanhai.creditCode!, mail: 'claim@example.com', username: 'claimer' });
    const [fresh, known] = [
      await test.visitor().post('/register', application()),
      await test.visitor().post('/register', claim),
    ];
    expect([fresh.status, fresh.location]).toEqual([303, '/register/received']);
    expect([known.status, known.location]).toEqual([303, '/register/received']);
    expect((await test.visitor().get('/register/received')).body).toContain('服务中心会在 1 个工作日内答复');
    expect((await test.visitor().signIn('hexincheng', 'a long and odd one')).status).toBe(422);

    const bad = await test.visitor().post('/register', application({ creditCode: '123', password: 'short' }));
    expect([bad.status, bad.body.includes('何新程'), bad.body.includes('value="short"')]).toEqual([422, true, false]);
    await test.visitor().post('/register', application());
    expect(await db().select("SELECT id FROM registration WHERE mail = 'he@example.com'")).toHaveLength(1);
    expect((await officer.get('/inbox')).body).toContain('待审核：新程材料有限公司（示例）的账号申请');
  });

  it('approves: a new organisation, its person signed in with their own password, told by mail', async () => {
    const id = await waiting('he@example.com');
    expect((await officer.get('/admin/registrations')).body).toContain('新程材料有限公司（示例）');
    const taken = await officer.post(`/admin/registrations/${id}/approval`, { username: 'officer' });
    expect([taken.status, taken.body.includes('已经有人用了')]).toEqual([422, true]);
    expect((await officer.post(`/admin/registrations/${id}/approval`, { username: 'hexincheng' })).status).toBe(303);
    expect((await officer.post(`/admin/registrations/${id}/approval`, { username: 'hexincheng' })).status).toBe(409);
    await test.drain();
    expect(mailsTo('he@example.com')).toHaveLength(1);
    const person = test.visitor();
    expect((await person.signIn('hexincheng', 'a long and odd one')).location).toBe('/w');
    expect((await person.get('/me')).body).toContain('新程材料有限公司（示例）');
    const [row] = await db().select('SELECT state, passwordHash, decidedBy FROM registration WHERE id = ?', [id]);
    expect(row).toMatchObject({ state: 'approved', passwordHash: '', decidedBy: town.actor('officer').userId });
  });

  it('shows a claim on an organisation that is here, refuses it, and mails the applicant who is no user', async () => {
    const id = await waiting('claim@example.com');
    expect((await officer.get(`/admin/registrations/${id}`)).body).toContain('海岚光电科技有限公司（示例）');
    const looks = await db().select("SELECT id FROM audit_entry WHERE action = 'view' AND aggregateId = ?", [id]);
    expect(looks).toHaveLength(1);
    expect((await officer.post(`/admin/registrations/${id}/refusal`, {})).status).toBe(422);
    expect((await officer.post(`/admin/registrations/${id}/refusal`, { reason: 'not-a-member' })).status).toBe(303);
    await test.drain();
    expect(mailsTo('claim@example.com')).toHaveLength(1);
    expect(await db().select("SELECT id FROM user_account WHERE mail = 'claim@example.com'")).toEqual([]);
    expect((await test.visitor().signIn('claimer', 'a long and odd one')).status).toBe(422);
  });

  it('joins an organisation of the same kind only', async () => {
    const wrongKind = {
      organisationKind: 'college',
      creditCode: town.lanhai.creditCode!,
      mail: 'c@example.com',
      username: 'college9',
    };
    await test.visitor().post('/register', application(wrongKind));
    const refused = await officer.post(`/admin/registrations/${await waiting('c@example.com')}/approval`, {
      username: 'college9',
    });
    expect([refused.status, refused.body.includes('请先核对')]).toEqual([409, true]);
    const joining = { creditCode: town.lanhai.creditCode!, mail: 'j@example.com', username: 'joiner' };
    await test.visitor().post('/register', application(joining));
    await officer.post(`/admin/registrations/${await waiting('j@example.com')}/approval`, { username: 'joiner' });
    const member = await db().select(
      "SELECT m.role FROM membership m JOIN user_account u ON u.id = m.userId WHERE u.username = 'joiner' AND m.organisationId = ?",
      [town.lanhai.id],
    );
    expect(member).toEqual([{ role: 'enterprise' }]);
  });

  it('invites by mail with a link that works once', async () => {
    const path = `/admin/users?organisation=${town.donghu.id}`;
    const invitation = { name: '吴经理', username: 'bank-wu', mail: 'wu@example.com', roles: 'bank-admin' };
    expect((await admin.post(path, invitation)).status).toBe(303);
    await test.drain();
    const link = linkFor(mails, 'wu@example.com', /\/invitation\/[\w-]{43}/);
    expect((await test.visitor().signIn('bank-wu')).status).toBe(422);
    expect((await test.visitor().post(link, { password: TEST_PASSWORD })).location).toBe('/sign-in');
    expect((await test.visitor().get(link)).status).toBe(410);
    expect((await test.visitor().signIn('bank-wu')).location).toBe('/w');
  });

  it('lets an organisation invite its own, never above the inviter, and shows a link for people without mail', async () => {
    const bankAdmin = test.visitor();
    await bankAdmin.signIn('bank-wu');
    expect((await bankAdmin.get('/members')).body).toContain('刘东湖');
    const person = { name: '柜员', username: 'bank-teller', roles: 'bank' };
    for (const roles of ['officer', 'admin', 'enterprise', 'college']) {
      const refused = await bankAdmin.post('/members', { ...person, roles });
      expect([roles, refused.status, refused.body.includes('超出可以授予的范围')]).toEqual([roles, 422, true]);
    }
    const shown = await bankAdmin.post('/members', person);
    const link = /\/invitation\/[\w-]{43}/.exec(shown.body)![0];
    expect([shown.status, shown.body.includes(`http://localhost:0${link}`)]).toEqual([200, true]);
    expect((await test.visitor().post(link, { password: TEST_PASSWORD })).status).toBe(303);

    const { userId } = town.actor('bank2');
    for (const action of ['', '/disabling', '/enabling', '/unlocking', '/link', '/invitation']) {
      const answer =
        action === '' ? await bankAdmin.get(`/members/${userId}`) : await bankAdmin.post(`/members/${userId}${action}`);
      expect([action, answer.status]).toEqual([action, 404]);
    }
    expect((await bankAdmin.post(`/members/${userId}/roles`, { roles: 'bank' })).status).toBe(404);
    expect((await bankAdmin.get('/admin/users')).status).toBe(403);
    const teller = test.visitor();
    await teller.signIn('bank-teller');
    expect((await teller.get('/members')).status).toBe(403);
  });

  it('lets nobody change their own rights, nor give a role another kind of organisation has', async () => {
    const own = town.actor('admin').userId;
    expect((await admin.post(`/admin/users/${own}/roles`, { roles: ['admin', 'officer'] })).status).toBe(403);
    expect((await admin.post(`/admin/users/${own}/disabling`)).status).toBe(403);
    const refused = await admin.post(`/admin/users/${town.actor('enterprise2').userId}/roles`, { roles: 'admin' });
    expect(refused.status).toBe(422);
    const { userId } = town.actor('leader');
    expect((await admin.post(`/admin/users/${userId}/roles`, { roles: ['leader', 'auditor'] })).status).toBe(303);
    expect((await test.app.get(Users).memberships(userId)).map(({ role }) => role).toSorted()).toEqual([
      'auditor',
      'leader',
    ]);
  });

  it('ends the sessions of who is disabled, and of everybody in an organisation that is', async () => {
    const [one, two] = [test.visitor(), test.visitor()];
    await one.signIn('enterprise1');
    await two.signIn('enterprise2');
    const { userId } = town.actor('enterprise1');
    expect((await admin.get(`/admin/users/${userId}/disabling`)).body).toContain('停用 陈海岚 的账号');
    await admin.post(`/admin/users/${userId}/disabling`);
    await admin.post(`/organisations/${town.yunxiu.id}/disabling`);
    for (const visitor of [one, two]) expect((await visitor.get('/me')).location).toMatch(/^\/sign-in/);
    expect((await test.visitor().signIn('enterprise1')).status).toBe(422);
    await admin.post(`/admin/users/${userId}/enabling`);
    await admin.post(`/organisations/${town.yunxiu.id}/enabling`);
    expect((await test.visitor().signIn('enterprise1')).status).toBe(303);
  });

  it('unlocks, and hands a reset link to somebody without mail', async () => {
    const { userId } = town.actor('bank2');
    for (let i = 0; i < 5; i++) await test.visitor().signIn('bank2', 'wrong wrong wrong');
    expect((await admin.get('/admin/users?state=locked')).body).toContain('郑清源');
    await admin.post(`/admin/users/${userId}/unlocking`);
    expect((await test.visitor().signIn('bank2')).status).toBe(303);
    const link = /\/password\/reset\/[\w-]{43}/.exec((await admin.post(`/admin/users/${userId}/link`)).body)![0];
    expect((await test.visitor().post(link, { password: 'nine brown bottles' })).status).toBe(303);
    const search = (await admin.get('/admin/users?q=bank2&role=bank')).body;
    expect([search.includes('郑清源'), search.includes('刘东湖')]).toEqual([true, false]);
  });
});
