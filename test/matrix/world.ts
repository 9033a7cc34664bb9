import { Profiles } from '../../src/directory/profile/profiles.js';
import { Registrations } from '../../src/directory/registration/registrations.js';
import { Answering } from '../../src/domains/financing/answering.service.js';
import { FinancingMatching } from '../../src/domains/financing/matching.service.js';
import { Needs } from '../../src/domains/financing/needs.service.js';
import { Products } from '../../src/domains/financing/products.service.js';
import { Referring } from '../../src/domains/financing/referring.service.js';
import { Verification } from '../../src/domains/financing/verification.service.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { CaseNotes } from '../../src/matchmaking/case-notes.js';
import { Files } from '../../src/platform/files/files.service.js';
import { SavedViews } from '../../src/platform/saved-views/saved-views.service.js';
import { allPass, criterion, fillProfile, productOf, shelve, tier } from '../factories/town.js';
import type { TestApp } from '../support/test-app.js';
import type { Canaries } from './canaries.js';
import type { Cast, Org } from './cast.js';
import type { Right } from './rights.js';
import { Drafting } from '../../src/domains/financing/drafting.service.js';
import { Submitting } from '../../src/domains/financing/submitting.service.js';
import { PaperRequests } from '../../src/domains/financing/paper-requests.service.js';
import { Quoting } from '../../src/domains/financing/quoting.service.js';
import { Choosing } from '../../src/domains/financing/choosing.service.js';
import { Contracts } from '../../src/domains/financing/contracts.service.js';
import { Payouts } from '../../src/domains/financing/payouts.service.js';
import { Withdrawing } from '../../src/domains/financing/withdrawing.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

/** Ids of what the world holds, by name: `open` is a need, `open/donghu` its referral to donghu, and so on. */
export type Ids = Record<string, string>;

type BankOrg = 'donghu' | 'qingyuan' | 'jiuli' | 'stranger';
const banks: readonly BankOrg[] = ['donghu', 'qingyuan', 'jiuli', 'stranger'];

/** Builds the town of the matrix through the real services; every field that a person can fill holds a canary. */
export class World {
  readonly ids: Ids = {};

  constructor(
    private readonly test: TestApp,
    private readonly cast: Cast,
    private readonly canaries: Canaries,
  ) {}

  private get<T>(type: new (...args: never[]) => T): T {
    return this.test.app.get(type);
  }
  private id(name: string): string {
    const id = this.ids[name];
    if (id === undefined) throw new Error(`the world has no ${name}`);
    return id;
  }

  async build(): Promise<void> {
    for (const bank of banks) await this.shelf(bank);
    for (const enterprise of ['lanhai', 'yunxiu'] as const) await this.profile(enterprise);
    await this.openNeed();
    await this.dealNeed();
    await this.otherNeeds();
    await this.registration();
    await this.savedViews();
    await this.test.drain();
  }

  private async shelf(bank: BankOrg): Promise<void> {
    const officer = this.cast.actor('officer');
    const product = (field: string, right: Right) => {
      const say = (name: string) => this.canaries.text(bank, `${field}${name}`, right);
      const base = productOf(this.cast.org(bank), say('title'));
      return {
        ...base,
        terms: { ...base.terms, summary: say('summary'), audience: say('audience'), useOfFunds: say('use'), handling: say('handling'), materials: say('materials'), fees: say('fees'), policies: say('policies'), sourceTitle: say('source') },
        tiers: [tier({ name: say('tier'), pricing: say('pricing') })],
        criteria: [criterion('establishedOn', 'older-than', 12, { remark: say('remark') })],
      }; // prettier-ignore
    };
    this.ids[`${bank}/product`] = (await shelve(this.test.app, officer, product('shelf', { of: 'shelf' }))).id;
    this.ids[`${bank}/draft`] = (
      await this.get(Products).create(officer, product('draft', { of: 'own-product', org: bank }))
    ).id;
  }

