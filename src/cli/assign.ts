import { writeFileSync } from 'node:fs';
import { assignJson } from '../kernel/assignment/assign-json.js';
import type { Finding } from '../kernel/assignment/market.js';
import { readArguments, want } from './arguments.js';
import { numberOption } from './number-option.js';
import { readJsonFile } from './read-json-file.js';

const TOLD = 20;

/** Two-sided assignment without a server: one JSON file in, both sides' best stable matchings out. */
export async function assign(given: readonly string[]): Promise<number> {
  const read = readArguments(given, ['out', 'seconds', 'seed']);
  const file = want(read.words[0], 'INSTANCE');
  const target = want(read.options.get('out'), '--out');
  const seconds = numberOption(read, 'seconds', Infinity, { least: 0 });
  const seed = numberOption(read, 'seed', 1, { whole: true });
  const json = readJsonFile(file);
  const start = process.cpuUsage();
  const goOn = (): boolean => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6 < seconds;
  };
  const { out, found } = assignJson(json, seed, goOn);
  tell(file, found);
  if (!out) return 1;
  writeFileSync(target, `${JSON.stringify(out)}\n`);
  const blocking = out.blockingPairs.length + (out.hospitalOptimal?.blockingPairs.length ?? 0);
  const differ = out.hospitalOptimal
    ? `${out.differ.length} placed elsewhere when hospitals ask`
    : 'no time for the hospital-optimal matching';
  console.log(
    `${out.pairs.length} placed, ${out.unmatched.length} unmatched, ${blocking} blocking pairs, ${differ} → ${target}`,
  );
  if (blocking > 0) return 1;
  const unreadable = found.some(({ code }) => code !== 'one-sided');
  return unreadable || !out.hospitalOptimal ? 3 : 0;
}

function tell(file: string, found: readonly Finding[]): void {
  for (const { at, code, value } of found.slice(0, TOLD))
    console.error(`${file} ${at}: ${code} ${JSON.stringify(value) ?? ''}`);
  if (found.length > TOLD) console.error(`${file}: ${found.length - TOLD} more of the kind`);
}
