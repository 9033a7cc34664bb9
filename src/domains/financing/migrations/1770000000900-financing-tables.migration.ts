import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../../platform/database/schema.js';

const maybe = { nullable: true } as const;

export class FinancingTables1770000000900 implements MigrationInterface {
  readonly name = 'FinancingTables1770000000900';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'financing_need',
      [
        col.ref('demandId', { primary: true }),
        col.code('financingKind', 30, maybe),
        col.code('purpose', 30, maybe),
        col.label('purposeNote', 500, maybe),
        col.money('amount', maybe),
        col.money('minAmount', maybe),
        col.count('termMonths', maybe),
        col.ppm('maxRate', maybe),
        col.day('neededBy', maybe),
        col.code('urgency', 10, maybe),
        col.flag('firstLoan', maybe),
        col.flag('renewal', maybe),
        col.day('renewalDueOn', maybe),
        col.json('guarantees', maybe),
        col.code('collateralType', 20, maybe),
        col.money('collateralValue', maybe),
        col.money('collateralMortgaged', maybe),
        col.label('repaymentSource', 300, maybe),
        col.json('repayments', maybe),
        col.json('avoidedInstitutions', maybe),
        col.json('preferredInstitutions', maybe),
        col.label('contactName', 60, maybe),
        col.label('contactTitle', 60, maybe),
        col.code('contactMobile', 20, maybe),
        col.label('callHours', 60, maybe),
        col.ref('chosenQuoteId', maybe),
      ],
      {},
    );
    await createTable(
      runner,
      'need_finding',
      [
        col.id(),
        col.ref('demandId'),
        col.ref('verificationId'),
        col.code('test', 20),
        col.code('finding', 10),
        col.label('note', 300, maybe),
      ],
      { index: [['demandId']] },
    );
    await createTable(
      runner,
      'need_verification',
      [
        col.id(),
        col.ref('demandId'),
        col.code('decision', 10),
        col.json('reasons'),
        col.label('note', 500, maybe),
        col.ref('userId'),
        col.instant('at'),
      ],
      { index: [['demandId', 'at']] },
    );
    await createTable(
      runner,
      'loan_product',
      [
        col.ref('offerId', { primary: true }),
        col.label('summary', 500, maybe),
        col.label('audience', 500, maybe),
        col.label('useOfFunds', 300, maybe),
        col.label('handling', 60, maybe),
        col.count('approvalDays', maybe),
        col.flag('revolving', maybe),
        col.prose('materials', maybe),
        col.label('fees', 500, maybe),
        col.label('policies', 500, maybe),
        col.label('sourceTitle', 200, maybe),
        col.code('sourceGrade', 2, maybe),
        col.day('checkedOn', maybe),
      ],
      {},
    );
    await createTable(
      runner,
      'tier',
      [
        col.id(),
        col.ref('offerId'),
        col.count('revision'),
        col.code('key', 20),
        col.label('name', 60),
        col.count('position'),
        col.money('minAmount', maybe),
        col.money('maxAmount', maybe),
        col.count('minTerm', maybe),
        col.count('maxTerm', maybe),
        col.json('guarantees', maybe),
        col.ppm('maxLoanToValue', maybe),
        col.ppm('rateFrom', maybe),
        col.ppm('rateTo', maybe),
        col.label('pricing', 200, maybe),
        col.json('repayments', maybe),
      ],
      { unique: [['offerId', 'revision', 'key']] },
    );
    await createTable(
      runner,
      'financing_referral',
      [col.ref('referralId', { primary: true }), col.code('stage', 20), col.label('papersAsked', 500, maybe)],
      {},
    );
    await createTable(
      runner,
      'quote',
      [
        col.id(),
        col.ref('referralId'),
        col.ref('demandId'),
        col.money('amount'),
        col.ppm('rate'),
        col.label('pricing', 60, maybe),
        col.count('termMonths'),
        col.code('repayment', 20),
        col.label('guarantee', 120),
        col.label('conditions', 500, maybe),
        col.day('validUntil'),
        col.code('state', 20),
        col.ref('quotedBy'),
        col.instant('quotedAt'),
      ],
      { index: [['referralId'], ['demandId', 'state']] },
    );
    await createTable(
      runner,
      'quote_fee',
      [
        col.id(),
        col.ref('quoteId'),
        col.code('kind', 20),
        col.money('amount'),
        col.code('payee', 20),
        col.code('cycle', 10),
        col.code('bearer', 10),
      ],
      { index: [['quoteId']] },
    );
    await createTable(
      runner,
      'signing',
      [
        col.ref('referralId', { primary: true }),
        col.ref('demandId'),
        col.code('contractTail', 4),
        col.day('signedOn'),
        col.money('amount'),
        col.ppm('rate'),
        col.count('termMonths'),
        col.ref('reportedBy'),
        col.instant('reportedAt'),
      ],
      { index: [['demandId']] },
    );
    await createTable(
      runner,
      'disbursement',
      [
        col.id(),
        col.ref('referralId'),
        col.ref('demandId'),
        col.money('amount'),
        col.ppm('rate'),
        col.day('paidOn'),
        col.code('state', 20),
        col.code('confirmation', 20, maybe),
        col.label('confirmationNote', 300, maybe),
        col.ref('reportedBy'),
        col.instant('reportedAt'),
        col.ref('confirmedBy', maybe),
        col.instant('confirmedAt', maybe),
      ],
      { index: [['referralId'], ['demandId', 'state']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'disbursement',
      'signing',
      'quote_fee',
      'quote',
      'financing_referral',
      'tier',
      'loan_product',
      'need_verification',
      'need_finding',
      'financing_need',
    ];
    for (const table of tables) await dropTable(runner, table);
  }
}