  private async profile(org: 'lanhai' | 'yunxiu'): Promise<void> {
    const officer = this.cast.actor('officer');
    const organisationId = this.cast.org(org).id;
    const right = (field: string): Right => ({ of: 'profile', org, field });
    const say = (field: string) => this.canaries.text(org, field, right(field));
    const money = (field: string, wan: number) => this.canaries.money(org, field, right(field), wan);
    await fillProfile(this.test.app, officer, organisationId, {
      address: say('address'), legalRepName: say('legalRepName'), contactName: say('profileContact'), contactTitle: say('profileTitle'),
      contactMobile: this.canaries.mobile(org, 'contactMobile', right('contactMobile')), contactMail: this.canaries.mail(org, 'contactMail', right('contactMail')),
      registeredCapital: money('registeredCapital', 1000), annualInvoiced: money('annualInvoiced', 2000), taxPaid12m: money('taxPaid12m', 130),
      taxableSales12m: money('taxableSales12m', 2100), creditBalance: money('creditBalance', 310), guaranteesGiven: money('guaranteesGiven', 210),
    }); // prettier-ignore
    const years = [2023, 2024, 2025].map((year) => ({
      year, revenue: money('revenue', 3000), netProfit: money('netProfit', 230), assets: money('assets', 5000),
      liabilities: money('liabilities', 2400), taxPaid: money('taxPaid', 110), rdExpense: money('rdExpense', 260),
    })); // prettier-ignore
    await this.get(Profiles).setYears(officer, organisationId, years, { source: 'document', obtainedOn: '2026-10-01' });
    this.ids[`${org}/paper`] = await this.file(org, 'organisation', organisationId, right('file'));
  }

  private async file(org: Org, type: string, id: string, right: Right): Promise<string> {
    const upload = {
      name: `${this.canaries.text(org, 'filename', right)}.pdf`,
      bytes: Buffer.from(`%PDF-1.4\n${this.canaries.text(org, 'filebody', right)}\n%%EOF\n`),
    };
    const owner = { type, id, organisationId: this.cast.org(org).id };
    return (await this.get(Files).store(this.cast.actor('officer'), upload, owner)).id;
  }

  private async need(name: string, who: 'owner' | 'neighbour', to: 'draft' | 'listed'): Promise<string> {
    const actor = this.cast.actor(who);
    const org = who === 'owner' ? 'lanhai' : 'yunxiu';
    const right = (field: string): Right => ({ of: 'need', need: name, field });
    const say = (field: string) => this.canaries.text(org, field, right(field));
    const money = (field: string, wan: number) => this.canaries.money(org, field, right(field), wan);
    const { id } = await this.get(Drafting).draft(actor, { organisationId: actor.organisationId, channel: 'self' });
    await this.get(Needs).save(actor, id, {
      financingKind: 'working-capital', purpose: 'materials', purposeNote: say('purposeNote'), amount: money('amount', 500), minAmount: money('minAmount', 410),
      termMonths: 24, maxRate: this.canaries.rate(org, 'maxRate', right('maxRate'), 45_731 + 211 * Object.keys(this.ids).length), neededBy: '2026-12-20', urgency: 'normal', guarantees: ['credit'],
      collateralType: 'plant', collateralValue: money('collateralValue', 800), collateralMortgaged: money('collateralMortgaged', 90), repaymentSource: say('repaymentSource'),
      contactName: say('contactName'), contactTitle: say('contactTitle'), callHours: say('callHours'), contactMobile: this.canaries.mobile(org, 'needMobile', right('contactMobile')),
      avoidedInstitutions: null, referralCap: 4,
    }); // prettier-ignore
    this.ids[name] = id;
    this.ids[`${name}/file`] = await this.file(org, 'demand', id, right('file'));
    if (to === 'draft') return id;
    await this.get(Submitting).submit(actor, id);
    const noted = (field: string) => this.canaries.text(org, field, { of: 'case-message', need: name });
    const findings = { ...allPass, genuine: { finding: 'doubt' as const, note: noted('finding') } };
    await this.get(Verification).pass(this.cast.actor('officer'), id, findings, noted('verification'));
    await this.notes(name, org);
    return id;
  }

