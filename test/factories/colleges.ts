import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Organisations } from '../../src/directory/organisations.js';
import { Campuses } from '../../src/domains/talent/colleges/campuses.service.js';
import type { Campus } from '../../src/domains/talent/colleges/college.entity.js';
import { usualClass } from '../../src/domains/talent/programmes/programme-limits.js';
import { Programmes, type ProgrammeInput } from '../../src/domains/talent/programmes/programmes.service.js';
import { systemActor, type Actor } from '../../src/kernel/actor.js';
import type { Offer } from '../../src/matchmaking/offer.entity.js';
import type { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { Roles } from '../../src/platform/identity/roles.js';
import { Users } from '../../src/platform/identity/users.js';
import { TEST_PASSWORD } from '../support/visitor.js';

/** A college with a person who signs in as `username`, made through the real services. */
export async function foundCollege(
  app: NestFastifyApplication,
  name: string,
  username: string,
): Promise<{ college: Organisation; actor: Actor }> {
  const college = await app
    .get(Organisations)
    .create(systemActor, { kind: 'college', name, creditCode: null, sample: true });
  const input = { username, name: `${name}老师`, mail: `${username}@example.com`, organisationId: college.id };
  const user = await app.get(Users).create(systemActor, { ...input, roles: ['college'], password: TEST_PASSWORD });
  const permissions = app.get(Roles).permissionsOf(['college']);
  const actor: Actor = {
    userId: user.id, name: input.name, organisationId: college.id, organisationName: name, organisationKind: 'college',
    roles: ['college'], permissions, locale: 'zh-CN',
  }; // prettier-ignore
  return { college, actor };
}

export const addCampus = (app: NestFastifyApplication, actor: Actor, name = '主校区'): Promise<Campus> =>
  app.get(Campuses).add(actor, actor.organisationId, {
    name,
    address: null,
    latitude: 24_881_000,
    longitude: 118_640_000,
  });

export const programmeOf = (campusId: string, change: Partial<ProgrammeInput['terms']> = {}): ProgrammeInput => ({
  capacity: 60,
  nearMajors: [],
  terms: {
    ...usualClass,
    campusId,
    majorCode: '510203',
    department: null,
    lengthMonths: 36,
    yearlyIntake: null,
    roster: null,
    earliestStart: '2027-03-01',
    labs: null,
    certificates: null,
    dualTeachers: null,
    stayRate: null,
    reachKm: null,
    ...change,
  },
});

/** A programme on the shelf. */
export async function shelveProgramme(
  app: NestFastifyApplication,
  actor: Actor,
  input: ProgrammeInput,
  organisationId = actor.organisationId,
): Promise<Offer> {
  const programmes = app.get(Programmes);
  const offer = await programmes.create(actor, organisationId, input);
  await programmes.move(actor, offer.id, 'publish');
  return offer;
}
