import { Profiles } from '../../src/directory/profile/profiles.js';
import type { ProductInput } from '../../src/domains/financing/products/product-input.js';
import { Products } from '../../src/domains/financing/products/products.service.js';
import { criterion, fillProfile, productOf, shelve, tier } from '../factories/town.js';
import type { Right } from './rights.js';
import type { World } from './world.js';

export type BankOrg = 'donghu' | 'qingyuan' | 'jiuli' | 'stranger';
const banks: readonly BankOrg[] = ['donghu', 'qingyuan', 'jiuli', 'stranger'];
const enterprises = ['lanhai', 'yunxiu', 'mingshan'] as const;

/** What the parties say of themselves: a product on the shelf and one in the drawer, a profile with its papers. */
export async function settleParties(world: World): Promise<void> {
  for (const bank of banks) await stockShelf(world, bank);
  for (const enterprise of enterprises) await describe(world, enterprise);
}

async function stockShelf(world: World, bank: BankOrg): Promise<void> {
  const officer = world.actor('officer');
  const onShelf = await shelve(world.test.app, officer, product(world, bank, 'shelf', { of: 'shelf' }));
  world.ids[`${bank}/product`] = onShelf.id;
  const products = world.get(Products);
  for (const state of ['draft', 'review', 'paused'] as const) {
    const { id } = await products.create(officer, product(world, bank, state, { of: 'own-product', org: bank }));
    for (const move of moves[state]) await products.move(officer, id, move);
    world.ids[`${bank}/${state}`] = id;
  }
}

/** Only what is on the shelf is for everybody. */
const moves = { draft: [], review: ['propose'], paused: ['publish', 'pause'] } as const;

function product(world: World, bank: BankOrg, field: string, right: Right): ProductInput {
  const say = (name: string) => world.canaries.text(bank, `${field}${name}`, right);
  const base = productOf(world.cast.org(bank), say('title'));
  return {
    ...base,
    terms: { ...base.terms, summary: say('summary'), audience: say('audience'), useOfFunds: say('use'), handling: say('handling'), materials: say('materials'), fees: say('fees'), policies: say('policies'), sourceTitle: say('source') },
    tiers: [tier({ name: say('tier'), pricing: say('pricing') })],
    criteria: [criterion('establishedOn', 'older-than', 12, { remark: say('remark') }), criterion('annualInvoiced', 'gte', 500_000_000)],
  }; // prettier-ignore
}

async function describe(world: World, org: (typeof enterprises)[number]): Promise<void> {
  const { canaries, test } = world;
  const officer = world.actor('officer');
  const organisationId = world.cast.org(org).id;
  const right = (field: string): Right => ({ of: 'profile', org, field });
  const say = (field: string) => canaries.text(org, field, right(field));
  const money = (field: string, wan: number) => canaries.money(org, field, right(field), wan);
  await fillProfile(test.app, officer, organisationId, {
    address: say('address'), legalRepName: say('legalRepName'), contactName: say('profileContact'), contactTitle: say('profileTitle'),
    contactMobile: canaries.mobile(org, 'contactMobile', right('contactMobile')), contactMail: canaries.mail(org, 'contactMail', right('contactMail')),
    registeredCapital: money('registeredCapital', 1000), annualInvoiced: money('annualInvoiced', 2000), taxPaid12m: money('taxPaid12m', 130),
    taxableSales12m: money('taxableSales12m', 2100), creditBalance: money('creditBalance', 310), guaranteesGiven: money('guaranteesGiven', 210),
    staff: canaries.whole(org, 'staff', right('staff'), 41_000), settlementBanks: [say('settlementBank')],
  }); // prettier-ignore
  const years = [2023, 2024, 2025].map((year) => ({
    year, revenue: money('revenue', 3000), netProfit: money('netProfit', 230), assets: money('assets', 5000),
    liabilities: money('liabilities', 2400), taxPaid: money('taxPaid', 110), rdExpense: money('rdExpense', 260),
  })); // prettier-ignore
  const provenance = { source: 'document', obtainedOn: '2026-10-01' } as const;
  await world.get(Profiles).setYears(officer, organisationId, years, provenance);
  world.ids[`${org}/paper`] = await world.file(org, 'organisation', organisationId, right('file'));
}
