/** Room for lists and bits that are needed during one question only; grows to what the largest one took. */
export class AttemptRoom {
  /** Replaced when it grows: to be fetched anew after room was taken. */
  words = new Int32Array(0);
  private used = 0;

  /** Everything taken before may be overwritten from now on. */
  clear(): void {
    this.used = 0;
  }

  /** So many words, with whatever is in them. */
  take(count: number): number {
    const at = this.used;
    this.used += count;
    if (this.used > this.words.length) {
      const larger = new Int32Array(this.used * 2);
      larger.set(this.words);
      this.words = larger;
    }
    return at;
  }
}