  private async notes(name: string, org: Org): Promise<void> {
    const officer = this.cast.actor('officer');
    const { demand } = await this.get(Needs).require(officer, this.id(name));
    const note = (kind: 'note' | 'call', field: string) =>
      this.get(CaseNotes).add(officer, demand, {
        kind,
        audience: 'staff',
        text: this.canaries.text(org, field, { of: 'staff-note', need: name }),
      });
    await note('note', 'staffNote');
    await note('call', 'staffCall');
    const text = this.canaries.text(org, 'message', { of: 'case-message', need: name });
    await this.get(CaseNotes).add(officer, demand, { kind: 'message', audience: 'enterprise', text });
  }

  private async refer(
    need: string,
    who: 'owner' | 'neighbour',
    to: readonly BankOrg[],
    consent: readonly BankOrg[] = to,
  ): Promise<void> {
    await this.get(Consenting).give(
      this.cast.actor(who),
      this.id(need),
      consent.map((bank) => this.cast.org(bank).id),
    );
    const made = await this.get(Referring).refer(
      this.cast.actor('officer'),
      this.id(need),
      to.map((bank) => this.id(`${bank}/product`)),
    );
    for (const [index, bank] of to.entries()) this.ids[`${need}/${bank}`] = made[index]?.id ?? '';
  }

  /** lanhai's: donghu has accepted and quoted, jiuli has not answered, qingyuan's consent was withdrawn. */
  private async openNeed(): Promise<void> {
    const id = await this.need('open', 'owner', 'listed');
    await this.refer('open', 'owner', ['donghu', 'qingyuan', 'jiuli']);
    const qingyuan = this.cast.actor('bank-withdrawn');
    const say = (bank: BankOrg, field: string, ended = false) =>
      this.canaries.text(bank, field, { of: 'referral', need: 'open', bank, ended });
    await this.get(Answering).accept(qingyuan, this.id('open/qingyuan'));
    await this.get(Answering).contact(
      qingyuan,
      this.id('open/qingyuan'),
      'phone',
      say('qingyuan', 'contactNote', true),
    );
    await this.get(Withdrawing).withdrawConsent(this.cast.actor('owner'), id, this.cast.org('qingyuan').id);
    const bank = this.cast.actor('bank-accepted');
    const referral = this.id('open/donghu');
    await this.get(Answering).accept(bank, referral);
    await this.get(Answering).contact(bank, referral, 'phone', say('donghu', 'contactNote'));
    await this.get(PaperRequests).ask(bank, referral, say('donghu', 'papersAsked'));
    await this.get(PaperRequests).supplied(this.cast.actor('owner'), referral, say('donghu', 'papersSupplied'));
    await this.quote('open', 'donghu', bank.userId);
  }

  private async quote(need: string, bank: BankOrg, _by: string): Promise<string> {
    const right: Right = { of: 'referral', need, bank };
    const say = (field: string) => this.canaries.text(bank, field, right);
    const money = (field: string, wan: number) => this.canaries.money(bank, field, right, wan);
    const quote = await this.get(Quoting).quote(this.cast.actor('bank-accepted'), this.id(`${need}/${bank}`), {
      amount: money('quoteAmount', 480), rate: this.canaries.rate(bank, 'quoteRate', right, need === 'open' ? 37_817 : 36_391), termMonths: 24, repayment: 'interest-first',
      guarantee: say('guarantee'), conditions: say('conditions'), pricing: say('quotePricing'), validUntil: '2026-12-31',
      fees: [{ kind: 'valuation', amount: money('fee', 2), payee: 'valuer', cycle: 'once', bearer: 'enterprise' }],
    }); // prettier-ignore
    this.ids[`${need}/quote`] = quote.id;
    return quote.id;
  }

