import { HeldSeats } from './held-seats.js';
import type { SeatNetwork } from './seat-network.js';
import { SeatPaths } from './seat-paths.js';

/**
 * The most seats that the open classes give, kept up as classes open and close: a greatest flow. Any demand may sit in
 * several classes here, below its least, and beside whom it refuses; every other rule is kept.
 */
export class SeatFlow {
  readonly held: HeldSeats;
  private readonly paths: SeatPaths;

  constructor(readonly network: SeatNetwork) {
    this.held = new HeldSeats(network);
    this.paths = new SeatPaths(this.held);
  }

  /** Back to how it was at a mark of what is held. */
  undo(mark: number): void {
    this.held.undo(mark);
    this.paths.forget();
  }

  /** Back to a copy of what is held. */
  putBack(copy: Int32Array): void {
    this.held.putBack(copy);
    this.paths.forget();
  }

  /** Opens one more class with as many as its floor, who may be taken from classes that have more than theirs. @returns whether that can be; if not, it is to be undone */
  open(term: number): boolean {
    this.held.count(term, 1);
    this.paths.forget();
    return this.makeRoom(term) && this.fillFloor(term);
  }

  /** Closes one class. @returns whether the term's other classes keep their floor; if not, it is to be undone */
  close(term: number): boolean {
    const { held, network } = this;
    held.count(term, -1);
    const share = held.shareOf(term);
    for (let firm = network.firms[term] as number; firm < (network.firms[term + 1] as number); firm++)
      this.takeFromFirm(firm, (held.ofFirm[firm] as number) - share);
    this.takeFromTerm(term, (held.inTerm[term] as number) - held.roomOf(term));
    return this.fillFloor(term);
  }

  closeAll(term: number): void {
    this.takeFromTerm(term, this.held.inTerm[term] as number);
    this.held.count(term, -(this.held.classes[term] as number));
    this.paths.forget();
  }

  /** Opens one more class if that can be; everything stays as it is if not. */
  tryOpen(term: number): boolean {
    if (!this.held.mayOpen(term)) return false;
    const before = this.held.mark();
    if (this.open(term)) return true;
    this.undo(before);
    return false;
  }

  /** Seats everybody who can be seated in the classes that are open. */
  fillUp(): void {
    for (let term = 0; term < this.network.terms.length; term++) this.fill(term, this.held.roomOf(term), false);
  }

  /** Opens one more class, and seats whoever can be seated then, if there are more seats afterwards; everything stays as it is if not. */
  openIfBetter(term: number): boolean {
    const { held } = this;
    const { seats } = held;
    const before = held.mark();
    if (!this.tryOpen(term)) return false;
    this.fillUp();
    if (held.seats > seats) return true;
    this.undo(before);
    return false;
  }

  /** Terms with open classes from which the last class that could not be opened would have taken demands, had they any to spare. */
  rivals(): number[] {
    return this.paths.reached().filter((term) => (this.held.classes[term] as number) > 0);
  }

  /** Takes the seats of a way for good. A class that cannot be filled without them closes. */
  bar(way: number): void {
    const { network } = this;
    const term = network.termOf[network.firmOf[way] as number] as number;
    this.takeFromWay(way, Infinity);
    network.seats[way] = 0;
    if (this.fillFloor(term)) return;
    this.closeAll(term);
    while (this.tryOpen(term));
  }

  private fillFloor(term: number): boolean {
    const floor = this.held.floorOf(term);
    return this.fill(term, floor, false) || this.fill(term, floor, true);
  }

  /** @returns whether the term has so many seats now */
  private fill(term: number, size: number, taking: boolean): boolean {
    const { inTerm } = this.held;
    while ((inTerm[term] as number) < size) {
      const wanted = Math.min(size - (inTerm[term] as number), this.held.leftOf(term));
      if (wanted <= 0 || this.paths.find(term, wanted, taking) === 0) return false;
    }
    return true;
  }

  /** Takes seats from other terms of the programme where it has not enough for the floor. */
  private makeRoom(term: number): boolean {
    const { held, network } = this;
    const missing = (): number => -held.spareOf(term) - held.leftOf(term);
    for (const other of network.ofProgramme[network.programme[term] as number] ?? [])
      if (other !== term) this.takeFromTerm(other, Math.min(missing(), held.spareOf(other)));
    return missing() <= 0;
  }

  private takeFromTerm(term: number, seats: number): void {
    const { firms } = this.network;
    let left = seats;
    for (let firm = firms[term] as number; left > 0 && firm < (firms[term + 1] as number); firm++)
      left -= this.takeFromFirm(firm, left);
  }

  private takeFromFirm(firm: number, seats: number): number {
    const { ways } = this.network;
    let taken = 0;
    for (let way = ways[firm] as number; taken < seats && way < (ways[firm + 1] as number); way++)
      taken += this.takeFromWay(way, seats - taken);
    return taken;
  }

  private takeFromWay(way: number, seats: number): number {
    const some = Math.min(seats, this.held.onWay[way] as number);
    if (some > 0) {
      this.held.add(way, -some);
      this.paths.forget();
    }
    return some;
  }
}
