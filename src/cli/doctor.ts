import { readSettings, type Settings } from '../platform/config/settings.js';
import { schema } from '../app.schema.js';
import { Migrations } from '../platform/database/migrations.js';
import { checkDatabase } from './doctor-database.js';
import {
  checkCalendar,
  checkFiles,
  checkMail,
  checkNode,
  checkSecret,
  checkZone,
  type Finding,
} from './doctor-checks.js';

const marks = { ok: 'ok  ', warn: 'warn', bad: 'BAD ' } as const;

/** Everything the platform rests on, looked at from outside; nothing is changed. */
export async function doctor(): Promise<number> {
  const settings = readSettings();
  const findings: Finding[] = [];
  const look = async (about: string, check: () => Promise<Omit<Finding, 'about'>> | Omit<Finding, 'about'>) => {
    const finding = { about, ...(await Promise.resolve().then(check).catch(failed)) };
    findings.push(finding);
    console.log(
      `${marks[finding.state]} ${about.padEnd(12)} ${finding.found}${finding.todo ? `\n     → ${finding.todo}` : ''}`,
    );
  };
  await look('node', checkNode);
  await look('time zone', () => checkZone(settings));
  await look('calendar', () => checkCalendar(settings));
  await look('session', () => checkSecret(settings));
  await look('files', () => checkFiles(settings));
  await look('mail', () => checkMail(settings));
  await look('database', () => checkDatabase(settings));
  await look('migrations', () => checkMigrations(settings));
  const bad = findings.filter(({ state }) => state === 'bad').length;
  console.log(bad === 0 ? 'All is well.' : `${bad} to put right.`);
  return bad === 0 ? 0 : 1;
}

const failed = (error: unknown): Omit<Finding, 'about'> => ({
  state: 'bad',
  found: error instanceof Error ? ((error.message || error.name).split('\n')[0] ?? '') : 'failed',
  todo: 'See the message; settings are described in .env.example.',
});

async function checkMigrations(settings: Settings): Promise<Omit<Finding, 'about'>> {
  const pending = await new Migrations(settings.databaseUrl, schema).pending();
  if (pending.length === 0) return { state: 'ok', found: 'all done' };
  return { state: 'bad', found: `${pending.length} not run`, todo: 'npx yipanqi migrate (npm start does it too)' };
}
