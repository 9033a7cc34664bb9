import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemActor, type Actor } from '../../src/kernel/actor.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Organisations } from '../../src/directory/organisations.js';
import { Profiles } from '../../src/directory/profile/profiles.js';
import { Drafting } from '../../src/domains/financing/needs/drafting.service.js';
import { Submitting } from '../../src/domains/financing/needs/submitting.service.js';
import { Needs, type NeedChange } from '../../src/domains/financing/needs/needs.service.js';
import type { ProductInput } from '../../src/domains/financing/products/product-input.js';
import { Products } from '../../src/domains/financing/products/products.service.js';
import { Verification, type Findings } from '../../src/domains/financing/verification/verification.service.js';
import type { Offer } from '../../src/matchmaking/offer.entity.js';
import type { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { Roles } from '../../src/platform/identity/roles.js';
import { Users } from '../../src/platform/identity/users.js';
import { TEST_PASSWORD } from '../support/visitor.js';

const WAN = 1_000_000;

/** A small believable town, made through the real services: a centre, two enterprises, two banks, three products. */
export interface Town {
  readonly centre: Organisation;
  readonly lanhai: Organisation;
  readonly yunxiu: Organisation;
  readonly donghu: Organisation;
  readonly qingyuan: Organisation;
  readonly products: readonly Offer[];
  /** Sign-ins: admin, officer, leader, auditor, enterprise1 (lanhai), enterprise2 (yunxiu), bank1 (donghu), bank2 (qingyuan). */
  actor(username: string): Actor;
}

export async function buildTown(app: NestFastifyApplication): Promise<Town> {
  const organisations = app.get(Organisations);
  const make = (kind: Organisation['kind'], name: string, serial: number) =>
    organisations.create(systemActor, {
      kind,
      name,
      sample: true,
      creditCode: makeCreditCode(
        kind === 'centre' ? '12350502' : '91350502',
        `MA00T${String(serial).padStart(3, '0')}`,
      ),
    });
  const centre = await make('centre', '示例高新区企业服务中心', 1);
  const lanhai = await make('enterprise', '海岚光电科技有限公司（示例）', 2);
  const yunxiu = await make('enterprise', '云岫软件有限公司（示例）', 3);
  const donghu = await make('institution', '东湖银行（示例）', 4);
  const qingyuan = await make('institution', '清源农商银行（示例）', 5);

  const actors = new Map<string, Actor>();
  const person = async (username: string, name: string, organisation: Organisation, role: string) => {
    const input = {
      username,
      name,
      mail: `${username}@example.com`,
      organisationId: organisation.id,
      roles: [role],
      password: TEST_PASSWORD,
    };
    const user = await app.get(Users).create(systemActor, input);
    const permissions = app.get(Roles).permissionsOf([role]);
    actors.set(username, {
      userId: user.id,
      name,
      organisationId: organisation.id,
      organisationName: organisation.name,
      organisationKind: organisation.kind,
      roles: [role],
      permissions,
      locale: 'zh-CN',
    });
  };
  await person('admin', '系统管理员', centre, 'admin');
  await person('officer', '林晓敏', centre, 'officer');
  await person('leader', '周主任', centre, 'leader');
  await person('auditor', '审计员', centre, 'auditor');
  await person('enterprise1', '陈海岚', lanhai, 'enterprise');
  await person('enterprise2', '苏云岫', yunxiu, 'enterprise');
  await person('bank1', '刘东湖', donghu, 'bank');
  await person('bank2', '郑清源', qingyuan, 'bank');
  const actor = (username: string): Actor => {
    const found = actors.get(username);
    if (!found) throw new Error(`nobody is called ${username}`);
    return found;
  };

  await fillProfile(app, actor('officer'), lanhai.id);
  await fillProfile(app, actor('officer'), yunxiu.id, { establishedOn: '2025-02-01', taxGrade: 'M' });
  const officer = actor('officer');
  const products = [
    await shelve(app, officer, productOf(donghu, '科创快贷')),
    await shelve(
      app,
      officer,
      productOf(qingyuan, '园区税易贷', { tiers: [tier({ maxAmount: 300 * WAN, rateFrom: 38_500, maxTerm: 24 })] }),
    ),
    await shelve(
      app,
      officer,
      productOf(qingyuan, '成长贷', {
        criteria: [criterion('establishedOn', 'older-than', 24), criterion('taxGrade', 'gte', 'B')],
      }),
    ),
  ];
  return { centre, lanhai, yunxiu, donghu, qingyuan, products, actor };
}

export async function fillProfile(
  app: NestFastifyApplication,
  actor: Actor,
  organisationId: string,
  change: object = {},
): Promise<void> {
  const provenance = { source: 'document', obtainedOn: '2026-10-01', validUntil: '2027-09-30' } as const;
  await app.get(Profiles).change(
    actor,
    organisationId,
    {
      establishedOn: '2019-04-01',
      registeredCapital: 1000 * WAN,
      entityType: 'limited',
      industry: '3976',
      region: '350502',
      park: 'guangzi',
      staff: 80,
      insuredStaff: 76,
      taxGrade: 'A',
      taxPaid12m: 120 * WAN,
      overdueRecord: 'none',
      irregularities: 'none',
      legalRepAge: 45,
      ...change,
    },
    provenance,
  );
  await app.get(Profiles).setYears(
    actor,
    organisationId,
    [2023, 2024, 2025].map((year, i) => ({
      year,
      revenue: (3000 + i * 600) * WAN,
      netProfit: (200 + i * 50) * WAN,
      assets: 5000 * WAN,
      liabilities: 2400 * WAN,
      taxPaid: 110 * WAN,
      rdExpense: 260 * WAN,
    })),
    provenance,
  );
  await app
    .get(Profiles)
    .setQualifications(actor, organisationId, [{ code: 'high-tech', validUntil: '2027-11-30' }], provenance);
}

export const tier = (change: Partial<ProductInput['tiers'][number]> = {}): ProductInput['tiers'][number] => ({
  key: 'credit',
  name: '信用档',
  minAmount: 50 * WAN,
  maxAmount: 1000 * WAN,
  minTerm: null,
  maxTerm: 36,
  guarantees: ['credit'],
  maxLoanToValue: null,
  rateFrom: 34_500,
  rateTo: null,
  pricing: null,
  repayments: null,
  ...change,
});

export const criterion = (
  factKey: string,
  op: string,
  value: unknown,
  change: object = {},
): ProductInput['criteria'][number] => ({
  tierKey: null,
  groupKey: null,
  factKey,
  op,
  negated: false,
  value,
  hard: true,
  weight: 0,
  remark: null,
  ...change,
});

export function productOf(institution: Organisation, title: string, change: Partial<ProductInput> = {}): ProductInput {
  return {
    organisationId: institution.id,
    title,
    sample: true,
    capacity: null,
    terms: {
      summary: `${title}（示例）`,
      audience: '科技型企业',
      useOfFunds: '生产经营',
      handling: '线上+线下',
      approvalDays: 5,
      revolving: false,
      materials: '营业执照；近三年报表',
      fees: null,
      policies: null,
      sourceTitle: '示例',
      sourceGrade: 'A',
      checkedOn: null,
    },
    tiers: [tier()],
    criteria: [
      criterion('establishedOn', 'older-than', 12),
      criterion('qualifications', 'any-of', ['high-tech', 'specialised']),
    ],
    ...change,
  };
}

export async function shelve(app: NestFastifyApplication, officer: Actor, input: ProductInput): Promise<Offer> {
  const products = app.get(Products);
  const offer = await products.create(officer, input);
  await products.move(officer, offer.id, 'publish');
  return offer;
}

export const aNeed: NeedChange = {
  financingKind: 'working-capital',
  purpose: 'materials',
  amount: 500 * WAN,
  termMonths: 24,
  guarantees: ['credit', 'ip-pledge'],
  maxRate: 45_000,
  neededBy: '2026-12-20',
  urgency: 'normal',
  contactName: '陈海岚',
  contactTitle: '财务经理',
  contactMobile: '13800000001',
  referralCap: 3,
};

export const allPass: Findings = {
  compliant: { finding: 'pass', note: null },
  premises: { finding: 'pass', note: null },
  genuine: { finding: 'pass', note: null },
  credit: { finding: 'pass', note: null },
  purpose: { finding: 'pass', note: null },
};

/** A need of the enterprise, filed by itself and taken as far as asked. */
export async function fileNeed(
  app: NestFastifyApplication,
  town: Town,
  to: 'draft' | 'submitted' | 'listed' = 'listed',
  change: NeedChange = {},
  username = 'enterprise1',
): Promise<string> {
  const owner = town.actor(username);
  const { id } = await app.get(Drafting).draft(owner, { organisationId: owner.organisationId, channel: 'self' });
  await app.get(Needs).save(owner, id, { ...aNeed, ...change });
  if (to === 'draft') return id;
  await app.get(Submitting).submit(owner, id);
  if (to === 'listed') await app.get(Verification).pass(town.actor('officer'), id, allPass, null);
  return id;
}
