import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './bench.js';
import { assignBench } from './assign.bench.js';
import { facilitiesBench } from './facilities.bench.js';
import { flowBench } from './flow.bench.js';
import { matchBench } from './match.bench.js';
import { planCutBench } from './plan-cut.bench.js';
import { planBench } from './plan.bench.js';
import { planThreadBench } from './plan-thread.bench.js';

const benches: readonly Bench[] = [
  matchBench,
  planBench,
  planCutBench,
  planThreadBench,
  facilitiesBench,
  assignBench,
  flowBench,
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const wanted = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (wanted.length === 0) {
  console.error(
    `There is no benchmark ${positionals.join(', ')}; there are: ${benches.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
/** Three digits at least: 0.00173 says what 0.00 does not. */
const rounded = (ratio: number): string => (ratio < 0.1 ? ratio.toPrecision(3) : ratio.toFixed(2));

const figures: Figure[] = [];
for (const bench of wanted) {
  for await (const figure of await bench.run()) {
    figures.push(figure);
    const ratio = figure.ratio ? ` (ratio to ${figure.ratio.to}: ${rounded(figure.ratio.value)})` : '';
    console.log(`${figure.name}: ${figure.value.toFixed(figure.value < 10 ? 2 : 0)} ${figure.unit}${ratio}`);
  }
}
if (values.json) writeFileSync(values.json, `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`);
