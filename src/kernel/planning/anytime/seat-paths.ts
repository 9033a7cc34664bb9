import type { HeldSeats } from './held-seats.js';

/**
 * Finds seats for a class by augmenting paths (Ford and Fulkerson 1956): a demand that wants more comes in, or one that
 * sits elsewhere, in whose seat another comes, and so on, until one comes who had none.
 */
export class SeatPaths {
  /** Terms, firms of terms, demands, one behind another: when each was seen last, and since when it is known to lead nowhere. */
  private readonly seen: Int32Array;
  private readonly idle: Int32Array;
  private readonly queue: Int32Array;
  private readonly before: Int32Array;
  /** The way by which a firm or a demand was reached from one another. */
  private readonly by: Int32Array;
  private search = 0;
  private since = 1;
  private end = 0;

  constructor(private readonly held: HeldSeats) {
    const { terms, termOf, most } = held.network;
    const size = terms.length + termOf.length + most.length;
    this.seen = new Int32Array(size);
    this.idle = new Int32Array(size);
    this.queue = new Int32Array(size);
    this.before = new Int32Array(size);
    this.by = new Int32Array(size);
  }

  /** To be called when seats were put elsewhere than by paths, or classes opened or closed: what led nowhere may lead somewhere now. */
  forget(): void {
    this.since += 1;
  }

  /** Terms that the last search came to. */
  reached(): number[] {
    const { terms } = this.held.network;
    return [...this.queue.subarray(0, this.end)].filter((node) => node < terms.length);
  }

  /**
   * Seats for a term along one path. O(ways).
   * @param wanted more than none, and no more than the term and its programme have room for
   * @param taking whether a path may end at a term that has more than its floor, which then has fewer. Only after a
   * search without has found nothing.
   * @returns how many it has more now
   */
  find(term: number, wanted: number, taking: boolean): number {
    const last = this.reach(term, taking);
    if (last < 0) {
      if (!taking) for (let at = 0; at < this.end; at++) this.idle[this.queue[at] as number] = this.since;
      return 0;
    }
    const seats = Math.min(wanted, this.narrowest(term, last));
    this.send(term, last, seats);
    return seats;
  }

  /** Walks from the term to where seats come from, breadth first. @returns the end of the path; −1 where there is none */
  private reach(from: number, taking: boolean): number {
    const { held, queue, by } = this;
    const { network, ofFirm, ofDemand, onWay } = held;
    const { firms, termOf, ways, demandOf, firmOf, seats, most, demandWays, waysOf } = network;
    const firstFirm = network.terms.length;
    const firstDemand = firstFirm + termOf.length;
    this.search += 1;
    this.end = 0;
    this.come(from, -1, taking);
    for (let at = 0; at < this.end; at++) {
      const node = queue[at] as number;
      if (node < firstFirm) {
        if (taking && node !== from && held.spareOf(node) > 0) return node;
        const share = held.shareOf(node);
        for (let firm = firms[node] as number; firm < (firms[node + 1] as number); firm++)
          if ((ofFirm[firm] as number) < share) this.come(firstFirm + firm, node, taking);
        if (node !== from && held.spareOf(node) > 0) this.comeToSiblings(node, taking);
      } else if (node < firstDemand) {
        const firm = node - firstFirm;
        for (let way = ways[firm] as number; way < (ways[firm + 1] as number); way++) {
          const demand = demandOf[way] as number;
          if ((onWay[way] as number) >= (seats[way] as number)) continue;
          if (!this.come(firstDemand + demand, node, taking)) continue;
          by[firstDemand + demand] = way;
          if ((ofDemand[demand] as number) < (most[demand] as number)) return firstDemand + demand;
        }
        if ((ofFirm[firm] as number) > 0) this.come(termOf[firm] as number, node, taking);
      } else {
        const demand = node - firstDemand;
        for (let n = demandWays[demand] as number; n < (demandWays[demand + 1] as number); n++) {
          const way = waysOf[n] as number;
          if ((onWay[way] as number) === 0) continue;
          const firm = firstFirm + (firmOf[way] as number);
          if (this.come(firm, node, taking)) by[firm] = way;
        }
      }
    }
    return -1;
  }

  /** Other terms of a term's programme, which may have the seats that it gives up: they are seats of one programme. */
  private comeToSiblings(term: number, taking: boolean): void {
    const { network } = this.held;
    for (const other of network.ofProgramme[network.programme[term] as number] ?? [])
      if (this.held.emptyIn(other) > 0) this.come(other, term, taking);
  }

  /** @returns whether it is the first time, and may lead somewhere */
  private come(node: number, before: number, taking: boolean): boolean {
    if (this.seen[node] === this.search || (!taking && this.idle[node] === this.since)) return false;
    this.seen[node] = this.search;
    this.before[node] = before;
    this.queue[this.end] = node;
    this.end += 1;
    return true;
  }

  private narrowest(from: number, last: number): number {
    const { held, before, by } = this;
    const { network, ofFirm, ofDemand, onWay } = held;
    const firstFirm = network.terms.length;
    const firstDemand = firstFirm + network.termOf.length;
    let least =
      last < firstFirm
        ? held.spareOf(last)
        : (network.most[last - firstDemand] as number) - (ofDemand[last - firstDemand] as number);
    for (let node = last; node !== from; node = before[node] as number) {
      const previous = before[node] as number;
      const way = by[node] as number;
      if (node >= firstDemand) least = Math.min(least, (network.seats[way] as number) - (onWay[way] as number));
      else if (node >= firstFirm && previous >= firstDemand) least = Math.min(least, onWay[way] as number);
      else if (node >= firstFirm)
        least = Math.min(least, held.shareOf(previous) - (ofFirm[node - firstFirm] as number)); // prettier-ignore
      else if (previous >= firstFirm) least = Math.min(least, ofFirm[previous - firstFirm] as number);
      else least = Math.min(least, held.spareOf(previous), held.emptyIn(node));
    }
    return least;
  }

  private send(from: number, last: number, seats: number): void {
    const { held, before, by } = this;
    const firstFirm = held.network.terms.length;
    const firstDemand = firstFirm + held.network.termOf.length;
    for (let node = last; node !== from; node = before[node] as number) {
      if (node >= firstDemand) held.add(by[node] as number, seats);
      else if (node >= firstFirm && (before[node] as number) >= firstDemand) held.add(by[node] as number, -seats);
    }
  }
}
