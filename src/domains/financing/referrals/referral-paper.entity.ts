import { column, table } from '../../../platform/database/columns.js';

/** A file of the enterprise that it has handed to one institution, with the referral it was handed over for. */
@table('referral_paper', { unique: [['referralId', 'fileId']] })
export class ReferralPaper {
  @column.id() id!: string;
  @column.ref() referralId!: string;
  @column.ref() fileId!: string;
  @column.instant() givenAt!: Date;
}
