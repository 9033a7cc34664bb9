import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemActor, type Actor } from '../../src/kernel/actor.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Organisations } from '../../src/directory/organisations.js';
import { Campus, Programme } from '../../src/domains/talent/colleges/college.entity.js';
import { TalentDemand, TalentDemandMajor } from '../../src/domains/talent/demands/demand.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Counters } from '../../src/platform/database/counters.js';
import { Database } from '../../src/platform/database/database.js';
import type { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { newId } from '../../src/platform/ids.js';
import { Roles } from '../../src/platform/identity/roles.js';
import { Users } from '../../src/platform/identity/users.js';
import { writePlan } from './class-plan.js';
import type { Town } from './town.js';
import { TEST_PASSWORD } from '../support/visitor.js';

/** A centre, a college with one programme, and four firms: enough for a class. Written as rows, for the races. */
export class TalentTown {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly college: Organisation,
    readonly firms: readonly Organisation[],
    private readonly actors: ReadonlyMap<string, Actor>,
  ) {}

  static async build(app: NestFastifyApplication): Promise<TalentTown> {
    const make = (kind: Organisation['kind'], name: string, serial: number) =>
      app.get(Organisations).create(systemActor, {
        kind,
        name,
        sample: true,
        creditCode: makeCreditCode(
          kind === 'enterprise' ? '91350502' : '12350502',
          `MA0CL${String(serial).padStart(3, '0')}`,
        ),
      });
    const centre = await make('centre', '示例高新区企业服务中心', 1);
    const college = await make('college', '东海职业学院（示例）', 2);
    const firms = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((name, i) => make('enterprise', `${name}工有限公司（示例）`, 10 + i)),
    );
    const actors = new Map<string, Actor>();
    const person = async (username: string, organisation: Organisation, role: string) => {
      const user = await app.get(Users).create(systemActor, {
        username,
        name: username,
        mail: `${username}@example.com`,
        organisationId: organisation.id,
        roles: [role],
        password: TEST_PASSWORD,
      });
      actors.set(username, {
        userId: user.id,
        name: username,
        organisationId: organisation.id,
        organisationName: organisation.name,
        organisationKind: organisation.kind,
        roles: [role],
        permissions: app.get(Roles).permissionsOf([role]),
        locale: 'zh-CN',
      });
    };
    await person('officer', centre, 'officer');
    await person('college1', college, 'college');
    for (const [i, firm] of firms.entries()) await person(`firm${i + 1}`, firm, 'enterprise');
    return new TalentTown(app, college, firms, actors);
  }

  /** Joins a town that stands already: a college comes to it, and its two enterprises are firm1 and firm2. */
  static async beside(app: NestFastifyApplication, town: Town): Promise<TalentTown> {
    const college = await app.get(Organisations).create(systemActor, {
      kind: 'college',
      name: '东海职业学院（示例）',
      sample: true,
      creditCode: makeCreditCode('12350502', 'MA0CL002'),
    });
    const user = await app.get(Users).create(systemActor, {
      username: 'college1',
      name: '周院',
      mail: 'college1@example.com',
      organisationId: college.id,
      roles: ['college'],
      password: TEST_PASSWORD,
    });
    const actor: Actor = {
      ...town.actor('enterprise1'),
      userId: user.id,
      name: user.name,
      organisationId: college.id,
      organisationName: college.name,
      organisationKind: 'college',
      roles: ['college'],
      permissions: app.get(Roles).permissionsOf(['college']),
    };
    const [firm1, firm2] = [town.actor('enterprise1'), town.actor('enterprise2')];
    const actors = new Map([['officer', town.actor('officer')], ['college1', actor], ['firm1', firm1], ['firm2', firm2]]); // prettier-ignore
    return new TalentTown(app, college, [town.lanhai, town.yunxiu], actors);
  }

  actor(username: string): Actor {
    const found = this.actors.get(username);
    if (!found) throw new Error(`nobody is called ${username}`);
    return found;
  }

  private get db(): Database {
    return this.app.get(Database);
  }

  async programme(change: Partial<Programme> & { capacity?: number } = {}): Promise<string> {
    const { capacity = 80, ...columns } = change;
    const id = newId();
    const campusId = newId();
    await this.db.transaction(async () => {
      await this.db.repo(Campus).insert({ id: campusId, organisationId: this.college.id, name: `校区 ${campusId}` });
      await this.db.repo(Offer).insert({
        id,
        domain: 'talent',
        kind: 'programme',
        number: `ZY-${id.slice(-12)}`,
        title: '数控技术',
        organisationId: this.college.id,
        parentOfferId: null,
        state: 'on-shelf',
        revision: 1,
        capacity,
        taken: 0,
        sample: true,
        createdAt: this.app.get(BusinessClock).now(),
      });
      await this.db.repo(Programme).insert({
        offerId: id,
        campusId,
        majorCode: '460103',
        catalogueYear: '2021',
        level: 'associate',
        lengthMonths: 36,
        minClass: 20,
        maxClass: 40,
        maxClassesPerTerm: 2,
        classMonths: 6,
        ...columns,
      });
    });
    return id;
  }

  /** A listed demand of firm `firm` (1 … 4) for `wanted` people. */
  async demand(firm: number, wanted: number, change: Partial<TalentDemand> = {}, majors = ['460103']): Promise<string> {
    const id = newId();
    const owner = this.firms[firm - 1]!;
    const now = this.app.get(BusinessClock).now();
    await this.db.transaction(async () => {
      await this.db.repo(Demand).insert({
        id,
        domain: 'talent',
        number: await this.app.get(Counters).nextNumber('YG', 2026),
        organisationId: owner.id,
        state: 'listed',
        outcome: null,
        wanted,
        reserved: 0,
        activeReferrals: 0,
        referralCap: 5,
        channel: 'self',
        filedBy: this.actor(`firm${firm}`).userId,
        collectedOn: null,
        officerId: null,
        importId: null,
        revision: 1,
        latestRunId: null,
        createdAt: now,
        editedAt: now,
        submittedAt: now,
        listedAt: now,
        closedAt: null,
        expiresOn: '2027-02-15',
      });
      await this.db.repo(TalentDemand).insert({
        demandId: id,
        title: '数控操作员',
        trade: 'machinery',
        headcountMin: 1,
        headcountMax: wanted,
        headcountFirm: true,
        educationLevel: 'associate',
        cooperation: ['order-class'],
        onboardBy: '2027-09-01',
        anonymous: true,
        released: false,
        ...change,
      });
      for (const [position, majorCode] of majors.entries())
        await this.db
          .repo(TalentDemandMajor)
          .insert({ id: newId(), demandId: id, majorCode, role: 'preferred', position });
    });
    return id;
  }

  /** A plan whose one finished run seats these demands in one class of the programme. */
  plan(programmeId: string, seats: ReadonlyMap<string, number>, minSize = 20, maxSize = 40) {
    return writePlan(this.app, this.actor('officer').userId, [{ programmeId, seats, minSize, maxSize }]);
  }
}
