import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { isTerm, termAhead } from '../domains/talent/plans/plan-term.js';
import { locate } from '../kernel/planning/facilities/locate.js';
import { shortage, type FacilityInstance } from '../kernel/planning/facilities/facility-instance.js';
import type { PlanInstance } from '../kernel/planning/instance.js';
import { instanceProblems } from '../kernel/planning/instance-problems.js';
import { planClasses, usualLimits } from '../kernel/planning/plan-classes.js';
import { Problem } from '../kernel/problem.js';
import { projectWords } from '../platform/i18n/i18n.module.js';
import { readWorkbook } from '../platform/spreadsheet/read-workbook.js';
import { highsSolver } from '../platform/solver/highs.js';
import { readArguments, UsageError, want } from './arguments.js';
import { put } from './output.js';
import { InstanceError, readInstance } from './plan/read-instance.js';
import { todayInZone } from './today-in-zone.js';

/** Share of the time a search to the end may take; what is left makes the best plan found better. */
const SEARCH = 0.8;

/** The class planner without a server and without a database: an instance in, a plan with its proof out. */
export async function plan(given: readonly string[]): Promise<number> {
  const { words: files, options } = readArguments(given, ['out', 'seconds', 'term']);
  const file = want(files[0], 'INSTANCE');
  const seconds = Number(options.get('seconds') ?? 30);
  if (!(seconds > 0 && seconds <= 3600)) throw new UsageError('--seconds is a number up to 3600');
  for (const one of files) if (!existsSync(one)) throw new UsageError(`${one} is not there`);
  try {
    if (extname(file).toLowerCase() !== '.json') return await sheets(files, seconds, options);
    const asked = readInstance(basename(file), parsed(file));
    const answer =
      asked.kind === 'classes' ? await classes(asked.instance, seconds) : await facilities(asked.instance, seconds);
    put(JSON.stringify(answer, null, 2), options.get('out'));
    return 'why' in answer ? 1 : 0;
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** One workbook with the sheets 人才需求 and 专业, or a file of each. */
async function sheets(
  files: readonly string[],
  seconds: number,
  options: ReadonlyMap<string, string>,
): Promise<number> {
  const term = options.get('term') ?? termAhead(todayInZone());
  if (!isTerm(term)) throw new UsageError('--term is a year and 1 (spring) or 2 (autumn): 2027-1');
  const { readSheets } = await import('./plan/read-sheets.js');
  const words = projectWords();
  try {
    const contents = await Promise.all(files.map((file) => readWorkbook(readFileSync(file), basename(file))));
    const read = await readSheets(
      words,
      contents.flatMap((content) => content.sheets),
      term,
    );
    for (const problem of read.problems) console.error(problem);
    const wrong = instanceProblems(read.instance).map(({ code, at }) => `${code}: ${at}`);
    if (wrong.length > 0) throw new InstanceError(wrong.slice(0, 10).join('; '));
    put(JSON.stringify(await classes(read.instance, seconds), null, 2), options.get('out'));
    return read.problems.length === 0 ? 0 : 3;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new InstanceError(words.t('zh-CN', `problem.${error.code}`, error.params));
  }
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    throw new InstanceError(`${basename(file)}: it is not JSON`);
  }
}

async function classes(instance: PlanInstance, seconds: number) {
  // What is made without the solver counts steps, not seconds: it is stopped only where it takes much longer.
  const endsAt = performance.now() + (seconds * 1.5 + 1) * 1000;
  const solver = await highsSolver({ seconds, cancelled: () => false });
  return planClasses(instance, solver, { ...usualLimits, stopped: () => performance.now() >= endsAt });
}

async function facilities(instance: FacilityInstance, seconds: number) {
  const began = performance.now();
  const solver = await highsSolver({ seconds: seconds * SEARCH, cancelled: () => false });
  const found = locate(instance, solver, () => (performance.now() - began) / 1000 / seconds);
  if (found.open === null) {
    const why =
      shortage(instance) ??
      (found.proof === 'impossible' ? 'no plan keeps all capacities' : 'no plan was found in this time');
    console.error(why);
    return { open: null, assign: null, value: null, bound: null, gap: null, proof: found.proof, why };
  }
  const gap = found.value === 0 ? 0 : Math.max(0, found.value - found.bound) / Math.abs(found.value);
  return {
    open: found.open,
    assign: instance.singleSource ? found.assign.map((list) => list[0]?.facility) : found.assign,
    value: found.value,
    bound: found.bound,
    gap,
    proof: gap < 1e-6 ? 'optimal' : 'limit',
  };
}
