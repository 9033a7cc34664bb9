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

let mariaDb = env.TEST_DATABASE_URL ? undefined : await startMariaDb(folder);
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
/** Runs Jest. Answers its report, or undefined where it made none. */
async function jest(name, args) {
  const report = join(folder, `${name}.json`);
  const run = spawn(
    process.execPath,
    ['--enable-source-maps', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...args],
    { stdio: ['ignore', 'ignore', 'inherit'], env },
  );
  // Whoever breaks the run off does not leave its database server behind.
  const end = (signal) => run.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  const [status] = await once(run, 'exit');
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, end);
  return existsSync(report) ? { ...JSON.parse(readFileSync(report, 'utf8')), status } : undefined;
}
const passed = ({ status }) => status === 'passed';
const countOf = (file, ...kinds) => file.assertionResults.filter(({ status }) => kinds.includes(status)).length;

const first = await jest('report', process.argv.slice(2));
const results = first ? [first] : [];
if (first && mariaDb && !mariaDb.runs()) {
  // A server that crashed tells nothing of the product: what failed is run again, once, on a new one.
  const failed = first.testResults.filter((file) => !passed(file)).map(({ name }) => name);
  console.log(`the tests' own MariaDB server crashed: ${failed.length} files run again on a new one`);
  mariaDb = await startMariaDb(folder, 'mariadb-again');
  if (mariaDb && failed.length > 0) {
    env.TEST_DATABASE_URL = mariaDb.url;
    const again = await jest('again', ['--runTestsByPath', ...failed]);
    if (again) results.splice(0, 1, { ...first, testResults: first.testResults.filter(passed), status: 0 }, again);
  }
}
// The permission matrix runs in parts, so that two workers share it; here they are one.
const parts = readdirSync(folder)
  .filter((name) => name.startsWith('matrix-'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
if (parts.length > 0) {
  const all = (name) => parts.reduce((total, part) => total + part[name], 0);
  console.log(
    `permission matrix: ${all('requests')} requests, ${all('routes')} of ${all('served')} routes, ${all('leaks')} leaks`,
  );
}
const files = results.flatMap(({ testResults }) => testResults);
const broken = files.filter((file) => file.status === 'failed' && countOf(file, 'failed') === 0).length;
const sum = (...kinds) => files.reduce((total, file) => total + countOf(file, ...kinds), 0);
const failures = results.length === 0 ? 1 : sum('failed') + broken;
const failed = failures > 0 || results.some(({ status }) => status !== 0);
console.log(`${sum('passed')} passed, ${failures} failed, ${sum('pending', 'todo', 'skipped')} skipped`);
await mariaDb?.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
