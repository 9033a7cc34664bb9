import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { PaperRequests } from '../../src/domains/financing/referrals/paper-requests.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Profiles } from '../../src/directory/profile/profiles.js';
import { Audit } from '../../src/platform/audit/audit.service.js';
import { Files } from '../../src/platform/files/files.service.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

testDatabases('papers are seen in the page', (kind) => {
  let test: TestApp;
  let town: Town;
  let need: string;
  let referral: string;
  const files: Record<'photo' | 'scan' | 'licence', string> = { photo: '', scan: '', licence: '' };
  const people = new Map<string, Visitor>();
  const as = (username: string) => people.get(username)!;
  const open = async (who: string, url: string) => {
    const { statusCode, headers, rawPayload } = await test.app.inject({
      url,
      headers: { cookie: as(who).cookieHeader() },
    });
    return { status: statusCode, headers, bytes: rawPayload };
  };
  const looks = async () =>
    (await test.app.get(Audit).of('demand', need)).filter(({ action }) => action === 'view').length;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    const owner = town.actor('enterprise1');
    need = await fileNeed(test.app, town, 'listed', { amount: 200_000_000 });
    const keep = async (name: string, bytes: Buffer, type: string, id: string) =>
      (await test.app.get(Files).store(owner, { name, bytes }, { type, id, organisationId: owner.organisationId })).id;
    files.photo = await keep('厂房.png', PNG, 'demand', need);
    files.scan = await keep('流水.pdf', PDF, 'demand', need);
    files.licence = await keep('执照.png', PNG, 'organisation', owner.organisationId);
    await test.app.get(Consenting).give(owner, need, [town.donghu.id]);
    const [sent] = await test.app.get(Referring).refer(town.actor('officer'), need, [town.products[0]!.id]);
    referral = sent!.id;
    await test.app.get(Answering).accept(town.actor('bank1'), referral);
    await test.app.get(PaperRequests).ask(town.actor('bank1'), referral, '执照');
    await test.app
      .get(PaperRequests)
      .supplied(owner, referral, null, { fileIds: [files.photo, files.scan], upload: null });
    for (const username of ['enterprise1', 'enterprise2', 'officer', 'bank1', 'bank2']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
  });
  afterAll(() => test.close());

  it('a picture and a PDF are shown inline and can do nothing; without `view` they are saved as before', async () => {
    for (const [id, type] of [
      [files.photo, 'image/png'],
      [files.scan, 'application/pdf'],
    ] as const) {
      const path = `/financing/needs/${need}/files/${id}`;
      const shown = await open('enterprise1', `${path}?view=1`);
      expect(shown.headers).toMatchObject({
        'content-type': type,
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^sandbox;/),
        'content-disposition': expect.stringMatching(/^inline; filename=/),
      });
      expect(shown.bytes.equals(type === 'image/png' ? PNG : PDF)).toBe(true);
      for (const query of ['', '?view=2'])
        expect((await open('enterprise1', path + query)).headers['content-disposition']).toMatch(/^attachment;/);
    }
  });

  it('the owner sees pictures with the page; whoever is recorded opens the preview first', async () => {
    const photo = `/financing/needs/${need}/files/${files.photo}`;
    const own = (await as('enterprise1').get(`/financing/needs/${need}`)).body;
    expect(own).toMatch(
      new RegExp(`<details open><summary>预览[^§]*<img class="thumb" src="${photo}\\?view(?:=|&#x3D;)1"`),
    );
    expect(own).toMatch(new RegExp(`${files.scan}\\?view(?:=|&#x3D;)1" target="_blank"`));
    const officer = (await as('officer').get(`/financing/needs/${need}`)).body;
    expect(officer).toMatch(/<details><summary>预览[^§]*loading="lazy"/);
    const bank = (await as('bank1').get(`/financing/referrals/${referral}`)).body;
    expect(bank).toMatch(
      new RegExp(`<details><summary>预览[^§]*src="/financing/referrals/${referral}/papers/${files.photo}`),
    );
    const profile = (await as('enterprise1').get('/profile')).body;
    expect(profile).toMatch(new RegExp(`src="/profile/files/${files.licence}\\?view(?:=|&#x3D;)1"`));
  });

  it('a paper of the profile says until when it holds, where it is kept and where it is handed over', async () => {
    const owner = town.actor('enterprise1');
    const proves = (validUntil: string) =>
      test.app
        .get(Profiles)
        .change(
          owner,
          owner.organisationId,
          { taxGrade: 'B' },
          { source: 'document', obtainedOn: '2026-11-01', validUntil, fileId: files.licence },
        );
    await test.app.get(PaperRequests).ask(town.actor('bank1'), referral, '纳税证明');
    for (const [day, expired] of [
      ['2027-04-30', false],
      ['2026-11-10', true],
    ] as const) {
      await proves(day);
      for (const path of ['/profile', `/financing/referrals/${referral}/papers-supplied`]) {
        const { body } = await as('enterprise1').get(path);
        const line = body.slice(body.indexOf('执照.png')).split(/<\/li>|<\/label>/)[0]!;
        expect([path, line.includes(day), line.includes('已过期')]).toEqual([path, true, expired]);
      }
    }
  });

  it('the same people as before may, and it is recorded as before', async () => {
    const before = await looks();
    const own = `/financing/needs/${need}/files/${files.photo}?view=1`;
    expect((await open('enterprise1', own)).status).toBe(200);
    expect(await looks()).toBe(before);
    expect((await open('officer', own)).status).toBe(200);
    const handed = `/financing/referrals/${referral}/papers/${files.scan}?view=1`;
    expect((await open('bank1', handed)).status).toBe(200);
    expect(await looks()).toBe(before + 2);
    expect((await open('enterprise2', own)).status).toBe(404);
    expect((await open('bank2', handed)).status).toBe(404);
    expect((await open('bank1', own)).status).toBe(403);
  });
});
