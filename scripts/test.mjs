// Runs the built tests and ends with the line `N passed, N failed, N skipped`.
// What this machine lacks (a MariaDB server, Chromium) is said once here, so that a skipped test is never a silent one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { memoryFolder } from './memory-folder.mjs';
import { answers, startMariaDb } from './throwaway-mariadb.mjs';

const folder = memoryFolder('yipanqi-test-');
const env = { ...process.env, NODE_ENV: 'test', TZ: 'UTC', TMPDIR: join(folder, 'tmp') };
mkdirSync(env.TMPDIR);

const mariaDb = env.TEST_DATABASE_URL ? undefined : await startMariaDb(folder);
if (mariaDb) env.TEST_DATABASE_URL = mariaDb.url;
else if (!env.TEST_DATABASE_URL && (await answers(3306))) env.TEST_DATABASE_URL = 'mariadb://root@127.0.0.1:3306';
if (!env.TEST_DATABASE_URL)
  console.log('skipped: tests on MariaDB (no TEST_DATABASE_URL, not installed, nothing on 127.0.0.1:3306)');
if (!env.CHROMIUM_PATH) {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
  if (found) env.CHROMIUM_PATH = found;
}
if (!env.CHROMIUM_PATH) console.log('skipped: browser journeys (no Chromium found; set CHROMIUM_PATH)');
if (!env.MATCHING_DATA) console.log('skipped: published matching instances (MATCHING_DATA is not set)');

env.MATRIX_COUNTS = folder;
const report = join(folder, 'report.json');
const run = spawn(
  process.execPath,
  [
    '--enable-source-maps',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: ['ignore', 'ignore', 'inherit'], env },
);
// Whoever breaks the run off does not leave its database server behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => run.kill(signal));
const [status] = await once(run, 'exit');
// The permission matrix runs in parts, so that two workers share it; here they are one.
const parts = readdirSync(folder)
  .filter((name) => name.startsWith('matrix-'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
if (parts.length > 0) {
  const sum = (name) => parts.reduce((total, part) => total + part[name], 0);
  console.log(
    `permission matrix: ${sum('requests')} requests, ${sum('routes')} of ${sum('served')} routes, ${sum('leaks')} leaks`,
  );
}
let failed = status !== 0;
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const brokenFiles = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  ).length;
  failed ||= brokenFiles > 0;
  console.log(
    `${result.numPassedTests} passed, ${result.numFailedTests + brokenFiles} failed, ${result.numPendingTests + result.numTodoTests} skipped`,
  );
} else {
  console.log('0 passed, 1 failed, 0 skipped');
  failed = true;
}
await mariaDb?.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
