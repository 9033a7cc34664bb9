import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { statusOf } from '../../../kernel/problems.js';
import { Organisations } from '../../../directory/organisations.js';
import { ConsentQueries } from '../../../matchmaking/consent.queries.js';
import { DeadlineLimits } from '../../../matchmaking/deadline-limits.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { page, redirect, type PageResult } from '../../../platform/views/result.js';
import { consentsHref } from './consent.views.js';
import { matchHref, needHref, picksHref } from '../matching/match-links.js';
import { MatchViews } from '../matching/match.views.js';
import { Needs } from '../needs/needs.service.js';
import { SendForm } from './referring.forms.js';
import { Referring } from './referring.service.js';

/** 推送: a page that says what goes to whom, and the receipt of what went (F6). */
@Controller('financing/needs/:id')
export class ReferringPages {
  constructor(
    private readonly forms: Forms,
    private readonly needs: Needs,
    private readonly referring: Referring,
    private readonly queries: ConsentQueries,
    private readonly limits: DeadlineLimits,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly views: MatchViews,
  ) {}

  @Get('send')
  @Allow('financing.need.refer')
  async preview(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Query('offer') offer: unknown,
  ) {
    const { demand } = await this.needs.require(me, id);
    const offers = pickedIds(offer);
    if (offers.length === 0) return redirect(matchHref(id), 'financing.send.none-picked', {}, 'warn');
    const room = demand.referralCap - demand.activeReferrals;
    if (offers.length > room) return redirect(picksHref(id, offers), 'financing.send.too-many', { room }, 'warn');
    let picks;
    try {
      picks = await this.referring.preview(me, id, offers);
    } catch (error) {
      if (!(error instanceof Problem) || ![409, 422].includes(statusOf(error.code))) throw error;
      const refused = message(`problem.${error.code}`, { ...error.params });
      return this.refused(me, locale, id, offers, refused, statusOf(error.code));
    }
    const answerDays = await this.limits.workingDays('answer-referral');
    const due = await this.deadlines.dueIn(answerDays);
    return page('financing/send', {
      id,
      number: demand.number,
      enterprise: await this.organisations.nameOf(demand.organisationId),
      offers: offers.join(),
      items: picks.map(({ entry, pair, consent }) => ({
        institution: entry.institutionName,
        product: entry.offer.title,
        status: pair.status,
        consented: consent !== null,
        dueAt: consent ? due : null,
      })),
      waiting: picks.filter(({ consent }) => consent === null).length,
      answerDays,
      consentDays: await this.limits.workingDays('grant-consent'),
      backHref: picksHref(id, offers),
      crumbs: [
        { label: message('need.list.title'), href: '/financing/needs' },
        { label: demand.number ?? '', href: needHref(id) },
        { label: message('financing.match'), href: matchHref(id) },
        { label: message('financing.send') },
      ],
    });
  }

  @Post('send')
  @Allow('financing.need.refer')
  send(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SendForm, body, {
      submit: async ({ offers }) => {
        const made = await this.referring.refer(me, id, pickedIds(offers));
        const sent = made.filter(({ state }) => state === 'sent').length;
        const params = { sent, waiting: made.length - sent };
        return redirect(`${needHref(id)}/sent`, 'financing.send.done', params);
      },
      again: ({ errors, fields: { offers } }) =>
        this.refused(me, locale, id, pickedIds(offers?.value), errors[0] ?? offers?.error),
    });
  }

  /** The receipt: who has the need now, who waits for the enterprise, and by when each answers. */
  @Get('sent')
  @Allow('financing.need.refer', 'financing.need.consent')
  async receipt(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.needs.require(me, id);
    const referrals = await this.queries.referrals(id);
    if (referrals.length === 0) throw new Problem('not-found');
    return page('financing/sent', {
      id,
      number: demand.number,
      sent: referrals.filter(({ state }) => state !== 'awaiting-consent'),
      waiting: referrals.filter(({ state }) => state === 'awaiting-consent'),
      needHref: needHref(id),
      consentsHref: consentsHref(id),
    });
  }

  /** The match page again, with the picks as they were and why nothing went. */
  private async refused(
    me: Actor,
    locale: Locale,
    id: string,
    offers: readonly string[],
    refused: Text | undefined,
    status?: number,
  ): Promise<PageResult> {
    return page('financing/match', { ...(await this.views.show(me, id, locale, { offer: offers })), refused }, status);
  }
}
