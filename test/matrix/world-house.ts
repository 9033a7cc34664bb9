import { ImportRuns } from '../../src/directory/imports/import-runs.service.js';
import { ImportStore } from '../../src/directory/imports/import-store.js';
import { Registrations } from '../../src/directory/registration/registrations.js';
import { ZoneSettings } from '../../src/directory/zone-settings.js';
import { RECORD_SETTING } from '../../src/domains/financing/record/track-records.service.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { CalendarYears } from '../../src/platform/calendar/calendar-years.service.js';
import { Database } from '../../src/platform/database/database.js';
import { ExportWorker } from '../../src/platform/exports/export-worker.service.js';
import { Exports } from '../../src/platform/exports/exports.service.js';
import { newId } from '../../src/platform/ids.js';
import { MailSuppression } from '../../src/platform/notifications/mail-suppression.entity.js';
import { SavedViews } from '../../src/platform/saved-views/saved-views.service.js';
import { WelcomePanel } from '../../src/web/work/welcome.service.js';
import type { Right } from './rights.js';
import type { World } from './world.js';

/** What is not a case: applications for accounts, spreadsheets in and out, what the administrator sets. */
export async function keepHouse(world: World): Promise<void> {
  await applications(world);
  await importsOfCentre(world);
  await importsOfBank(world);
  await settings(world);
  await savedViews(world);
}

async function applications(world: World): Promise<void> {
  const { canaries } = world;
  for (const [index, name] of ['waiting', 'refused'].entries()) {
    const right: Right = { of: 'roles', roles: ['officer', 'admin'], and: name };
    const say = (field: string) => canaries.text(name, field, right);
    const code = makeCreditCode('91350502', `MA0RG00${index}`);
    const mail = canaries.mail(name, 'mail', right);
    await world.get(Registrations).apply({
      organisationKind: 'enterprise', organisationName: say('name'), creditCode: canaries.code(name, 'creditCode', right, code), personName: say('person'),
      mobile: canaries.mobile(name, 'mobile', right), mail, username: say('login').toLowerCase(), password: 'correct horse battery',
    }, 'zh-CN'); // prettier-ignore
    world.cast.readers.set(mail, { name, side: 'college', org: null, role: null });
    const [row] = await world
      .get(Database)
      .select<{ id: string }>('SELECT id FROM registration WHERE mail = ?', [mail]);
    world.ids[`registration/${name}`] = row?.id ?? '';
  }
  await world.get(Registrations).refuse(world.actor('officer'), world.id('registration/refused'), 'other');
}

