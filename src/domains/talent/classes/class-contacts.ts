import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Consents } from '../../../matchmaking/consents.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { Database } from '../../../platform/database/database.js';
import { TalentDemand } from '../demands/demand.entity.js';
import { classMachine } from './class-life.js';
import { namesAreKnown } from './class-look.js';
import type { OrderClass } from './class.entity.js';
import { ClassQueries, type MemberRow } from './class.queries.js';
import { ClassVoice } from './class-voice.js';
import { OrderClasses, type FoundClass } from './order-classes.js';

export interface Contact {
  readonly name: string;
  readonly title: string | null;
  readonly mobile: string;
}

/** From when all have confirmed until the class has ended. */
export const contactsCount = (row: OrderClass): boolean => namesAreKnown(row) && !classMachine.isFinal(row.state);

/** A firm's own part of a class whose contact the college may be shown, and until when it may. */
export interface ContactPart {
  readonly member: MemberRow;
  readonly contact: Contact | null;
  readonly until: string | null;
}

/**
 * The contact person of a firm's demand, for the college of its class. Names are known once a class is confirmed; the
 * contact only while the enterprise agrees to it for this demand and this college, looked up each time it is read.
 */
@Injectable()
export class ClassContacts {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly consents: Consents,
    private readonly lifecycle: Lifecycle,
    private readonly voice: ClassVoice,
  ) {}

  /** The firm's own parts. @throws Problem `not-found` without seats here; `state-changed` before the class is confirmed, and once it has ended */
  async own(actor: Actor, id: string): Promise<{ found: FoundClass; parts: ContactPart[] }> {
    const found = await this.classes.require(actor, id);
    const members = (await this.queries.members(id)).filter((one) => one.organisationId === actor.organisationId);
    if (members.length === 0) throw new Problem('not-found');
    if (!contactsCount(found.row)) throw new Problem('state-changed', { state: found.row.state });
    const contacts = await this.contacts(members.map(({ demandId }) => demandId));
    const parts = members.map(async (member) => ({
      member,
      contact: contacts.get(member.demandId) ?? null,
      until: (await this.consents.valid(member.demandId, found.offer.organisationId, 'contact'))?.expiresOn ?? null,
    }));
    return { found, parts: await Promise.all(parts) };
  }

  /** Given once, however often it is clicked. @throws Problem as `own` */
  async give(actor: Actor, id: string): Promise<void> {
    const { found, parts } = await this.own(actor, id);
    await this.db.transaction(async () => {
      for (const { member } of parts) {
        await this.lifecycle.hold(member.demandId);
        const { id: consent } = await this.consents.give(actor, member.demandId, found.offer.organisationId, 'contact');
        await this.voice.college('class-contact-given', found, {}, consent);
      }
    });
  }

  /** @throws Problem as `own` */
  async withdraw(actor: Actor, id: string): Promise<void> {
    const { found, parts } = await this.own(actor, id);
    await this.db.transaction(async () => {
      for (const { member } of parts) {
        await this.lifecycle.hold(member.demandId);
        await this.consents.withdraw(actor, member.demandId, found.offer.organisationId);
      }
    });
  }

  /** What the reader may see, by demand: nothing but for the class's own college, once names are known. */
  async shown(actor: Actor, { offer, row }: FoundClass, members: readonly MemberRow[]): Promise<Map<string, Contact>> {
    if (offer.organisationId !== actor.organisationId || !contactsCount(row)) return new Map();
    const receivers = await this.consents.validAmong(
      members.map(({ demandId }) => demandId),
      'contact',
    );
    const agreed = [...receivers].filter(([, colleges]) => colleges.has(offer.organisationId)).map(([id]) => id);
    return this.contacts(agreed);
  }

  private async contacts(demandIds: readonly string[]): Promise<Map<string, Contact>> {
    const posts = await this.db.repo(TalentDemand).findBy({ demandId: In([...demandIds]) });
    return new Map(
      posts.flatMap(({ demandId, contactName, contactTitle, contactMobile }): [string, Contact][] =>
        contactName && contactMobile
          ? [[demandId, { name: contactName, title: contactTitle, mobile: contactMobile }]]
          : [],
      ),
    );
  }
}
