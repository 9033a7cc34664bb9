import { Busy } from './busy.js';

/** One at a time, first come first served. */
export class FifoGate {
  private held = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limitMs: number) {}

  /**
   * Waits for its turn and returns the function that gives the turn on; calling that twice does no harm.
   *
   * @throws Busy after the limit
   */
  enter(): Promise<() => void> {
    if (!this.held) {
      this.held = true;
      return Promise.resolve(this.turn());
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve(this.turn());
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(new Busy(`waited ${this.limitMs} ms for the database`));
      }, this.limitMs);
      this.waiting.push(go);
    });
  }

  private turn(): () => void {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.held = false;
    };
  }
}