const csv = (...lines: readonly (readonly string[])[]): Buffer =>
  Buffer.from(lines.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n'));

/** Needs still under review, with faults in them; enterprises and institutions that are in. */
async function importsOfCentre(world: World): Promise<void> {
  const { canaries, cast } = world;
  const right: Right = { of: 'import', org: 'centre' };
  const say = (field: string) => canaries.text('import', field, right);
  const fresh = makeCreditCode('91350502', 'MA0KM001');
  await check(world, 'needs', 'officer', 'centre', [
    csv(
      ['企业统一社会信用代码', '企业名称', '融资方式', '融资金额(万元)', '用途', '用途说明', '意向机构', '联系人', '手机', say('column')],
      [fresh, say('name'), '流动资金贷款', '80', '原料采购/备货', say('note'), '', say('contact'), '13800006001', say('cell')],
      [fresh, say('name'), '流动资金贷款', say('amount'), '原料采购/备货', say('note'), say('bank'), say('contact'), '13800006002', ''],
    ),
  ]); // prettier-ignore
  const profile = (field: string): Right => ({ of: 'profile', org: 'lanhai', field });
  const changed = canaries.text('lanhai', 'importedTitle', profile('contactTitle'));
  const code = cast.org('lanhai').creditCode ?? '';
  await check(world, 'enterprises', 'officer', 'centre', [
    csv(['统一社会信用代码', '企业名称', '联系人职务'], [code, cast.org('lanhai').name, changed]),
  ]);
  await commit(world, 'officer', 'import/enterprises', true);
  await check(world, 'institutions', 'officer', 'centre', [
    csv(
      ['名称', '类型', '简称', '网点地址', '联系邮箱', '备注/来源'],
      [canaries.text('fund', 'name', { of: 'institution' }), '基金', say('short'), say('address'), `${say('mail')}@example.com`, say('remark')],
      [cast.org('donghu').name, '银行', '', '', '', ''],
    ),
  ]); // prettier-ignore
  await commit(world, 'officer', 'import/institutions', false);
}

/** One to be reviewed, one with a column that is still to be named. */
async function importsOfBank(world: World): Promise<void> {
  const right: Right = { of: 'import', org: 'donghu' };
  const say = (field: string) => world.canaries.text('donghu', `import${field}`, right);
  const bank = world.cast.org('donghu').name;
  await check(world, 'products', 'bank-accepted', 'donghu', [
    csv(['产品编号', '机构', '产品名称', '产品简介'], ['P1', bank, say('title'), say('summary')]),
    csv(['产品编号', '档位代码', '档位名称', '最高额度(万元)'], ['P1', 'X', say('tier'), '500']),
  ]);
  await check(world, 'products', 'bank-accepted', 'donghu', [
    csv(['自家编号', '机构', '产品名称'], [say('number'), bank, say('title')]),
  ], 'unnamed'); // prettier-ignore
}

async function check(
  world: World,
  kind: string,
  who: string,
  org: string,
  parts: readonly Buffer[],
  name = kind,
): Promise<void> {
  const fileName = () => `${world.canaries.text(org, 'importfile', { of: 'import', org })}.csv`;
  const files = parts.map((bytes) => ({ name: fileName(), bytes }));
  world.ids[`import/${name}`] = (await world.get(ImportRuns).check(world.actor(who), kind, files)).id;
}

async function commit(world: World, who: string, name: string, update: boolean): Promise<void> {
  const id = world.id(name);
  const rows = await world.get(ImportStore).rows(id);
  if (update)
    await world.get(ImportRuns).decide(world.actor(who), id, new Map(rows.map((row) => [row.id, 'update'] as const)));
  await world.get(ImportRuns).commit(world.actor(who), id);
}

async function settings(world: World): Promise<void> {
  const db = world.get(Database);
  const { canaries } = world;
  const source = canaries.text('centre', 'calendarSource', { of: 'roles', roles: ['admin'] });
  await world
    .get(CalendarYears)
    .save(world.actor('admin'), 2028, { source, off: ['2028-01-01'], work: [], provisional: true });
  // Said to everybody on purpose: it stands on every page.
  await db.transaction(() => world.get(ZoneSettings).set({ 'zone.phone': '0595-00000000', [RECORD_SETTING]: 'true' }));
  await world.get(WelcomePanel).tick(world.actor('officer'), 'officer', 'products');
  const address = canaries.mail('centre', 'suppressed', { of: 'roles', roles: ['admin', 'officer'] });
  const row = { id: newId(), address, reason: 'refused', createdAt: new Date() };
  await db.transaction(() => db.repo(MailSuppression).insert(row));
}

/** One of the officer's own, and one that colleagues see. */
async function savedViews(world: World): Promise<void> {
  for (const shared of [false, true]) {
    const right: Right = { of: 'saved-view', who: 'officer', shared };
    const say = (field: string) => world.canaries.text('centre', field, right);
    const change = { name: say('view'), shared, first: false };
    const query = { q: say('viewquery') };
    const made = await world.get(SavedViews).create(world.actor('officer'), 'financing.needs', query, change);
    world.ids[shared ? 'view/team' : 'view/private'] = made.id;
  }
}

const exporters = {
  officer: 'financing.needs',
  leader: 'financing.needs',
  'bank-accepted': 'financing.referrals',
  'bank-sent': 'financing.referrals',
  auditor: 'financing.referrals',
  owner: 'financing.products',
} as const;

/** Everybody's own spreadsheets, written when all else stands; the leader's has failed. */
export async function askExports(world: World): Promise<void> {
  for (const [who, kind] of Object.entries(exporters)) {
    const filter = { note: world.canaries.text('any', 'exportfilter', { of: 'self', who }) };
    world.ids[`export/${who}`] = (await world.get(Exports).queue(world.actor(who), kind, filter, 'zh-CN')).id;
  }
  await world.get(ExportWorker).run();
  await world.test.drain();
  const db = world.get(Database);
  const failed = "UPDATE export_job SET state = 'failed', fileId = NULL, problem = 'export-too-large' WHERE id = ?";
  await db.transaction(() => db.execute(failed, [world.id('export/leader')]));
}
