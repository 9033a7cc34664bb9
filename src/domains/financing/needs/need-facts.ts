import { message, type Message, type Text } from '../../../platform/i18n/message.js';
import type { Shown } from '../../../platform/views/value-helpers.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { financingModel } from '../matching/fact-model.js';
import type { FinancingNeed } from './need.entity.js';

export type NeedPage = 'use' | 'money' | 'contact' | 'details';

/** A fact of a need with its label, and the page of the form that asks for it. */
export interface NeedFact {
  readonly name: string;
  readonly page: NeedPage;
  readonly label: Message;
  readonly value: Shown;
}

/** Several words as one, in the reader's language. */
export function joined(words: readonly Text[]): Text | null {
  const [first, ...rest] = words;
  return first === undefined
    ? null
    : rest.reduce<Text>((left, right) => message('need.list-of', { left, right }), first);
}

const word = (prefix: string, code: string | null): Message | null => (code ? message(`${prefix}.${code}`) : null);
const words = (prefix: string, codes: readonly string[] | null): Text | null =>
  joined((codes ?? []).map((code) => message(`${prefix}.${code}`)));
const money = (fen: number | null): Shown => (fen === null ? null : { fen });
const yesNo = (flag: boolean | null): Message | null =>
  flag === null ? null : message(`yes-no.${flag ? 'yes' : 'no'}`);

export const termWord = (months: number | null): Message => message(`term.${months ?? 'undecided'}`);

/** Named as products' conditions name it; what no condition can ask is named as the form does. */
export const factLabel = (name: string): Message =>
  message(financingModel.facts.has(name) ? `fact.${name}` : `financing.need.${name}`);

/** Everything the form asks, in its order; what was not filled in is null. */
export function needFacts(need: FinancingNeed, demand: Demand): NeedFact[] {
  const facts: [NeedPage, Record<string, Shown>][] = [
    [
      'use',
      {
        financingKind: word('fact.financingKind', need.financingKind),
        purpose: word('fact.purpose', need.purpose),
        purposeNote: need.purposeNote,
        repaymentSource: need.repaymentSource,
      },
    ],
    [
      'money',
      {
        amount: money(need.amount),
        termMonths: termWord(need.termMonths),
        guarantees: words('fact.guarantees', need.guarantees),
        neededBy: need.neededBy && { day: need.neededBy },
        maxRate: need.maxRate === null ? null : { ppm: need.maxRate },
        minAmount: money(need.minAmount),
        urgency: word('urgency', need.urgency),
      },
    ],
    [
      'contact',
      {
        contactName: need.contactName,
        contactTitle: need.contactTitle,
        contactMobile: need.contactMobile,
        callHours: need.callHours,
        referralCap: demand.referralCap,
      },
    ],
    [
      'details',
      {
        repayments: words('fact.repayments', need.repayments),
        firstLoan: yesNo(need.firstLoan),
        renewal: yesNo(need.renewal),
        renewalDueOn: need.renewalDueOn && { day: need.renewalDueOn },
        collateralType: word('fact.collateralType', need.collateralType),
        collateralValue: money(need.collateralValue),
        collateralMortgaged: money(need.collateralMortgaged),
      },
    ],
  ];
  return facts.flatMap(([page, values]) =>
    Object.entries(values).map(([name, value]) => ({ name, page, label: factLabel(name), value })),
  );
}
