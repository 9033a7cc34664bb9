import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemActor, type Actor } from '../../src/kernel/actor.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Organisations } from '../../src/directory/organisations.js';
import { Roles } from '../../src/platform/identity/roles.js';
import { Users } from '../../src/platform/identity/users.js';
import { TEST_PASSWORD } from '../support/visitor.js';

/** A centre with one officer, and nothing else yet. */
export async function foundTown(app: NestFastifyApplication): Promise<Actor> {
  const name = '示例高新区企业服务中心';
  const centre = await app
    .get(Organisations)
    .create(systemActor, { kind: 'centre', name, creditCode: makeCreditCode('12350502', 'MA00C001') });
  const person = {
    username: 'officer',
    name: '林晓敏',
    mail: 'officer@example.com',
    organisationId: centre.id,
    roles: ['officer'],
    password: TEST_PASSWORD,
  };
  const user = await app.get(Users).create(systemActor, person);
  return {
    userId: user.id,
    name: person.name,
    organisationId: centre.id,
    organisationName: name,
    organisationKind: 'centre',
    roles: person.roles,
    permissions: app.get(Roles).permissionsOf(person.roles),
    locale: 'zh-CN',
  };
}
