import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { consentHash, consentText } from '../../../matchmaking/consent-text.js';
import { ConsentQueries, type ConsentRow } from '../../../matchmaking/consent.queries.js';
import { CONSENT_VALID_DAYS, consentTexts } from '../../../matchmaking/consents.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { needHref } from '../matching/match-links.js';
import { Needs } from '../needs/needs.service.js';

export const consentsHref = (id: string, rest = ''): string => `${needHref(id)}/consents${rest && `/${rest}`}`;

/** Who may see a need, who has asked, and the text a person agrees to (decisions: one consent a receiver). */
@Injectable()
export class ConsentViews {
  constructor(
    private readonly needs: Needs,
    private readonly queries: ConsentQueries,
    private readonly clock: BusinessClock,
    private readonly organisations: Organisations,
  ) {}

  async list(actor: Actor, id: string): Promise<object> {
    const { demand } = await this.needs.require(actor, id);
    const consents = await this.queries.of(id);
    const valid = new Set(consents.filter((row) => this.stateOf(row) === 'valid').map(({ receiver }) => receiver));
    const asked = (await this.queries.asked(id)).filter(({ receiver }) => !valid.has(receiver));
    const waiting = new Set(asked.map(({ receiver }) => receiver));
    const own = this.isOwn(actor, demand.organisationId);
    const others = await this.queries.receivers(demand.domain);
    return {
      id,
      number: demand.number,
      crumbs: this.crumbs(id, demand.number),
      own,
      centre: actor.organisationKind === 'centre' && may(actor, 'financing.need.refer'),
      asked: asked.map((row) => ({ ...row, giveHref: consentsHref(id, `give?receiver=${row.receiver}`) })),
      consents: consents.map((row) => ({ ...row, state: this.stateOf(row), tone: tones[this.stateOf(row)] })),
      others: others.filter((one) => !valid.has(one.id) && !waiting.has(one.id)),
      open: !['fulfilled', 'closed'].includes(demand.state),
    };
  }

  /** The second step of giving: the very text, for each receiver that was ticked. */
  async give(actor: Actor, id: string, receivers: readonly string[], locale: Locale): Promise<object> {
    const { demand } = await this.needs.require(actor, id);
    if (!this.isOwn(actor, demand.organisationId)) throw new Problem('forbidden');
    const names = await this.requireReceivers(demand.domain, receivers);
    const receiver = names.map(({ name }) => name).join(locale === 'en' ? ', ' : '\u3001');
    const enterprise = await this.organisations.nameOf(demand.organisationId);
    return {
      id,
      names,
      receivers: names.map((one) => one.id).join(),
      paragraphs: consentText(consentTexts.referral, locale, { number: demand.number ?? '', enterprise, receiver }),
      version: consentTexts.referral,
      expiresOn: addDays(this.clock.today(), CONSENT_VALID_DAYS),
      backHref: consentsHref(id),
      crumbs: this.crumbs(id, demand.number),
    };
  }

  /** The 授权书 to print and sign: always in Chinese first, as it is a paper of this zone; the reader's language decides. */
  async letter(actor: Actor, id: string, receiver: string, locale: Locale): Promise<object> {
    const { demand } = await this.needs.require(actor, id);
    const [one] = await this.requireReceivers(demand.domain, [receiver]);
    const parties = {
      number: demand.number ?? '',
      enterprise: await this.organisations.nameOf(demand.organisationId),
      receiver: one?.name ?? '',
    };
    const paragraphs = consentText(consentTexts.referral, locale, parties);
    return {
      ...parties,
      paragraphs,
      hash: consentHash(paragraphs),
      version: consentTexts.referral,
      backHref: consentsHref(id),
    };
  }

  async oneReceiver(actor: Actor, id: string, receiver: string): Promise<{ number: string | null; name: string }> {
    const { demand } = await this.needs.require(actor, id);
    const [one] = await this.requireReceivers(demand.domain, [receiver]);
    return { number: demand.number, name: one?.name ?? '' };
  }

  private async requireReceivers(
    domain: string,
    receivers: readonly string[],
  ): Promise<{ id: string; name: string }[]> {
    const wanted = [...new Set(receivers)];
    if (wanted.length === 0)
      throw new Problem('validation', {}, [{ field: 'receivers', code: 'required', params: {} }]);
    const names = await this.queries.names(domain, wanted);
    if (names.length < wanted.length) throw new Problem('not-found');
    return names;
  }

  private isOwn(actor: Actor, organisationId: string): boolean {
    return organisationId === actor.organisationId && may(actor, 'financing.need.consent');
  }

  private stateOf({ withdrawnAt, expiresOn }: ConsentRow): keyof typeof tones {
    if (withdrawnAt) return 'withdrawn';
    return expiresOn < this.clock.today() ? 'expired' : 'valid';
  }

  private crumbs(id: string, number: string | null): { label: Text; href?: string }[] {
    return [
      { label: message('need.list.title'), href: '/financing/needs' },
      { label: number ?? message('financing.match.record'), href: needHref(id) },
      { label: message('financing.consents') },
    ];
  }
}

const tones = { valid: 'ok', expired: 'mute', withdrawn: 'mute' } as const;
