import { DemandFiling } from '../../src/domains/talent/demands/demand-filing.service.js';
import { DemandSubmitting } from '../../src/domains/talent/demands/demand-submitting.service.js';
import { Demands } from '../../src/domains/talent/demands/demands.service.js';
import { majorsWanted } from '../../src/domains/talent/programmes/major-reading.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import type { Intake } from '../../src/matchmaking/drafts.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const post = {
  title: '模具钳工',
  trade: 'machinery',
  headcountMin: 2,
  headcountMax: 3,
  educationLevel: 'associate',
  cooperation: ['order-class'],
  contactName: '林甲',
  contactMobile: '13800000001',
};

testDatabases('talent demands as a sheet', (kind) => {
  let test: TestApp;
  let town: TalentTown;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    await file('officer', { channel: 'visit', collectedOn: '2026-11-20' }, 1, {
      urgency: 'within-6-months',
      skills: [
        { name: 'CAD', level: 2, must: true },
        { name: '钳工证', level: 3, must: false },
      ],
      majors: [
        { code: '460113', role: 'preferred' },
        { code: '460103', role: 'preferred' },
        { code: '510203', role: 'acceptable' },
        { code: '460104', role: 'acceptable' },
      ],
    });
    await file('firm2', { channel: 'self' }, 2, { majors: [{ code: '460103', role: 'preferred' }] });
  });
  afterAll(() => test.close());

  async function file(username: string, intake: Omit<Intake, 'organisationId'>, firm: number, change: object) {
    const actor = town.actor(username);
    const organisationId = town.actor(`firm${firm}`).organisationId;
    const { id } = await test.app.get(DemandFiling).begin(actor, { ...intake, organisationId });
    await test.app.get(Demands).save(actor, id, { ...post, ...change });
    await test.app.get(DemandSubmitting).submit(actor, id);
  }

  /** What each demand says below some headers, the oldest first. */
  async function cells(locale: string, headers: readonly string[]): Promise<(string | undefined)[][]> {
    const officer = test.visitor();
    await officer.signIn('officer');
    await officer.post('/preferences/language', { locale, back: '/' });
    const url = '/talent/demands/export?sort=submitted&direction=ascending';
    const file = await test.app.inject({ url, headers: { cookie: officer.cookieHeader() } });
    const { rows } = (await readWorkbook(file.rawPayload, 'x.xlsx')).sheets[0]!;
    const at = rows.findIndex((row) => row.some((cell) => cell?.text === headers[0]));
    const places = headers.map((header) => rows[at]!.findIndex((cell) => cell?.text === header));
    return rows.slice(at + 1).map((row) => places.map((place) => row[place]?.text || undefined));
  }

  it('carries every major, the skills, how urgent it is and how it came in', async () => {
    const headers = ['首选专业', '可接受专业', '技能和证书', '急需程度', '来源渠道', '采集日期', '登记人'];
    const rows = await cells('zh-CN', headers);
    expect(rows).toEqual([
      [
        '460113 模具设计与制造、460103 数控技术',
        '510203 软件技术、460104 机械制造及自动化',
        'CAD、钳工证 3 (加分)',
        '半年内',
        '走访收集',
        '2026-11-20',
        'officer',
      ],
      ['460103 数控技术', undefined, undefined, undefined, '企业自己登记', undefined, undefined],
    ]);
    expect(majorsWanted(rows[0]![0]!, 'associate')).toEqual({ codes: ['460113', '460103'], unknown: null });
    expect(majorsWanted(rows[0]![1]!, 'associate')).toEqual({ codes: ['510203', '460104'], unknown: null });
  });

  it('says the same in English, with codes that the import reads too', async () => {
    const headers = [
      'Preferred majors',
      'Acceptable majors',
      'Skills',
      'Urgency',
      'Channel',
      'Collected on',
      'Filed by',
    ];
    const [row] = await cells('en', headers);
    expect(row!.slice(2)).toEqual(['CAD, 钳工证 3 (nice)', 'Within six months', 'On a visit', '2026-11-20', 'officer']);
    expect(majorsWanted(row![0]!, 'associate')).toEqual({ codes: ['460113', '460103'], unknown: null });
    expect(majorsWanted(row![1]!, 'associate')).toEqual({ codes: ['510203', '460104'], unknown: null });
  });
});
