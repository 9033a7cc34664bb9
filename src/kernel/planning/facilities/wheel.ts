/** Numbers that look random and are the same every time (xorshift). */
export class Wheel {
  private state = 0x2545f491;

  below(count: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % count;
  }

  share(): number {
    return this.below(1 << 24) / (1 << 24);
  }
}
