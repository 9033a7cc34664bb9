import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ClassState } from '../domains/talent/classes/class-life.js';
import { AgreementPapers } from '../domains/talent/record/agreement-papers.js';
import { Agreements } from '../domains/talent/record/agreements.service.js';
import { ClassMoving } from '../domains/talent/record/class-moving.service.js';
import { mentorsNeeded } from '../domains/talent/record/class-steps.js';
import {
  moduleAssessments,
  moduleKinds,
  moduleOwners,
  modulePlaces,
} from '../domains/talent/record/course-module.entity.js';
import { CourseModules } from '../domains/talent/record/course-modules.service.js';
import { Signing } from '../domains/talent/record/signing.service.js';
import type { Actor } from '../kernel/actor.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Upload } from '../platform/http/multipart.js';
import { Words } from '../platform/i18n/words.js';
import { demoSheet } from './sheet.js';
import { signedPaper } from './signed-paper.js';
import { clauseText, moduleColumn as column } from './story-words.js';

interface Standing {
  readonly id: string;
  readonly college: string;
  readonly seats: number;
  readonly startsOn: string;
  readonly endsOn: string;
}

/**
 * What follows for classes that stand: an agreement that everybody signs, the courses of class-modules.csv, the selection,
 * and on its first day the opening, with a student for each seat.
 */
export class ClassStory {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: ReadonlyMap<string, Actor>,
    private readonly officer: Actor,
  ) {}

  async play(): Promise<void> {
    for (const [college, one] of await this.classesThat('to-sign')) {
      await this.agree(college, one);
      await this.teach(college, one.id);
      await this.app.get(ClassMoving).move(college, one.id, 'selection');
    }
  }

  async open(): Promise<void> {
    const openedOn = this.app.get(BusinessClock).today();
    for (const [college, { id, seats }] of await this.classesThat('selecting'))
      await this.app.get(ClassMoving).open(college, id, { roster: seats, mentors: mentorsNeeded(seats), openedOn });
  }

  private async classesThat(state: ClassState): Promise<(readonly [college: Actor, one: Standing])[]> {
    const classes = await this.app.get(Database).select<Standing>(
      `SELECT o.id, o.organisationId AS college, o.taken AS seats, c.startsOn, c.endsOn FROM order_class c
         JOIN offer o ON o.id = c.offerId WHERE c.state = ? ORDER BY o.number`,
      [state],
    );
    return classes.flatMap((one) => {
      const college = [...this.cast.values()].find(({ organisationId }) => organisationId === one.college);
      return college ? [[college, { ...one, seats: Number(one.seats) }] as const] : [];
    });
  }

  private async agree(college: Actor, { id, startsOn, endsOn }: Standing): Promise<void> {
    const agreements = this.app.get(Agreements);
    const agreement = await agreements.draft(college, id, 'school-firm');
    const terms = { commitRate: 800_000, hoursPerDay: 8, internshipPay: 280_000, insuredSum: 50_000_000 };
    const { insurer, ...clauses } = clauseText;
    const written = { ...terms, validFrom: startsOn, validTo: endsOn, insurer, dispute: 'mediation', clauses, flags: [] } as const; // prettier-ignore
    await agreements.edit(college, id, agreement, written, 1);
    await agreements.submit(college, id, agreement);
    await agreements.approve(this.officer, id, agreement);
    const scan = new Upload('agreement.pdf', signedPaper('signed agreement'));
    const signedOn = this.app.get(BusinessClock).today();
    for (const party of await this.app.get(AgreementPapers).parties(agreement))
      await this.app.get(Signing).sign(this.officer, id, agreement, party.id, { signedOn, scan });
  }

  private async teach(college: Actor, classId: string): Promise<void> {
    for (const row of demoSheet('class-modules.csv'))
      await this.app.get(CourseModules).add(college, classId, {
        name: row[column.name] ?? '',
        kind: this.code('kind', moduleKinds, row[column.kind]),
        term: Number(row[column.term]),
        hours: Number(row[column.hours]),
        credits: Number(row[column.credits]) * 10,
        owner: this.code('owner', moduleOwners, row[column.owner]),
        firmShare: Number(row[column.firmShare]) * 10_000,
        place: this.code('place', modulePlaces, row[column.place]),
        teacher: row[column.teacher] || null,
        mentor: row[column.mentor] || null,
        skills: null,
        assessment: this.code('assessment', moduleAssessments, row[column.assessment]),
      });
  }

  private code<Code extends string>(field: string, codes: readonly Code[], word = ''): Code {
    const words = this.app.get(Words);
    const found = codes.find((code) => words.t('zh-CN', `class.module.${field}.${code}`) === word);
    if (!found) throw new Error(`class-modules.csv: no ${field} is called ${word}`);
    return found;
  }
}
