import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ClassAnswering, declineCodes } from '../domains/talent/classes/class-answering.service.js';
import { Colleges } from '../domains/talent/colleges/colleges.service.js';
import { DemandVerification, demandTests } from '../domains/talent/demands/demand-verification.service.js';
import { majorNamed } from '../domains/talent/programmes/major-reading.js';
import { PlanRunner } from '../domains/talent/plans/plan-runner.js';
import { zoneRules } from '../domains/talent/plans/plan-rules.js';
import { type Term, termAhead } from '../domains/talent/plans/plan-term.js';
import { PlanRun } from '../domains/talent/plans/plan.entity.js';
import { Plans } from '../domains/talent/plans/plans.service.js';
import { PoolInterests } from '../domains/talent/pool/pool-interests.service.js';
import { Publishing } from '../domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../domains/talent/classes/seat-confirming.service.js';
import type { Actor } from '../kernel/actor.js';
import type { Findings } from '../matchmaking/verifications.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Words } from '../platform/i18n/words.js';
import { Background } from '../platform/scheduling/background.service.js';
import { ClassStory } from './class-story.js';
import { demoSheet, type SheetRow } from './sheet.js';
import { answerColumn, poolColumn, talentColumn as column, talentWord } from './story-words.js';
import { TownImport } from './town.js';

interface AskedRow {
  readonly row: SheetRow;
  readonly demandId: string;
}

interface Asked {
  readonly id: string;
  readonly offerId: string;
  readonly quantity: number;
  readonly organisationId: string;
}

/** The first class was put together for the autumn that had begun. */
const FIRST_TERM: Term = '2026-2';

/** Colleges that have confirmed their data for the quarter in which the story is played; the others are asked. */
const CONFIRMING = ['college1', 'college3', 'college4', 'college6'];

/**
 * Talent demands, imported, verified and planned: those of first-class.csv weeks before the story begins, the year's of
 * demands.csv in one day after its last scene. Colleges answer as class-answers.csv says, and the firms of a file's last
 * column confirm their seats or give them up; a class that stands is signed and selects its students.
 */
