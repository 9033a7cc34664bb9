import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../platform/database/schema.js';

const maybe = { nullable: true } as const;

export class DirectoryTables1770000000700 implements MigrationInterface {
  readonly name = 'DirectoryTables1770000000700';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'enterprise_profile',
      [
        col.ref('organisationId', { primary: true }),
        col.day('establishedOn', maybe),
        col.money('registeredCapital', maybe),
        col.code('entityType', 20, maybe),
        col.code('industry', 6, maybe),
        col.code('region', 12, maybe),
        col.code('park', 30, maybe),
        col.label('address', 120, maybe),
        col.money('latitude', maybe),
        col.money('longitude', maybe),
        col.code('premises', 10, maybe),
        col.count('leaseMonthsLeft', maybe),
        col.label('legalRepName', 60, maybe),
        col.count('legalRepAge', maybe),
        col.ppm('legalRepShare', maybe),
        col.day('legalRepSince', maybe),
        col.count('staff', maybe),
        col.count('insuredStaff', maybe),
        col.count('insuranceMonths', maybe),
        col.code('taxGrade', 2, maybe),
        col.money('annualInvoiced', maybe),
        col.money('taxPaid12m', maybe),
        col.money('taxableSales12m', maybe),
        col.count('inventionPatents', maybe),
        col.count('classTwoRights', maybe),
        col.count('creditInquiries6m', maybe),
        col.code('overdueRecord', 10, maybe),
        col.code('irregularities', 10, maybe),
        col.json('settlementBanks', maybe),
        col.money('creditBalance', maybe),
        col.money('guaranteesGiven', maybe),
        col.label('contactName', 60, maybe),
        col.label('contactTitle', 60, maybe),
        col.code('contactMobile', 20, maybe),
        col.label('contactMail', 190, maybe),
        col.instant('updatedAt'),
        col.version(),
      ],
      {},
    );
    await createTable(
      runner,
      'enterprise_year',
      [
        col.id(),
        col.ref('organisationId'),
        col.count('year'),
        col.money('revenue', maybe),
        col.money('netProfit', maybe),
        col.money('assets', maybe),
        col.money('liabilities', maybe),
        col.money('taxPaid', maybe),
        col.money('rdExpense', maybe),
      ],
      { unique: [['organisationId', 'year']] },
    );
    await createTable(
      runner,
      'enterprise_qualification',
      [col.id(), col.ref('organisationId'), col.code('code', 30), col.day('validUntil', maybe)],
      { unique: [['organisationId', 'code']] },
    );
    await createTable(
      runner,
      'fact_source',
      [
        col.id(),
        col.ref('organisationId'),
        col.code('factKey', 40),
        col.code('source', 20),
        col.day('obtainedOn'),
        col.day('validUntil', maybe),
        col.flag('disputed'),
        col.ref('fileId', maybe),
      ],
      { unique: [['organisationId', 'factKey']] },
    );
    await createTable(runner, 'zone_setting', [col.code('name', 60, { primary: true }), col.label('value', 300)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'zone_setting',
      'fact_source',
      'enterprise_qualification',
      'enterprise_year',
      'enterprise_profile',
    ]) {
      await dropTable(runner, table);
    }
  }
}
