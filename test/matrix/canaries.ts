import type { Right } from './rights.js';

export interface Canary {
  readonly token: string;
  readonly right: Right;
}

/**
 * Every seeded field of every tenant holds a value that occurs nowhere else, so that finding it in an answer names the
 * field and its owner. Texts are `CN-<org>-<field>-<n>`; figures, rates, numbers and codes are unusual instead.
 */
export class Canaries {
  private readonly known = new Map<string, Canary>();
  /** The last four digits of mobiles, which are shown where the number is masked: no figure may look like them. */
  private readonly tails = new Set<string>();
  private count = 0;

  get size(): number {
    return new Set(this.known.values()).size;
  }

  text(org: string, field: string, right: Right): string {
    const token = `CN-${org}-${field}-${this.next()}`;
    this.know({ token, right }, token.toLowerCase());
    return token;
  }

  mail(org: string, field: string, right: Right): string {
    return `${this.text(org, field, right)}@example.com`.toLowerCase();
  }

  /**
   * In 分; found again as 分, 元 or 万元, with or without thousands commas. `wan` says about how much. Never fewer than two
   * decimals of a 万元: "99" would be found in every other number of milliseconds.
   */
  money(org: string, field: string, right: Right, wan: number): number {
    const nth = (Number(this.next()) * 37) % 801;
    const fen = wan * 1_000_000 + 10_000 * (101 + nth + Math.floor(nth / 9));
    const token = `${fen / 1_000_000} 万元 (${org} ${field})`;
    this.know({ token, right }, String(fen), String(fen / 100), String(fen / 1_000_000));
    return fen;
  }

  /** In ppm; found again as ppm, as percent, or as the fraction that a spreadsheet holds. */
  rate(org: string, field: string, right: Right, ppm: number): number {
    this.next();
    const token = `${ppm} ppm (${org} ${field})`;
    this.know({ token, right }, String(ppm), `${(ppm / 10_000).toFixed(2)}%`, String(ppm / 10_000), String(ppm / 1e6));
    return ppm;
  }

  /** Pay of a month in 分; found again as 分 or 元. `yuan` says about how much. */
  pay(org: string, field: string, right: Right, yuan: number): number {
    let fen = 0;
    do fen = (yuan + Number(this.next())) * 100;
    while (this.tails.has(String(fen / 100)));
    this.know({ token: `${fen / 100} 元 (${org} ${field})`, right }, String(fen), String(fen / 100));
    return fen;
  }

  /** A whole number that is no year, amount or page. */
  whole(org: string, field: string, right: Right, about: number): number {
    let value = 0;
    do value = about + Number(this.next());
    while (this.tails.has(String(value)));
    this.know({ token: `${value} (${org} ${field})`, right }, String(value));
    return value;
  }

  mobile(org: string, field: string, right: Right): string {
    let tail = '';
    do tail = String(7000 + Number(this.next()));
    while (this.known.has(tail));
    this.tails.add(tail);
    const token = `1380000${tail}`;
    this.know({ token: `${token} (${org} ${field})`, right }, token);
    return token;
  }

  /** A credit code, or the four last characters of a contract's number. */
  code(org: string, field: string, right: Right, code: string): string {
    this.next();
    this.know({ token: `${code} (${org} ${field})`, right }, code.toLowerCase());
    return code;
  }

  /** Every canary that the text holds. */
  in(text: string): Set<Canary> {
    const found = new Set<Canary>();
    const note = (form: string) => {
      const canary = this.known.get(form);
      if (canary) found.add(canary);
    };
    for (const [token] of text.matchAll(/cn-[a-z0-9]+-[a-z0-9]+-\d{3,}/gi)) note(token.toLowerCase());
    for (const [code] of text.matchAll(/(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])/g)) note(code.toLowerCase());
    for (const [tail] of text.matchAll(/(?<![\w-])[A-Z]\d[A-Z]\d(?![\w-])/g)) note(tail.toLowerCase());
    for (const [all, digits = ''] of text.matchAll(/(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?![\w-]) ?%?/g)) {
      note(String(Number(digits.replaceAll(',', ''))));
      if (all.endsWith('%')) note(`${Number(digits).toFixed(2)}%`);
    }
    return found;
  }

  private next(): string {
    return String(++this.count).padStart(3, '0');
  }

  private know(canary: Canary, ...forms: string[]): void {
    for (const form of forms) {
      if (this.known.has(form)) throw new Error(`two canaries look like ${form}`);
      this.known.set(form, canary);
    }
  }
}
