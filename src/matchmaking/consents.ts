import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { addDays, type Day } from '../kernel/day.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { Consent } from './referral.entity.js';

/** The wording in config/consent that people agree to, by purpose; a new wording is a new version, old consents keep theirs. */
export const consentTexts = { referral: '2026-11', contact: 'contact-2026-11' } as const;
export type ConsentPurpose = keyof typeof consentTexts;
export const CONSENT_VALID_DAYS = 180;

/** A signed 授权书 on paper: its scan, and the day it was signed. */
export interface ConsentPaper {
  readonly fileId: string;
  readonly signedOn: Day;
}

/** Who may be shown a demand, for what, until when (PIPL art. 23: separate consent per receiver). */
@Injectable()
export class Consents {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /** Gives (or finds still valid) the consent for one receiver. `paper`: the signed 授权书 an officer uploaded. */
  async give(
    actor: Actor,
    demandId: string,
    receiver: string,
    purpose: ConsentPurpose = 'referral',
    paper: ConsentPaper | null = null,
  ): Promise<Consent> {
    const valid = await this.valid(demandId, receiver, purpose);
    if (valid) return valid;
    const consent = this.db.repo(Consent).create({
      id: newId(),
      demandId,
      receiverOrganisationId: receiver,
      purpose,
      textVersion: consentTexts[purpose],
      givenBy: actor.userId,
      givenAt: this.clock.now(),
      fileId: paper?.fileId ?? null,
      signedOn: paper?.signedOn ?? null,
      expiresOn: addDays(this.clock.today(), CONSENT_VALID_DAYS),
      withdrawnAt: null,
    });
    await this.db.repo(Consent).insert(consent);
    await this.audit.record(actor, {
      action: 'consent.give',
      type: 'demand',
      id: demandId,
      after: {
        consent: consent.id,
        receiver,
        purpose,
        textVersion: consent.textVersion,
        ...(paper && { file: paper.fileId, signedOn: paper.signedOn }),
      },
    });
    return consent;
  }

  async valid(demandId: string, receiver: string, purpose: ConsentPurpose = 'referral'): Promise<Consent | null> {
    return this.db.repo(Consent).findOne({
      where: {
        demandId,
        receiverOrganisationId: receiver,
        purpose,
        withdrawnAt: IsNull(),
        expiresOn: MoreThanOrEqual(this.clock.today()),
      },
    });
  }

  /** The receivers that may be shown each of these demands now, by demand. */
  async validAmong(
    demandIds: readonly string[],
    purpose: ConsentPurpose = 'referral',
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const found = await this.db.repo(Consent).find({
      where: {
        demandId: In([...demandIds]),
        purpose,
        withdrawnAt: IsNull(),
        expiresOn: MoreThanOrEqual(this.clock.today()),
      },
    });
    return new Map(
      demandIds.map((id) => [
        id,
        new Set(found.filter(({ demandId }) => demandId === id).map((one) => one.receiverOrganisationId)),
      ]),
    );
  }

  async of(demandId: string): Promise<Consent[]> {
    return this.db.repo(Consent).find({ where: { demandId }, order: { givenAt: 'ASC' } });
  }

  /** @returns whether there was one to withdraw */
  async withdraw(actor: Actor, demandId: string, receiver: string): Promise<boolean> {
    const { affected } = await this.db
      .repo(Consent)
      .update({ demandId, receiverOrganisationId: receiver, withdrawnAt: IsNull() }, { withdrawnAt: this.clock.now() });
    if (!affected) return false;
    await this.audit.record(actor, { action: 'consent.withdraw', type: 'demand', id: demandId, after: { receiver } });
    return true;
  }
}