export class TalentStory {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: ReadonlyMap<string, Actor>,
  ) {}

  /** The class that runs while the story is played. */
  async playFirstClass(): Promise<void> {
    const rows = await this.ask('first-class.csv');
    await this.settle(rows, FIRST_TERM);
  }

  /** On its first day. */
  async openFirstClass(): Promise<void> {
    await this.following().open();
    await this.app.get(Background).drain();
  }

  async confirmColleges(): Promise<void> {
    for (const name of CONFIRMING) {
      const college = this.actor(name);
      await this.app.get(Colleges).confirm(college, college.organisationId);
    }
  }

  async play(): Promise<void> {
    const rows = await this.ask('demands.csv');
    await this.answerPool();
    await this.settle(rows, termAhead(this.app.get(BusinessClock).today()));
  }

  /** @returns the rows of the file, each with the demand that it became */
  private async ask(file: string): Promise<AskedRow[]> {
    const officer = this.actor('officer');
    const demands = await new TownImport(this.app, officer).importAll('demands', [file]);
    const rows = demoSheet(file).map((row, i) => ({ row, demandId: demands[i] ?? '' }));
    for (const { row, demandId } of rows) await this.verify(officer, demandId, row);
    await this.app.get(Background).drain();
    return rows;
  }

  private async settle(rows: readonly AskedRow[], term: Term): Promise<void> {
    await this.answer(await this.plan(this.actor('officer'), term));
    for (const { row, demandId } of rows) await this.confirm(demandId, row[column.confirmed] ?? '');
    await this.following().play();
    await this.app.get(Background).drain();
  }

  private following(): ClassStory {
    return new ClassStory(this.app, this.cast, this.actor('officer'));
  }

  private async verify(officer: Actor, demandId: string, row: SheetRow): Promise<void> {
    const verification = this.app.get(DemandVerification);
    if (row[column.verified] === talentWord.returned)
      await verification.return(officer, demandId, ['conditions'], null, talentWord.returnNote);
    if (row[column.verified] !== talentWord.passed) return;
    const findings = Object.fromEntries(demandTests.map((test) => [test, { finding: 'pass', note: null }])) as Findings;
    await verification.pass(officer, demandId, findings, null);
  }

  /** @returns the classes of the plan that seats the most, sent to their colleges */
  private async plan(officer: Actor, term: Term): Promise<string[]> {
    const plan = await this.app.get(Plans).create(officer, { term, name: talentWord.plan, rules: zoneRules });
    await this.app.get(PlanRunner).run();
    const run = await this.db.repo(PlanRun).findOneByOrFail({ planId: plan.id, goal: 'coverage', state: 'done' });
    return this.app.get(Publishing).publish(officer, plan.id, run.id);
  }

  /** What colleges say to the pool before anything is planned: pool-answers.csv. */
  private async answerPool(): Promise<void> {
    for (const row of demoSheet('pool-answers.csv')) {
      const kind = row[poolColumn.answer] === talentWord.interested ? 'interested' : 'declined';
      await this.app.get(PoolInterests).answer(this.actor(row[poolColumn.who] ?? ''), this.majorOf(row), {
        kind,
        codes: kind === 'declined' ? [this.reason(row)] : [],
        seats: row[poolColumn.seats] ? Number(row[poolColumn.seats]) : null,
        note: row[poolColumn.note] || null,
      });
    }
  }

  /** What class-answers.csv says to the major of a class; a class whose major is not there still waits. */
  private async answer(classes: readonly string[]): Promise<void> {
    const answers = new Map(demoSheet('class-answers.csv').map((row) => [this.majorOf(row), row]));
    for (const classId of classes) {
      const [found] = await this.db.select<{ organisationId: string; majorCode: string }>(
        `SELECT o.organisationId, p.majorCode FROM offer o JOIN programme p ON p.offerId = o.parentOfferId WHERE o.id = ?`,
        [classId],
      );
      const row = answers.get(found?.majorCode ?? '');
      const college = [...this.cast.values()].find(({ organisationId }) => organisationId === found?.organisationId);
      if (!row || !college) continue;
      const answering = this.app.get(ClassAnswering);
      const note = row[answerColumn.note] || null;
      if (row[answerColumn.answer] === talentWord.accepted) await answering.accept(college, classId, note);
      else if (row[answerColumn.answer] === talentWord.declined)
        await answering.decline(college, classId, [this.reason(row)], note);
      else throw new Error(`class-answers.csv: no answer is called ${row[answerColumn.answer]}`);
    }
  }

  private majorOf(row: SheetRow): string {
    const major = majorNamed(row[answerColumn.major] ?? '');
    if (!major) throw new Error(`class-answers.csv: no major is called ${row[answerColumn.major]}`);
    return major.code;
  }

  private reason(row: SheetRow): string {
    const words = this.app.get(Words);
    const found = declineCodes.find((code) => words.t('zh-CN', `class.decline.${code}`) === row[answerColumn.reason]);
    if (!found) throw new Error(`class-answers.csv: no reason is called ${row[answerColumn.reason]}`);
    return found;
  }

  /** `确认`: all its seats; `确认 8`: so many at most; `放弃`: none. */
  private async confirm(demandId: string, said: string): Promise<void> {
    if (said === '') return;
    const asked = await this.db.select<Asked>(
      `SELECT r.id, r.offerId, r.quantity, d.organisationId FROM referral r JOIN talent_referral t ON t.referralId = r.id
         JOIN demand d ON d.id = r.demandId
        WHERE r.demandId = ? AND r.state = 'accepted' AND t.stage = 'asked' ORDER BY r.id`,
      [demandId],
    );
    const [word = '', most = Infinity] = said.split(' ');
    for (const { id, offerId, quantity, organisationId } of asked) {
      const firm = [...this.cast.values()].find((one) => one.organisationId === organisationId);
      if (!firm) throw new Error(`demands.csv: nobody of people.csv can say ${said} for ${demandId}`);
      const seats = this.app.get(SeatConfirming);
      if (word === talentWord.confirmed)
        await seats.confirm(firm, offerId, id, Math.min(Number(quantity), Number(most)));
      else if (word === talentWord.givenUp) await seats.giveUp(firm, offerId, id, 'business', null);
      else throw new Error(`demands.csv: no answer to seats is called ${said}`);
    }
  }

  private actor(username: string): Actor {
    const found = this.cast.get(username);
    if (!found) throw new Error(`people.csv: nobody is called ${username}`);
    return found;
  }

  private get db(): Database {
    return this.app.get(Database);
  }
}