  /** yunxiu's: jiuli has declined; donghu's quote was chosen, signed, and one payout disputed, one confirmed. */
  private async dealNeed(): Promise<void> {
    const id = await this.need('deal', 'neighbour', 'listed');
    await this.refer('deal', 'neighbour', ['donghu', 'jiuli']);
    const declined = this.canaries.text('jiuli', 'declineNote', {
      of: 'referral',
      need: 'deal',
      bank: 'jiuli',
      ended: true,
    });
    await this.get(Answering).decline(this.cast.actor('bank-sent'), this.id('deal/jiuli'), ['other'], declined);
    const [bank, neighbour] = [this.cast.actor('bank-accepted'), this.cast.actor('neighbour')];
    await this.get(Answering).accept(bank, this.id('deal/donghu'));
    await this.get(Choosing).choose(neighbour, id, await this.quote('deal', 'donghu', bank.userId));
    const right: Right = { of: 'referral', need: 'deal', bank: 'donghu' };
    const money = (field: string, wan: number) => this.canaries.money('donghu', field, { ...right, trail: true }, wan);
    await this.get(Contracts).sign(bank, this.id('deal/donghu'), {
      contractTail: '8J21',
      signedOn: '2026-11-23',
      amount: money('signed', 470),
      rate: 36_000,
      termMonths: 24,
    });
    const notes = { same: 'payoutNote', 'amount-differs': 'disputeNote' } as const;
    for (const confirmation of ['same', 'amount-differs'] as const) {
      const payout = await this.get(Payouts).report(bank, this.id('deal/donghu'), {
        amount: money('payout', 60),
        rate: 36_000,
        paidOn: '2026-11-23',
      });
      await this.get(Payouts).confirm(neighbour, id, payout.id, {
        confirmation,
        note: this.canaries.text('yunxiu', notes[confirmation], right),
      });
      this.ids['deal/payout'] = payout.id;
    }
  }

  private async otherNeeds(): Promise<void> {
    await this.need('asked', 'neighbour', 'listed');
    await this.refer('asked', 'neighbour', ['qingyuan'], []);
    const reason = this.canaries.text('yunxiu', 'unsuitableNote', { of: 'case-message', need: 'asked' });
    await this.get(Referring).noneSuitable(this.cast.actor('officer'), this.id('asked'), 'other', reason);
    const closed = await this.need('closed', 'owner', 'listed');
    const note = this.canaries.text('lanhai', 'withdrawalNote', { of: 'case-message', need: 'closed' });
    await this.get(Withdrawing).withdraw(this.cast.actor('owner'), closed, 'withdrawn', note);
    await this.need('draft', 'owner', 'draft');
    await this.get(FinancingMatching).run(this.id('open'), 'officer', this.cast.actor('officer'));
  }

  private async registration(): Promise<void> {
    const right: Right = { of: 'registration' };
    const say = (field: string) => this.canaries.text('applicant', field, right);
    const creditCode = this.canaries.code('applicant', 'creditCode', right, makeCreditCode('91350502', 'MA0RG001'));
    await this.get(Registrations).apply({
      organisationKind: 'enterprise', organisationName: say('name'), creditCode, personName: say('person'), mobile: this.canaries.mobile('applicant', 'mobile', right),
      mail: this.canaries.mail('applicant', 'mail', right), username: 'applicant', password: 'correct horse battery',
    }, 'zh-CN'); // prettier-ignore
  }

  private async savedViews(): Promise<void> {
    for (const [name, shared] of [
      ['view/officer', false],
      ['view/team', true],
    ] as const) {
      const right: Right = { of: 'saved-view', who: 'officer', shared };
      const change = { name: this.canaries.text('centre', 'view', right), shared, first: false };
      const made = await this.get(SavedViews).create(this.cast.actor('officer'), 'financing.needs', {}, change);
      this.ids[name] = made.id;
    }
  }
}
