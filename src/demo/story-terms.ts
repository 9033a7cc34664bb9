import { addDays, type Day } from '../kernel/day.js';
import { parsePercent, parseWan } from '../kernel/money.js';
import { declineReasons } from '../directory/codes/decline-reasons.js';
import type { FeeInput, QuoteInput } from '../domains/financing/referrals/answering.forms.js';
import { verificationTests } from '../domains/financing/needs/need.entity.js';
import type { Findings } from '../domains/financing/verification/verification.service.js';
import type { SheetRow } from './sheet.js';
import { doubt, feeBearerOf, feeKindOf, feePayeeOf, findingTests, param, repaymentOf } from './story-words.js';

/** Reads the parameters of a scene; whatever cannot be read stops the story. */
export class Terms {
  constructor(private readonly cells: SheetRow) {}

  text(name: string): string {
    const text = this.cells[name];
    if (!text) throw new Error(`${name} is missing`);
    return text;
  }

  optional(name: string): string | null {
    return this.cells[name] || null;
  }

  whole(name: string): number {
    return Number(this.text(name));
  }

  fen(name: string): number {
    return fenOf(this.text(name));
  }

  ppm(name: string): number {
    const read = parsePercent(this.text(name));
    if (!read.ok) throw new Error(`${name}: ${read.code}`);
    return read.value;
  }

  code(name: string, codes: Readonly<Record<string, string>>): string {
    return codeOf(codes, this.text(name));
  }

  declineCode(): string {
    const word = this.text(param.reasonCode);
    const reason = declineReasons.entries.find(({ name }) => name === word);
    if (!reason) throw new Error(`no reason to decline is called ${word}`);
    return reason.code;
  }

  findings(): Findings {
    const remark = this.optional(param.remark);
    const found = verificationTests.map((test) => {
      const doubted = this.text(findingTests[test]) === doubt;
      return [test, doubted ? { finding: 'doubt', note: remark } : { finding: 'pass', note: null }] as const;
    });
    return Object.fromEntries(found) as Findings;
  }

  quote(today: Day): QuoteInput {
    return {
      amount: this.fen(param.amount),
      rate: this.ppm(param.rate),
      termMonths: this.whole(param.term),
      repayment: this.code(param.repayment, repaymentOf),
      guarantee: this.text(param.guarantee),
      conditions: this.optional(param.conditions),
      pricing: null,
      validUntil: addDays(today, this.whole(param.validDays)),
      fees: this.fees(),
    };
  }

  /** `kind:万元:payee:bearer` */
  private fees(): FeeInput[] {
    const text = this.optional(param.fees);
    if (text === null) return [];
    const [kind = '', amount = '', payee = '', bearer = ''] = text.split(':');
    return [
      {
        kind: codeOf(feeKindOf, kind),
        amount: fenOf(amount),
        payee: codeOf(feePayeeOf, payee),
        cycle: 'once',
        bearer: codeOf(feeBearerOf, bearer),
      },
    ];
  }
}

function fenOf(text: string): number {
  const read = parseWan(text);
  if (!read.ok) throw new Error(`${text}: ${read.code}`);
  return read.value;
}

function codeOf<Code extends string>(codes: Readonly<Record<string, Code>>, word: string): Code {
  const code = codes[word];
  if (code === undefined) throw new Error(`${word} is none of ${Object.keys(codes).join(', ')}`);
  return code;
}
