import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { educationLevels } from '../directory/codes/education-levels.js';
import { Organisations } from '../directory/organisations.js';
import { ClassAnswering } from '../domains/talent/class-answering.service.js';
import { DemandFiling } from '../domains/talent/demand-filing.service.js';
import { DemandSubmitting } from '../domains/talent/demand-submitting.service.js';
import { demandTests, DemandVerification } from '../domains/talent/demand-verification.service.js';
import { Demands } from '../domains/talent/demands.service.js';
import { talentCodes } from '../domains/talent/facts.js';
import { PlanRunner } from '../domains/talent/plan-runner.js';
import { zoneRules } from '../domains/talent/plan-rules.js';
import { termAhead } from '../domains/talent/plan-term.js';
import { PlanRun } from '../domains/talent/plan.entity.js';
import { Plans } from '../domains/talent/plans.service.js';
import { PostAnswers } from '../domains/talent/post-answers.js';
import { Publishing } from '../domains/talent/publishing.service.js';
import { SeatConfirming } from '../domains/talent/seat-confirming.service.js';
import type { Actor } from '../kernel/actor.js';
import type { Findings } from '../matchmaking/verifications.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Words } from '../platform/i18n/words.js';
import { Background } from '../platform/scheduling/background.service.js';
import { demoSheet, type SheetRow } from './sheet.js';
import { talentColumn as column, talentWord } from './story-words.js';

/**
 * The year's talent demands of demands.csv, written down, verified and planned in one day after the last scene: every
 * college but the first answers its classes, and the firms of the file's last column confirm their seats.
 */
export class TalentStory {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: ReadonlyMap<string, Actor>,
  ) {}

  async play(): Promise<void> {
    const officer = this.actor('officer');
    const rows = demoSheet('demands.csv');
    const firms = new Map<string, string>();
    for (const row of rows) {
      const demandId = await this.file(officer, row);
      if (row[column.confirmed] === talentWord.confirmed) firms.set(row[column.firm] ?? '', demandId);
    }
    await this.app.get(Background).drain();
    const classes = await this.plan(officer);
    await this.answer(classes.slice(1));
    await this.confirm(firms);
    await this.app.get(Background).drain();
  }

  private async file(officer: Actor, row: SheetRow): Promise<string> {
    const organisation = await this.app.get(Organisations).byName('enterprise', row[column.firm] ?? '');
    if (!organisation) throw new Error(`demands.csv: no enterprise is called ${row[column.firm]}`);
    const owner = [...this.cast.values()].find(({ organisationId }) => organisationId === organisation.id);
    const actor = owner ?? officer;
    const channel = owner ? 'self' : 'visit';
    const demand = await this.app.get(DemandFiling).begin(actor, { organisationId: organisation.id, channel });
    const change = await this.app.get(PostAnswers).change(this.answers(row));
    await this.app.get(Demands).save(actor, demand.id, change);
    await this.app.get(DemandSubmitting).submit(actor, demand.id);
    await this.verify(officer, demand.id, row);
    return demand.id;
  }

  private async verify(officer: Actor, demandId: string, row: SheetRow): Promise<void> {
    const verification = this.app.get(DemandVerification);
    if (row[column.verified] === talentWord.returned)
      await verification.return(officer, demandId, ['conditions'], null, talentWord.returnNote);
    if (row[column.verified] !== talentWord.passed) return;
    const findings = Object.fromEntries(demandTests.map((test) => [test, { finding: 'pass', note: null }])) as Findings;
    await verification.pass(officer, demandId, findings, null);
  }

  private answers(row: SheetRow): Readonly<Record<string, unknown>> {
    const text = (name: string) => row[name] || null;
    const whole = (name: string) => (row[name] ? Number(row[name]) : null);
    return {
      title: text(column.title),
      trade: this.code('trade', row[column.trade]),
      headcountMin: whole(column.least),
      headcountMax: whole(column.most),
      headcountFirm: 'yes',
      onboardBy: `${row[column.month]}-01`,
      educationLevel: educationLevels.entries.find(({ name }) => name === row[column.level])?.code ?? null,
      preferredMajors: text(column.preferred) ?? '',
      acceptableMajors: text(column.acceptable),
      acceptsNear: row[column.near] === talentWord.yes ? 'yes' : 'no',
      cooperation: ['order-class'],
      probationPay: whole(column.probation),
      regularPay: whole(column.pay),
      mentorCount: whole(column.mentors),
      shift: this.code('shift', row[column.shift]),
      board: this.code('board', row[column.board]),
      conditions: text(column.conditions),
      anonymous: 'yes',
    };
  }

  private code(fact: 'trade' | 'shift' | 'board', word = ''): string {
    const words = this.app.get(Words);
    const found = talentCodes[fact].find((code) => words.t('zh-CN', `talent-fact.${fact}.${code}`) === word);
    if (!found) throw new Error(`demands.csv: no ${fact} is called ${word}`);
    return found;
  }

  /** @returns the classes of the plan that seats the most, sent to their colleges */
  private async plan(officer: Actor): Promise<string[]> {
    const term = termAhead(this.app.get(BusinessClock).today());
    const plan = await this.app.get(Plans).create(officer, { term, name: talentWord.plan, rules: zoneRules });
    await this.app.get(PlanRunner).run();
    const run = await this.db.repo(PlanRun).findOneByOrFail({ planId: plan.id, goal: 'coverage', state: 'done' });
    return this.app.get(Publishing).publish(officer, plan.id, run.id);
  }

  private async answer(classes: readonly string[]): Promise<void> {
    for (const classId of classes) {
      const [row] = await this.db.select<{ organisationId: string }>('SELECT organisationId FROM offer WHERE id = ?', [
        classId,
      ]);
      const college = [...this.cast.values()].find(({ organisationId }) => organisationId === row?.organisationId);
      if (college) await this.app.get(ClassAnswering).accept(college, classId, null);
    }
  }

  private async confirm(firms: ReadonlyMap<string, string>): Promise<void> {
    for (const [name, demandId] of firms) {
      const firm = [...this.cast.values()].find(({ organisationName }) => organisationName === name);
      const asked = await this.db.select<{ id: string; quantity: number }>(
        `SELECT r.id, r.quantity FROM referral r JOIN talent_referral t ON t.referralId = r.id
          WHERE r.demandId = ? AND r.state = 'accepted' AND t.stage = 'asked' ORDER BY r.id`,
        [demandId],
      );
      for (const { id, quantity } of firm ? asked : [])
        await this.app.get(SeatConfirming).confirm(firm!, id, Number(quantity));
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
