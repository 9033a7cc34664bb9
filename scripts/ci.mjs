// Everything CI runs, in the order in which it fails fastest. The count line of the tests is printed last.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'yipanqi-ci-'));
const COUNTS = /^\d+ passed, \d+ failed, \d+ skipped$/m;
let counts = '0 passed, 0 failed, 0 skipped';

/** Runs a step and stops everything when it fails. */
function step(name, command, args, { keep = false } = {}) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const run = spawnSync(command, args, {
    stdio: ['ignore', keep ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (keep) process.stdout.write(run.stdout ?? '');
  if (run.status !== 0) stop(name, run.stdout ?? '');
  console.log(`== ${name}: ${Math.round((Date.now() - started) / 1000)} s`);
  return run.stdout ?? '';
}

function stop(name, output = '') {
  rmSync(scratch, { recursive: true, force: true });
  console.log(`\nCI failed: ${name}`);
  console.log(COUNTS.exec(output)?.[0] ?? counts.replace(/\d+ failed/, '1 failed'));
  process.exit(1);
}

const node = process.execPath;
const bin = (name) => join('node_modules', '.bin', name);

step('build', bin('tsc'), ['-p', '.']);
step('lint', bin('oxlint'), ['--type-aware', ...['src', 'test', 'bench'].filter((folder) => existsSync(folder))]);
step('format', bin('prettier'), ['--check', '.']);

for (const [verb, file] of [
  ['openapi', 'docs/openapi.json'],
  ['routes', 'docs/routes.md'],
]) {
  const fresh = join(scratch, verb);
  step(`${file} is fresh`, node, ['scripts/yipanqi.mjs', verb, '--out', fresh]);
  if (readFileSync(fresh, 'utf8') !== readFileSync(file, 'utf8'))
    stop(`${file} is not fresh: npx yipanqi ${verb} --out ${file}`);
}

const tests = step('tests', node, ['scripts/test.mjs'], { keep: true });
counts = COUNTS.exec(tests)?.[0] ?? counts;

rmSync(scratch, { recursive: true, force: true });
console.log('\nCI passed');
console.log(counts);
