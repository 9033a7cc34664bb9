import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  addIndex,
  col,
  createTable,
  dropColumns,
  dropIndex,
  dropTable,
} from '../../../platform/database/schema.js';

const maybe = { nullable: true } as const;

const agreementColumns = [
  col.ppm('commitRate', { default: 800_000 }),
  col.count('hoursPerDay', { default: 8 }),
  col.money('internshipPay', maybe),
  col.label('insurer', 80, maybe),
  col.money('insuredSum', maybe),
  col.code('dispute', 20, maybe),
  col.ref('replacesId', maybe),
  col.label('returnNote', 300, maybe),
  col.label('endReason', 300, maybe),
];
const moduleColumns = [col.count('credits', maybe), col.label('mentor', 60, maybe)];
const classColumns = [col.count('roster', maybe), col.count('mentors', maybe)];
const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name);

/**
 * The class record (T7). Its first tables stood without a page that wrote into them, so the two whose rows need more
 * than they could be given (an owner, a firm's word) are made anew.
 */
export class ClassRecord1770000002400 implements MigrationInterface {
  readonly name = 'ClassRecord1770000002400';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'order_class', classColumns);
    await addColumns(runner, 'class_agreement', agreementColumns);
    await dropColumns(runner, 'class_agreement', ['fileId']);
    await addIndex(runner, 'class_agreement', ['classId', 'kind', 'edition'], { unique: true });
    await dropIndex(runner, 'class_agreement', ['classId', 'edition'], { unique: true });
    await addColumns(runner, 'agreement_party', [col.ref('fileId', maybe)]);
    await createTable(runner, 'agreement_flag', [col.id(), col.ref('agreementId'), col.code('rule', 20)], {
      unique: [['agreementId', 'rule']],
    });
    await addColumns(runner, 'course_module', moduleColumns);
    await dropTable(runner, 'class_milestone');
    await createTable(
      runner,
      'class_milestone',
      [
        col.id(),
        col.ref('classId'),
        col.code('kind', 20),
        col.ref('ownerOrganisationId'),
        col.day('dueOn'),
        col.day('doneOn', maybe),
        col.ref('doneBy', maybe),
        col.label('note', 200, maybe),
        col.ref('deadlineId', maybe),
      ],
      {
        index: [
          ['classId', 'dueOn'],
          ['doneOn', 'dueOn'],
          ['ownerOrganisationId', 'doneOn'],
        ],
      },
    );
    await dropTable(runner, 'placement_count');
    await createTable(
      runner,
      'placement',
      [
        col.id(),
        col.ref('classId'),
        col.ref('demandId'),
        col.code('checkpoint', 10),
        col.day('asOf'),
        col.count('seats'),
        col.count('offered'),
        col.count('joined'),
        col.count('working'),
        col.count('gone'),
        col.count('sameField'),
        col.count('nearField'),
        col.count('otherField'),
        col.code('state', 12),
        col.label('disputeNote', 300, maybe),
        col.ref('reportedBy'),
        col.instant('reportedAt'),
        col.ref('confirmedBy', maybe),
        col.instant('confirmedAt', maybe),
      ],
      { unique: [['classId', 'demandId', 'checkpoint']], index: [['demandId']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'placement');
    await createTable(
      runner,
      'placement_count',
      [
        col.id(),
        col.ref('classId'),
        col.ref('demandId'),
        col.day('asOf'),
        col.count('offered'),
        col.count('joined'),
        col.count('stayed'),
        col.ref('reportedBy'),
        col.instant('reportedAt'),
      ],
      { unique: [['classId', 'demandId', 'asOf']] },
    );
    await dropTable(runner, 'class_milestone');
    await createTable(
      runner,
      'class_milestone',
      [
        col.id(),
        col.ref('classId'),
        col.code('kind', 20),
        col.day('dueOn'),
        col.day('doneOn', maybe),
        col.label('note', 200, maybe),
      ],
      {
        index: [
          ['classId', 'dueOn'],
          ['doneOn', 'dueOn'],
        ],
      },
    );
    await dropColumns(runner, 'course_module', names(moduleColumns));
    await dropTable(runner, 'agreement_flag');
    await dropColumns(runner, 'agreement_party', ['fileId']);
    await addIndex(runner, 'class_agreement', ['classId', 'edition'], { unique: true });
    await dropIndex(runner, 'class_agreement', ['classId', 'kind', 'edition'], { unique: true });
    await addColumns(runner, 'class_agreement', [col.ref('fileId', maybe)]);
    await dropColumns(runner, 'class_agreement', names(agreementColumns));
    await dropColumns(runner, 'order_class', names(classColumns));
  }
}
