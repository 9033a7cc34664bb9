import { column, table } from '../platform/database/columns.js';
import type { ReferralState } from './lifecycle.js';

/** Always one demand × one offer × a quantity (decisions: The lifecycle). */
@table('referral', {
  unique: [['demandId', 'offerId', 'attempt']],
  index: [
    ['recipientOrganisationId', 'state'],
    ['demandId', 'state'],
    ['domain', 'sentAt'],
    ['domain', 'answeredAt'],
  ],
})
export class Referral {
  @column.id() id!: string;
  @column.code(20) domain!: string;
  @column.ref() demandId!: string;
  @column.ref() offerId!: string;
  @column.code(20, { nullable: true }) tierKey!: string | null;
  @column.ref() recipientOrganisationId!: string;
  /** The colleague at the recipient who answers; null = whoever of them comes first. */
  @column.ref({ nullable: true }) handlerId!: string | null;
  @column.money() quantity!: number;
  @column.ref({ nullable: true }) consentId!: string | null;
  /** 1 for the first try; unique with demand and offer, so that a double click cannot refer twice. */
  @column.count() attempt!: number;
  @column.code(20) state!: ReferralState;
  @column.ref() referredBy!: string;
  /** The verdicts as they stood when it was sent: what the recipient is shown. */
  @column.json() verdicts!: object;
  @column.instant() createdAt!: Date;
  @column.instant({ nullable: true }) sentAt!: Date | null;
  @column.instant({ nullable: true }) seenAt!: Date | null;
  @column.instant({ nullable: true }) answeredAt!: Date | null;
  @column.instant({ nullable: true }) closedAt!: Date | null;
  @column.version() version!: number;
}

/** Everything either side said about a referral. Append-only. */
@table('response', { index: [['referralId', 'at']] })
export class ResponseRow {
  @column.id() id!: string;
  @column.ref() referralId!: string;
  @column.code(20) side!: 'enterprise' | 'recipient' | 'centre';
  @column.code(30) kind!: string;
  @column.json() codes!: string[];
  @column.label(500, { nullable: true }) note!: string | null;
  @column.ref() userId!: string;
  @column.instant() at!: Date;
}

/** May this receiver be shown this demand, for this purpose? Checked when it is read and when it is sent. */
@table('consent', { index: [['demandId', 'receiverOrganisationId', 'purpose']] })
export class Consent {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.ref() receiverOrganisationId!: string;
  @column.code(20) purpose!: string;
  /** Version of the text the person read (config/consent). */
  @column.code(20) textVersion!: string;
  @column.ref() givenBy!: string;
  @column.instant() givenAt!: Date;
  /** A signed 授权书 the officer uploaded on the enterprise's behalf. */
  @column.ref({ nullable: true }) fileId!: string | null;
  /** The day on that paper; null = given on the platform. */
  @column.day({ nullable: true }) signedOn!: string | null;
  @column.day() expiresOn!: string;
  @column.instant({ nullable: true }) withdrawnAt!: Date | null;
}

/** What must be done, by whom, by when. The clock counts whole working days and stops only while waiting for the enterprise. */
@table('deadline', {
  index: [['doneAt', 'dueAt'], ['demandId'], ['referralId'], ['offerId'], ['ownerOrganisationId', 'doneAt']],
})
export class Deadline {
  @column.id() id!: string;
  @column.ref({ nullable: true }) demandId!: string | null;
  @column.ref({ nullable: true }) referralId!: string | null;
  /** What one answer of an offer's owner covers, whatever the number of referrals to it. */
  @column.ref({ nullable: true }) offerId!: string | null;
  @column.code(30) kind!: string;
  @column.ref() ownerOrganisationId!: string;
  @column.ref({ nullable: true }) ownerUserId!: string | null;
  @column.count() workingDays!: number;
  @column.instant() startedAt!: Date;
  @column.count() pausedDays!: number;
  @column.instant({ nullable: true }) pausedAt!: Date | null;
  @column.instant() remindAt!: Date;
  @column.instant() dueAt!: Date;
  @column.instant() escalateAt!: Date;
  /** A year without a holiday notice was crossed: counted by weekends, recomputed when the notice is imported. */
  @column.flag() byWeekends!: boolean;
  /** How far the clock has spoken: none, half (50 %), due (100 %), escalated (150 %). */
  @column.code(20) mark!: 'none' | 'half' | 'due' | 'escalated';
  @column.instant({ nullable: true }) doneAt!: Date | null;
}

/** The memory of a case: an officer's note for colleagues, a phone call, a word to the enterprise; what the enterprise said when it took the demand back. Append-only. */
@table('case_note', { index: [['demandId', 'at']] })
export class CaseNote {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.ref({ nullable: true }) referralId!: string | null;
  @column.code(20) kind!: 'note' | 'call' | 'message' | 'withdrawal';
  @column.label(20) audience!: 'staff' | 'enterprise';
  @column.prose() text!: string;
  @column.day({ nullable: true }) nextOn!: string | null;
  @column.ref() authorId!: string;
  @column.instant() at!: Date;
}
