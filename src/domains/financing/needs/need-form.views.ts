import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { formatWan, parseWan, unitGuess } from '../../../kernel/money.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, type PageResult } from '../../../platform/views/result.js';
import { Filing } from './filing.service.js';
import { answersFrom } from './need-answers.js';
import type { NeedPage } from './need-facts.js';
import { amountLimits, ContactForm, DetailForm, MoneyForm, UseForm } from './need.forms.js';
import { Needs } from './needs.service.js';

export const formOf = { use: UseForm, money: MoneyForm, contact: ContactForm, details: DetailForm } as const;
/** The pages everybody fills, in order; `details` is offered afterwards. */
export const formPages = ['use', 'money', 'contact'] as const;
const WAN = 1_000_000;

export const isNeedPage = (name: unknown): name is NeedPage => typeof name === 'string' && Object.hasOwn(formOf, name);

/** One page of the form as it is shown: for a draft, for a need sent back, and for a need that is filed already. */
@Injectable()
export class NeedFormViews {
  constructor(
    private readonly needs: Needs,
    private readonly filing: Filing,
    private readonly referrals: Referrals,
    private readonly forms: Forms,
    private readonly organisations: Organisations,
  ) {}

  /** `tried` are the answers of a trial, from an address: shown in the form, kept when it is sent. */
  async show(
    actor: Actor,
    id: string,
    name: NeedPage,
    back: string | undefined,
    typed?: FormView,
    tried: object = {},
  ): Promise<PageResult> {
    const { demand, need } = await this.needs.require(actor, id);
    if (!this.needs.mayEdit(actor, demand)) throw new Problem('state-changed', { state: demand.state });
    // A trial names the amount; only then does a list that is not named mean that nothing in it is ticked.
    const changes = 'amount' in tried ? bindReadable<object>(formOf[name], tried) : {};
    const form = typed ?? this.forms.blank(formOf[name], { ...answersFrom(need, demand), ...changes });
    const open = ['draft', 'returned'].includes(demand.state);
    const own = demand.organisationId === actor.organisationId;
    const toCheck = open && (back === 'check' || name === 'details' || demand.state === 'returned');
    const base = `/financing/needs/${id}`;
    const at = formPages.indexOf(name as 'use');
    return page(`financing/need-${name}`, {
      id,
      form,
      open,
      own,
      more: this.moreOpen(form, name),
      step: name === 'details' ? null : { step: at + 1, steps: formPages.length + 1 },
      action: `${base}/${name}${toCheck ? '?back=check' : ''}`,
      autosave: open ? `${base}/autosave?page=${name}` : null,
      backHref: toCheck
        ? `${base}/check`
        : open && at > 0
          ? `${base}/${formPages[at - 1]}`
          : open
            ? '/financing/needs'
            : base,
      filedFor: own ? null : await this.organisations.nameOf(demand.organisationId),
      told: open ? [] : await this.told(id),
      ...(name === 'money' && { guess: amountGuess(form.fields['amount']?.value ?? '', form.fields['amount']?.error) }),
      ...(name === 'contact' && (await this.avoidable(actor, id))),
      ...(name === 'contact' && open && own && { receivers: await this.filing.couldReceive(actor, id) }),
      ...(name === 'details' && { asked: await this.asked(actor, id, form) }),
    });
  }

  private async avoidable(actor: Actor, id: string) {
    const avoidable = await this.filing.avoidable(actor, id);
    return { avoidable, anyAvoided: avoidable.some(({ avoided }) => avoided) };
  }

  /** Who hears of a change: institutions that have the need already. */
  private async told(id: string): Promise<string[]> {
    const open = (await this.referrals.openOf(id)).filter(({ state }) => state !== 'awaiting-consent');
    const ids = [...new Set(open.map((referral) => referral.recipientOrganisationId))];
    return Promise.all(ids.map((organisationId) => this.organisations.nameOf(organisationId)));
  }

  /** Which of the optional questions are worth an answer now, with the reason; those filled in or refused stay. */
  private async asked(actor: Actor, id: string, form: FormView) {
    const worth = await this.filing.worthAsking(actor, id);
    const asked = (name: string) => worth.find(({ factKey }) => factKey === name)?.settles ?? 0;
    return Object.keys(form.fields)
      .map((name) => ({ name, settles: asked(name) }))
      .filter(({ name, settles }) => settles > 0 || given(form, name) || (follows[name] && asked(follows[name]) > 0));
  }

  /** The folded part of a page is open when it holds an answer or something to mend. */
  private moreOpen(form: FormView, name: NeedPage): boolean {
    return (folded[name] ?? []).some((field) => given(form, field) || form.fields[field]?.error);
  }
}

/** Optional fields that a page keeps folded, so that a phone shows what matters. */
const folded: Readonly<Partial<Record<NeedPage, readonly string[]>>> = {
  use: ['purposeNote', 'repaymentSource'],
  money: ['maxRate', 'minAmount', 'urgency'],
  contact: ['contactTitle', 'callHours'],
};

/** Asked together with another question, which alone settles something: until when the loan to be renewed runs. */
const follows: Readonly<Record<string, string>> = { renewalDueOn: 'renewal' };

const given = ({ fields }: FormView, name: string): boolean =>
  Boolean(fields[name]?.value) || fields[name]?.options?.some(({ checked }) => checked) === true;

/** "5,000,000 万元": what was typed, and what was probably meant, in 万元. */
export function amountGuess(typed: string, error: unknown) {
  const amount = parseWan(typed);
  if (!error || !amount.ok) return null;
  const meant = unitGuess(amount.value, { min: amountLimits.usualMin, max: amountLimits.usualMax });
  const within = amount.value >= amountLimits.min && amount.value <= amountLimits.max;
  if (meant === null && !within) return null;
  const shown = (fen: number) => formatWan(fen).replace(/ .*$/, '');
  return {
    typed: shown(amount.value),
    meant: meant === null ? null : { text: shown(meant), value: String(meant / WAN) },
    sure: within,
    question: message(meant === null ? 'need.guess.sure' : 'need.guess.meant', {
      typed: shown(amount.value),
      ...(meant !== null && { meant: shown(meant) }),
    }),
  };
}

/** Outside the usual range the amount is asked for once more. @throws Problem `validation` */
export function askAgain(amount: number, sure: boolean): void {
  if (sure || (amount >= amountLimits.usualMin && amount <= amountLimits.usualMax)) return;
  throw new Problem('validation', {}, [{ field: 'amount', code: 'amount-unusual', params: {} }]);
}

/** Nobody needs at least more than what is asked for. @throws Problem `validation` */
export function leastWithin({ amount, minAmount }: Readonly<Record<string, unknown>>): void {
  if (typeof minAmount === 'number' && minAmount > Number(amount))
    throw new Problem('validation', {}, [{ field: 'minAmount', code: 'above-amount', params: {} }]);
}
