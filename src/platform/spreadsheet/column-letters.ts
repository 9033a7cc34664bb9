/** `A` is 1, `XFD` is 16,384. */
export function columnNumber(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** 1 is `A`, 16,384 is `XFD`. */
export function columnLetters(number: number): string {
  const rest = (number - 1) % 26;
  const head = Math.floor((number - 1) / 26);
  return (head > 0 ? columnLetters(head) : '') + String.fromCharCode(65 + rest);
}
