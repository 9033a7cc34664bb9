import { Controller, Get, Param, Post } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/day.js';
import { consentText } from '../../../matchmaking/consent-text.js';
import { CONSENT_VALID_DAYS, consentTexts } from '../../../matchmaking/consents.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { page, redirect } from '../../../platform/views/result.js';
import { ClassContacts } from './class-contacts.js';
import { classHref } from './class-look.js';

/** A firm lets the college of its class see its contact person, and takes that back. */
@Controller('talent/classes/:id/contact')
export class ClassContactPages {
  constructor(
    private readonly contacts: ClassContacts,
    private readonly organisations: Organisations,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Allow('talent.demand.consent')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const { found, parts } = await this.contacts.own(me, id);
    const receiver = await this.organisations.nameOf(found.offer.organisationId);
    const numbers = parts.map(({ member }) => member.number).join('、');
    return page('talent/class-contact', {
      id,
      college: receiver,
      parts: parts.map(({ member, contact, until }) => ({
        number: member.number,
        title: member.title,
        contact,
        until,
      })),
      given: parts.every(({ until }) => until !== null),
      some: parts.some(({ until }) => until !== null),
      paragraphs: consentText(consentTexts.contact, locale, {
        number: numbers,
        enterprise: me.organisationName,
        receiver,
      }),
      version: consentTexts.contact,
      expiresOn: addDays(this.clock.today(), CONSENT_VALID_DAYS),
      backHref: classHref(id),
    });
  }

  @Post()
  @Allow('talent.demand.consent')
  async give(@Me() me: Actor, @Param('id') id: string) {
    await this.contacts.give(me, id);
    return redirect(classHref(id), 'class.contact.given');
  }

  @Post('withdrawal')
  @Allow('talent.demand.consent')
  async withdraw(@Me() me: Actor, @Param('id') id: string) {
    await this.contacts.withdraw(me, id);
    return redirect(classHref(id), 'class.contact.withdrawn', undefined, 'info');
  }
}
