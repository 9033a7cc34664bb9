import { alternatives } from '../../src/kernel/matching/compiled/alternatives.js';
import { Reading } from '../../src/kernel/matching/compiled/reading.js';
import { shelfChanges } from '../../src/kernel/matching/compiled/shelf-changes.js';
import { isConfirmed } from '../../src/kernel/matching/shelf-openings.js';
import { closedInstance, type ClosedInstance } from '../closed/instance.js';
import { fits } from '../closed/hand-written.js';
import { guarantees, today } from '../closed/model.js';
import type { Need } from '../closed/town.js';
import type { Change } from '../../src/kernel/matching/changes.js';
import { cpuBeside, cpuPerCall, type Figure } from '../bench.js';

const NEEDS = 200;

/** G4: every change of one fact, then of two, that opens products; each said change is judged again by the plain evaluator. */
export function oneChangeFigures(): Figure[] {
  const instance = closedInstance(2000, NEEDS);
  const { shelf, sheets } = instance;
  let [said, confirmed, differ] = [0, 0, 0];
  sheets.forEach((sheet, at) => {
    const reading = Reading.of(shelf, sheet, today);
    for (const change of shelfChanges(reading, 'eligible', 2)) {
      said += 1;
      confirmed += Number(isConfirmed(shelf, sheet, today, change, 'eligible'));
    }
    const byHand = scan(instance, at);
    for (const { changes, opens } of shelfChanges(reading, 'eligible', 1))
      differ += Number(byHand.get(nameOf(changes[0] as Change)) !== opens.length);
  });
  let [a, b, c] = [0, 0, 0];
  const next = (at: number) => sheets[at % NEEDS] ?? {};
  const { ours: single, ratio } = cpuBeside(
    () => shelfChanges(Reading.of(shelf, next(a++), today), 'eligible', 1),
    () => scan(instance, c++ % NEEDS),
  );
  const double = cpuPerCall(() => shelfChanges(Reading.of(shelf, next(b++), today), 'eligible', 2));
  return [
    {
      name: 'G4 all changes of one fact of a need, 2000 products',
      value: single,
      unit: 'us CPU',
      ratio: { to: 'a scan with the hand-written loop (times as fast)', value: ratio },
    },
    { name: 'G4 all changes of one and of two facts', value: double / 1000, unit: 'ms CPU' },
    { name: 'G4 changes confirmed by the plain evaluator', value: (confirmed / said) * 100, unit: `% of ${said}` },
    { name: 'G4 changes that open another number in the scan', value: differ, unit: 'changes' },
  ];
}

/** What somebody would write: each number at which an answer may turn, each term, each guarantee, tried on all products. */
function scan({ ordered, needs, shelf, sheets }: ClosedInstance, at: number): Map<string, number> {
  const need = needs[at] as Need;
  const eligible = (one: Need) => {
    const ratio = Math.floor((one.amount * 1_000_000) / one.revenue);
    return ordered.map((product) => fits(product, one, ratio));
  };
  const now = eligible(need);
  const opened = new Map<string, number>();
  for (const change of triedBy(shelf, sheets[at] ?? {})) {
    const then = eligible(changed(need, change));
    opened.set(nameOf(change), then.reduce((sum, fit, index) => sum + Number(fit && !now[index]), 0)); // prettier-ignore
  }
  return opened;
}

const tried = new WeakMap<object, Change[]>();

/** The changes to try are found once and cost the scan nothing. */
function triedBy(shelf: ClosedInstance['shelf'], sheet: ClosedInstance['sheets'][number]): Change[] {
  const known = tried.get(sheet);
  if (known) return known;
  const reading = Reading.of(shelf, sheet, today);
  const found = shelf.changeable.flatMap((key) => alternatives(reading, key).map(({ change }) => change));
  tried.set(sheet, found);
  return found;
}

function changed(need: Need, { factKey, becomes }: Change): Need {
  const value = becomes.kind === 'code' ? guarantees.indexOf(becomes.value) : Number(becomes.value);
  return { ...need, [factKey]: value };
}

const nameOf = ({ factKey, becomes }: Change): string => `${factKey} ${JSON.stringify(becomes.value)}`;
