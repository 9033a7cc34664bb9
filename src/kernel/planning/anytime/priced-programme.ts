import type { PricedTerm } from './priced-term.js';

/** Classes and seats that a programme could have in each of its terms, and what they gain. */
export interface Choice {
  readonly classes: readonly number[];
  readonly seats: readonly number[];
  gain: number;
}

/** What a programme does at the prices of now. */
export interface PricedProgramme {
  readonly capacity: number;
  readonly terms: readonly PricedTerm[];
}

/** A programme of one or two terms, with every number of classes it may open in them. */
export interface ShortProgramme extends PricedProgramme {
  readonly choices: readonly WritableChoice[];
}

interface WritableChoice extends Choice {
  readonly seats: number[];
}

export function shortProgramme(capacity: number, terms: readonly PricedTerm[]): ShortProgramme {
  const [first, second] = terms as readonly [PricedTerm, PricedTerm | undefined];
  const choices: WritableChoice[] = [];
  for (let a = 0; a <= first.classes; a++)
    for (let b = 0; b <= (second?.classes ?? 0); b++)
      if (a * first.minClass + b * first.minClass <= capacity)
        choices.push({ classes: second ? [a, b] : [a], seats: second ? [0, 0] : [0], gain: 0 });
  return { capacity, terms, choices };
}

/**
 * Gives each choice the seats that gain most in it. What seats of a term gain rises and then falls, so a term has the
 * number at the top, as near as its classes allow; where two terms want more than the capacity, every split is tried.
 */
export function fillChoices({ capacity, terms, choices }: ShortProgramme): void {
  const [first, second] = terms as readonly [PricedTerm, PricedTerm | undefined];
  for (const choice of choices) {
    const [a, b = 0] = choice.classes as readonly [number, number?];
    const one = best(first, a, capacity);
    const two = second ? best(second, b, capacity) : 0;
    if (one + two <= capacity) set(choice, first, second, one, two);
    else {
      const other = second as PricedTerm;
      choice.gain = -Infinity;
      const least = a * first.minClass;
      for (let seats = Math.min(one, capacity - b * other.minClass); seats >= least; seats--) {
        const rest = Math.min(two, capacity - seats);
        const gain = (first.gains[seats] as number) + (other.gains[rest] as number);
        if (gain > choice.gain) set(choice, first, other, seats, rest);
      }
    }
  }
}

/** Most gaining number of seats in so many classes; a pool that cannot fill them makes the choice worthless. */
function best({ gains, minClass, maxClass }: PricedTerm, classes: number, capacity: number): number {
  const most = Math.min(gains.length - 1, classes * maxClass, capacity);
  let seats = classes * minClass;
  while (seats < most && (gains[seats + 1] as number) > (gains[seats] as number)) seats++;
  return seats;
}

function set(
  choice: WritableChoice,
  first: PricedTerm,
  second: PricedTerm | undefined,
  one: number,
  two: number,
): void {
  choice.seats[0] = one;
  if (second) choice.seats[1] = two;
  choice.gain = (first.gains[one] as number) + (second ? (second.gains[two] as number) : 0);
}
