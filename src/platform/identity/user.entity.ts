import { column, table } from '../database/columns.js';

export const userStates = ['active', 'disabled'] as const;
/** How much mail a person wants: only what they must do, also progress, or everything. */
export const mailLevels = ['must', 'progress', 'all'] as const;

@table('user_account', { unique: [['username'], ['mail']] })
export class User {
  @column.id() id!: string;
  /** Lower case; what is typed at sign-in. */
  @column.code(60) username!: string;
  @column.label(190, { nullable: true }) mail!: string | null;
  @column.label(60) name!: string;
  @column.code(20, { nullable: true }) mobile!: string | null;
  /** argon2id; null until the invitation is taken up. */
  @column.label(255, { nullable: true }) passwordHash!: string | null;
  @column.code(10) locale!: 'zh-CN' | 'en';
  @column.code(10) mailLevel!: (typeof mailLevels)[number];
  @column.code(20) state!: (typeof userStates)[number];
  @column.instant() createdAt!: Date;
  @column.version() version!: number;
}

/** Failed sign-ins, per name typed and per account, whether or not such a user exists: a lock must not tell. */
@table('sign_in_attempt', { index: [['failedAt']] })
export class SignInAttempt {
  /** The SHA-256 of the name typed; the user's id, or where there is none another SHA-256 of the name. */
  @column.code(64, { primary: true }) id!: string;
  @column.count() failures!: number;
  /** Lease clock: a lock ends in real time, whatever day the demo plays. */
  @column.instant({ nullable: true }) lockedUntil!: Date | null;
  @column.instant({ nullable: true }) failedAt!: Date | null;
}

/** A role held in one organisation. */
@table('membership', { unique: [['userId', 'organisationId', 'role']], index: [['organisationId', 'role']] })
export class Membership {
  @column.id() id!: string;
  @column.ref() userId!: string;
  @column.ref() organisationId!: string;
  @column.code(30) role!: string;
}

@table('session', { index: [['userId']] })
export class Session {
  /** SHA-256 of the token; the token itself is only in the cookie or with the API client. */
  @column.code(64, { primary: true }) id!: string;
  @column.ref() userId!: string;
  @column.ref() organisationId!: string;
  /** `web` (cookie) or `api` (bearer token). */
  @column.code(10) kind!: 'web' | 'api';
  @column.label(200) device!: string;
  @column.instant() createdAt!: Date;
  @column.instant() seenAt!: Date;
  @column.instant() expiresAt!: Date;
}

/** A single-use secret sent by mail: an invitation, a password reset, a request for consent. */
@table('one_time_token', { index: [['userId', 'purpose']] })
export class OneTimeToken {
  @column.code(64, { primary: true }) id!: string;
  @column.code(20) purpose!: 'invite' | 'reset';
  @column.ref() userId!: string;
  @column.instant() createdAt!: Date;
  @column.instant() expiresAt!: Date;
  @column.instant({ nullable: true }) usedAt!: Date | null;
}

/** Somebody asks for an account; the centre decides. */
@table('registration', { index: [['state', 'createdAt']] })
export class Registration {
  @column.id() id!: string;
  @column.code(20) organisationKind!: 'enterprise' | 'institution' | 'college';
  @column.label(120) organisationName!: string;
  @column.code(18) creditCode!: string;
  @column.label(60) personName!: string;
  @column.code(20) mobile!: string;
  @column.label(190) mail!: string;
  @column.code(60) username!: string;
  /** Emptied when it has been decided. */
  @column.label(255) passwordHash!: string;
  @column.code(10, { nullable: true }) locale!: 'zh-CN' | 'en' | null;
  @column.code(20) state!: 'waiting' | 'approved' | 'refused';
  /** A code of `mails.refusal`. */
  @column.label(300, { nullable: true }) reason!: string | null;
  /** Where the person was let in. */
  @column.ref({ nullable: true }) organisationId!: string | null;
  @column.ref({ nullable: true }) decidedBy!: string | null;
  @column.instant() createdAt!: Date;
  @column.instant({ nullable: true }) decidedAt!: Date | null;
}
