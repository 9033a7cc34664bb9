import type { Choice, ShortProgramme } from './priced-programme.js';

/** States of a group beyond which its caps are priced instead of counted. */
const MOST_STATES = 1_000;

/** Programmes that share colleges and months in which only so many classes may open: their caps are counted exactly. */
export class CappedGroup {
  private readonly states: number;
  private readonly chosen: readonly Int16Array[];
  private readonly moves: readonly (readonly number[])[];
  /** States from which a move passes no cap. */
  private readonly from: ReadonlyMap<number, Int32Array>;

  constructor(
    readonly programmes: readonly ShortProgramme[],
    caps: readonly number[],
    most: number,
  ) {
    const radix = most + 1;
    /** How far a class of each cap moves the state. */
    const strides = new Map(caps.map((cap, at) => [cap, radix ** at]));
    this.states = radix ** caps.length;
    this.chosen = programmes.map(() => new Int16Array(this.states));
    this.moves = programmes.map(({ terms, choices }) =>
      choices.map(({ classes }) =>
        classes.reduce((sum, count, at) => sum + count * (strides.get(terms[at]?.cap ?? -1) ?? 0), 0),
      ),
    );
    const digit = (state: number, stride: number): number => Math.floor(state / stride) % radix;
    const mayMove = (state: number, move: number): boolean =>
      [...strides.values()].every((stride) => digit(state, stride) + digit(move, stride) < radix);
    const states = Array.from({ length: this.states }, (_, state) => state);
    const moves = [...new Set(this.moves.flat())];
    this.from = new Map(moves.map((move) => [move, Int32Array.from(states.filter((state) => mayMove(state, move)))]));
  }

  static isSmall(caps: number, most: number): boolean {
    return (most + 1) ** caps <= MOST_STATES;
  }

  /** The most the programmes gain together; hands each its choice. */
  best(take: (programme: ShortProgramme, choice: Choice) => void): number {
    let gains = new Float64Array(this.states).fill(-Infinity);
    gains[0] = 0;
    for (const [at, { choices }] of this.programmes.entries()) {
      const next = new Float64Array(this.states).fill(-Infinity);
      const chosen = this.chosen[at] as Int16Array;
      for (const [nth, { gain }] of choices.entries()) {
        if (gain < 0) continue;
        const move = this.moves[at]?.[nth] as number;
        for (const state of this.from.get(move) as Int32Array) {
          const sum = (gains[state] as number) + gain;
          if (sum > (next[state + move] as number)) {
            next[state + move] = sum;
            chosen[state + move] = nth;
          }
        }
      }
      gains = next;
    }
    let state = gains.reduce((top, gain, at) => (gain > (gains[top] as number) ? at : top), 0);
    const gain = gains[state] as number;
    for (let at = this.programmes.length - 1; at >= 0; at--) {
      const nth = (this.chosen[at] as Int16Array)[state] as number;
      const programme = this.programmes[at] as ShortProgramme;
      take(programme, programme.choices[nth] as Choice);
      state -= this.moves[at]?.[nth] as number;
    }
    return gain;
  }
}
