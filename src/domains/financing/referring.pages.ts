import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { dueAt } from '../../kernel/deadline.js';
import { Problem } from '../../kernel/problem.js';
import { Organisations } from '../../directory/organisations.js';
import { ConsentQueries } from '../../matchmaking/consent.queries.js';
import { DeadlineLimits } from '../../matchmaking/deadline-limits.js';
import { Calendar } from '../../platform/calendar/calendar.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { pickedIds } from '../../platform/http/picked-ids.js';
import { message } from '../../platform/i18n/message.js';
import { page, redirect } from '../../platform/views/result.js';
import { consentsHref } from './consent.views.js';
import { matchHref, needHref } from './match-links.js';
import { Needs } from './needs.service.js';
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
    private readonly calendar: Calendar,
    private readonly clock: BusinessClock,
    private readonly organisations: Organisations,
  ) {}

  @Get('send')
  @Allow('financing.need.refer')
  async preview(@Me() me: Actor, @Param('id') id: string, @Query('offer') offer: unknown) {
    const { demand } = await this.needs.require(me, id);
    const offers = pickedIds(offer);
    if (offers.length === 0) return redirect(matchHref(id), 'financing.send.none-picked', {}, 'warn');
    const room = demand.referralCap - demand.activeReferrals;
    if (offers.length > room) return redirect(matchHref(id), 'financing.send.too-many', { room }, 'warn');
    const picks = await this.referring.preview(me, id, offers);
    const due = dueAt(this.calendar.working(), this.clock.now(), await this.limits.workingDays('answer-referral'));
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
      answerDays: await this.limits.workingDays('answer-referral'),
      consentDays: await this.limits.workingDays('grant-consent'),
      backHref: matchHref(id),
      crumbs: [
        { label: message('menu.needs'), href: '/financing/needs' },
        { label: demand.number ?? '', href: needHref(id) },
        { label: message('financing.match'), href: matchHref(id) },
        { label: message('financing.send') },
      ],
    });
  }

  @Post('send')
  @Allow('financing.need.refer')
  send(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SendForm, body, {
      submit: async ({ offers }) => {
        const made = await this.referring.refer(me, id, pickedIds(offers));
        const sent = made.filter(({ state }) => state === 'sent').length;
        const params = { sent, waiting: made.length - sent };
        return redirect(`${needHref(id)}/sent`, 'financing.send.done', params);
      },
      again: async (form) => {
        const { demand } = await this.needs.require(me, id);
        const error = form.errors[0] ?? form.fields['offers']?.error;
        return page('financing/send-refused', { id, number: demand.number, error, backHref: matchHref(id) });
      },
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
}
