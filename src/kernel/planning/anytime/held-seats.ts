import type { SeatNetwork } from './seat-network.js';

/** Which classes are open and who has how many seats in which term, with all sums of it. */
export class HeldSeats {
  /** By way, firm of a term, term, demand and programme: seats. */
  readonly onWay: Int32Array;
  readonly ofFirm: Int32Array;
  readonly inTerm: Int32Array;
  readonly ofDemand: Int32Array;
  readonly inProgramme: Int32Array;
  /** By term, and by college and month: open classes. */
  readonly classes: Int32Array;
  readonly inCollege: Int32Array;
  private readonly sum: Int32Array;
  /** All of it in one array, to be kept and put back at one stroke. */
  private readonly all: Int32Array;
  /** Ways with how many more seats, and classes, as −1 − their term, with how many more, in turn. */
  private readonly done: number[] = [];

  constructor(readonly network: SeatNetwork) {
    const { most, termOf, demandOf, terms, ofProgramme, ofCollege } = network;
    const sizes = [demandOf, termOf, terms, most, ofProgramme, terms, ofCollege, [0]].map(({ length }) => length);
    this.all = new Int32Array(sizes.reduce((sum, size) => sum + size, 0));
    let end = 0;
    const next = (): Int32Array => this.all.subarray(end, (end += sizes.shift() ?? 0));
    this.onWay = next();
    this.ofFirm = next();
    this.inTerm = next();
    this.ofDemand = next();
    this.inProgramme = next();
    this.classes = next();
    this.inCollege = next();
    this.sum = next();
  }

  /** All seats that are held. */
  get seats(): number {
    return this.sum[0] as number;
  }

  copy(): Int32Array {
    return this.all.slice();
  }

  /** Back to how it was when the copy was made; nothing before that can be undone any more. */
  putBack(copy: Int32Array): void {
    this.all.set(copy);
    this.done.length = 0;
  }

  /** What was done so far can no longer be undone. */
  keep(): void {
    this.done.length = 0;
  }

  /** How much was done since `keep`: up to here it can be undone later. */
  mark(): number {
    return this.done.length;
  }

  undo(mark: number): void {
    while (this.done.length > mark) {
      const more = this.done.pop() as number;
      const at = this.done.pop() as number;
      if (at >= 0) this.put(at, -more);
      else this.open(-1 - at, -more);
    }
  }

  /** More seats on a way, or fewer. */
  add(way: number, more: number): void {
    this.done.push(way, more);
    this.put(way, more);
  }

  /** More open classes, or fewer. */
  count(term: number, more: number): void {
    this.done.push(-1 - term, more);
    this.open(term, more);
  }

  /** Seats that the open classes of a term must have, may have, and may have of one firm. */
  floorOf(term: number): number {
    return (this.network.floor[term] as number) * (this.classes[term] as number);
  }

  roomOf(term: number): number {
    return (this.network.room[term] as number) * (this.classes[term] as number);
  }

  shareOf(term: number): number {
    return (this.network.share[term] as number) * (this.classes[term] as number);
  }

  /** Seats that the open classes of a term have above their floor. */
  spareOf(term: number): number {
    return (this.inTerm[term] as number) - this.floorOf(term);
  }

  /** Seats of the open classes of a term that nobody has. */
  emptyIn(term: number): number {
    return this.roomOf(term) - (this.inTerm[term] as number);
  }

  /** Seats that the programme of a term could still give. */
  leftOf(term: number): number {
    const programme = this.network.programme[term] as number;
    return (this.network.capacity[programme] as number) - (this.inProgramme[programme] as number);
  }

  /** Whether one more class may open, as far as numbers of classes go. */
  mayOpen(term: number): boolean {
    const { terms, college, mostClasses } = this.network;
    const beside = this.inCollege[college[term] as number] as number;
    return (this.classes[term] as number) < (terms[term]?.classes ?? 0) && beside < mostClasses;
  }

  private put(way: number, more: number): void {
    const { firmOf, termOf, demandOf, programme } = this.network;
    const firm = firmOf[way] as number;
    const term = termOf[firm] as number;
    const demand = demandOf[way] as number;
    const within = programme[term] as number;
    this.onWay[way] = (this.onWay[way] as number) + more;
    this.ofFirm[firm] = (this.ofFirm[firm] as number) + more;
    this.inTerm[term] = (this.inTerm[term] as number) + more;
    this.ofDemand[demand] = (this.ofDemand[demand] as number) + more;
    this.inProgramme[within] = (this.inProgramme[within] as number) + more;
    this.sum[0] = (this.sum[0] as number) + more;
  }

  private open(term: number, more: number): void {
    const college = this.network.college[term] as number;
    this.classes[term] = (this.classes[term] as number) + more;
    this.inCollege[college] = (this.inCollege[college] as number) + more;
  }
}
