import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemActor } from '../../src/kernel/actor.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Registrations } from '../../src/directory/registration/registrations.js';
import { ClientManagers } from '../../src/domains/financing/managers/client-managers.service.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Members } from '../../src/platform/identity/members.js';
import { Registration } from '../../src/platform/identity/user.entity.js';
import { Users } from '../../src/platform/identity/users.js';
import { Database } from '../../src/platform/database/database.js';
import { SavedViews } from '../../src/platform/saved-views/saved-views.service.js';
import { buildBusyTown, type BusyTown } from '../attacks/busy-town.js';
import { buildTalentCast, talentPlacesOf, type TalentCast } from './talent-cast.js';
import { TEST_PASSWORD } from '../support/visitor.js';

/** Where a person meets a form: who, on which page, and what it is sent to. */
export interface Place {
  /** `<form key>/<class>`, with a prefix for the rows of a form that has rows. */
  readonly forms: readonly string[] | string;
  readonly as: string;
  readonly page: string;
  /** Where it goes, when that is not the page's own address. */
  readonly post?: string;
  /** The button that sends it, where there are several. */
  readonly action?: string;
  /** What this button does not ask for. */
  readonly unasked?: RegExp;
  /** Values that only go together. */
  readonly given?: Readonly<Record<string, string>>;
}

export interface Cast extends BusyTown {
  readonly talent: TalentCast;
  readonly registration: string;
  readonly person: string;
  readonly invitation: string;
  readonly reset: string;
  readonly member: string;
  readonly view: string;
  readonly manager: string;
}

/** Everything the table names. */
export async function buildCast(app: NestFastifyApplication): Promise<Cast> {
  const busy = await buildBusyTown(app);
  const { town } = busy;
  const join = async (username: string, name: string, organisationId: string, role: string, password: string | null) =>
    (await app.get(Users).create(systemActor, { username, name, mail: null, organisationId, roles: [role], password }))
      .id;
  const person = await join('bank1b', '王东湖', town.donghu.id, 'bank', TEST_PASSWORD);
  await join('officer2', '何晓明', town.centre.id, 'officer', TEST_PASSWORD);
  const member = await join('enterprise1b', '陈二', town.lanhai.id, 'enterprise', TEST_PASSWORD);
  const invited = await join('invited', '新人', town.lanhai.id, 'enterprise', null);
  const application = {
    organisationKind: 'enterprise' as const,
    organisationName: '申请企业（示例）',
    creditCode: makeCreditCode('91350502', 'MA00F002'),
    personName: '申请人',
    mobile: '13800000009',
    mail: 'applicant@example.com',
    username: 'applicant',
    password: TEST_PASSWORD,
  };
  await app.get(Registrations).apply(application, 'zh-CN');
  const [registration] = await app.get(Database).repo(Registration).find({ take: 1 });
  const link = async (userId: string) => (await app.get(Members).link(town.actor('admin'), userId)).link;
  // The optional page asks what is answered already: so it asks everything.
  await app.get(Needs).save(town.actor('enterprise1'), busy.draft, {
    minAmount: 100_000_000,
    repayments: ['interest-first'],
    firstLoan: true,
    renewal: true,
    renewalDueOn: '2027-03-01',
    collateralType: 'plant-land',
    collateralValue: 100_000_000,
    collateralMortgaged: 0,
    repaymentSource: '销售回款',
  });
  const view = { name: '本周到期', shared: true, first: false };
  return {
    ...busy,
    talent: await buildTalentCast(app, town),
    person,
    member,
    manager: await app.get(ClientManagers).add(town.actor('bank2'), town.actor('bank2').userId, {
      caseLimit: 5,
      away: false,
      products: town.products.slice(1).map(({ id }) => id),
    }),
    view: (await app.get(SavedViews).create(town.actor('officer'), 'financing.needs', {}, view)).id,
    registration: registration?.id ?? '',
    invitation: await link(invited),
    reset: await link(person),
  };
}

export function placesOf({ town, needs, referrals, payouts, ...cast }: Cast): Place[] {
  const need = (step: number) => `/financing/needs/${needs[step] ?? ''}`;
  const referral = (at: number) => `/financing/referrals/${referrals[at] ?? ''}`;
  const [submitted, listed, chosen, draft] = [need(0), need(1), need(5), `/financing/needs/${cast.draft}`];
  const [sent, accepted, agreed, signed, paid] = [referral(0), referral(2), referral(6), referral(8), referral(10)];
  const payout = payouts[0] ?? '';
  const profile = `/organisations/${town.lanhai.id}/profile`;
  const product = ['financing.product/ProductForm', 'tier-0- financing.tier/TierForm', 'criterion-0- financing.criterion/CriterionForm']; // prettier-ignore
  const condition = { 'criterion-0-fact': 'taxGrade', 'criterion-0-op': 'gte', 'criterion-0-value': ' Ｂ ' };
  const sections = { registration: 'fact/RegistrationForm', people: 'fact/PeopleForm', tax: 'fact/TaxForm', rights: 'fact/RightsForm', credit: 'fact/CreditForm', contact: 'fact/ContactFactsForm', 'year-2025': 'fact/YearForm', qualifications: 'fact.qualifications/QualificationsForm' }; // prettier-ignore
  return [
    { forms: 'sign-in/SignInForm', as: 'stranger', page: '/sign-in?next=/inbox', post: '/sign-in' },
    { forms: 'account.register/RegisterForm', as: 'stranger', page: '/register' },
    { forms: 'account.forgotten/ForgottenForm', as: 'stranger', page: '/password/forgotten' },
    { forms: 'account.new-password/NewPasswordForm', as: 'stranger', page: cast.invitation },
    { forms: 'account.new-password/NewPasswordForm', as: 'stranger', page: cast.reset },
    { forms: 'account.me/MeForm', as: 'officer', page: '/me' },
    { forms: 'account.notify/NotifyForm', as: 'enterprise1', page: '/me/notify' },
    { forms: 'account.password/PasswordForm', as: 'bank1', page: '/me/security', post: '/me/password' },
    { forms: 'account.member/MemberForm', as: 'enterprise1', page: '/members/new', post: '/members' },
    { forms: 'account.member/MemberForm', as: 'admin', page: `/admin/users/new?organisation=${town.donghu.id}`, post: `/admin/users?organisation=${town.donghu.id}` },
    { forms: 'account.roles/RolesForm', as: 'admin', page: `/admin/users/${cast.person}`, post: `/admin/users/${cast.person}/roles` },
    { forms: 'account.roles/RolesForm', as: 'enterprise1', page: `/members/${cast.member}`, post: `/members/${cast.member}/roles` },
    { forms: 'admin.registration/ApprovalForm', as: 'officer', page: `/admin/registrations/${cast.registration}`, post: `/admin/registrations/${cast.registration}/approval` },
    { forms: 'admin.registration/RefusalForm', as: 'admin', page: `/admin/registrations/${cast.registration}`, post: `/admin/registrations/${cast.registration}/refusal` },
    { forms: 'admin.settings/SettingsForm', as: 'admin', page: '/admin/settings' },
    { forms: 'admin.calendar/YearForm', as: 'admin', page: '/admin/calendar/year?year=2027', post: '/admin/calendar/year' },
    { forms: 'saved-view/NewViewForm', as: 'officer', page: '/views/new?list=financing.needs', post: '/views' },
    { forms: 'saved-view/SavedViewForm', as: 'officer', page: `/views/${cast.view}` },
    { forms: 'organisations.new/NewOrganisationForm', as: 'officer', page: '/organisations/new', post: '/organisations' },

    { forms: 'financing.need/UseForm', as: 'enterprise2', page: '/financing/needs/new' },
    { forms: 'financing.need/OnBehalfForm', as: 'officer', page: `/financing/needs/new?for=${town.yunxiu.id}`, post: '/financing/needs/new' },
    ...[draft, listed].flatMap((at) => [
      { forms: 'financing.need/UseForm', as: 'enterprise1', page: `${at}/use` },
      { forms: 'financing.need/MoneyForm', as: 'enterprise1', page: `${at}/money` },
      { forms: 'financing.need/ContactForm', as: 'enterprise1', page: `${at}/contact` },
    ]),
    { forms: 'financing.need/MoneyForm', as: 'enterprise1', page: `${draft}/money?back=check` },
    { forms: 'financing.need/MoneyForm', as: 'officer', page: `${listed}/money` },
    { forms: 'financing.need/DetailForm', as: 'enterprise1', page: `${draft}/details`, post: `${draft}/details?back=check` },
    { forms: 'financing.withdrawal/WithdrawalForm', as: 'enterprise1', page: `${listed}/withdrawal` },
    { forms: 'need.test/VerificationForm', as: 'officer', page: `${submitted}/verification`, action: 'pass' },
    { forms: 'need.test/VerificationForm', as: 'officer', page: `${submitted}/verification`, action: 'return', unasked: /^(compliant|premises|genuine|credit|purpose)$/ },
    { forms: 'need.call/CallForm', as: 'officer', page: listed, post: `${listed}/calls` },
    { forms: 'need.note/NoteForm', as: 'officer', page: listed, post: `${listed}/notes` },
    { forms: 'need.message/MessageForm', as: 'officer', page: listed, post: `${listed}/messages` },
    { forms: 'need.label/LabelForm', as: 'officer', page: listed, post: `${listed}/labels` },
    { forms: 'need.hand-over/HandOverForm', as: 'officer', page: listed, post: `${listed}/handover` },
    { forms: 'financing.none/NoneSuitableForm', as: 'officer', page: `${listed}/none-suitable` },
    { forms: 'financing.none/NoneSuitableForm', as: 'enterprise1', page: `${listed}/none-suitable` },
    { forms: 'financing.consent-paper/ConsentPaperForm', as: 'officer', page: `${listed}/consents/${town.qingyuan.id}/paper` },

    { forms: 'answer.decline/DeclineForm', as: 'bank1', page: `${sent}/refusal` },
    { forms: 'answer.decline/DeclineForm', as: 'bank1', page: `${accepted}/refusal` },
    { forms: 'answer.contact/ContactLogForm', as: 'bank1', page: `${accepted}/contact` },
    { forms: 'answer.papers/PapersForm', as: 'bank1', page: `${accepted}/papers` },
    { forms: 'answer.supplied/SuppliedForm', as: 'enterprise1', page: `${accepted}/papers-supplied` },
    { forms: 'answer.quote/QuoteForm', as: 'bank1', page: `${accepted}/quote` },
    { forms: 'answer.handover/HandOverForm', as: 'bank1', page: `${accepted}/handover` },
    { forms: 'deal.signing/SigningForm', as: 'bank1', page: `${agreed}/signing` },
    { forms: 'deal.signing/SigningForm', as: 'officer', page: `${agreed}/signing` },
    { forms: 'deal.payout/PayoutForm', as: 'bank1', page: `${signed}/payouts/new` },
    { forms: 'deal.payout/PayoutForm', as: 'officer', page: `${signed}/payouts/new` },
    { forms: 'deal.payout/PayoutForm', as: 'bank1', page: `${paid}/payouts/${payout}/correction` },
    { forms: 'deal.confirmation/ConfirmationForm', as: 'enterprise1', page: `${paid}/payouts/${payout}/confirmation` },
    { forms: 'deal.confirmation/ConfirmationForm', as: 'officer', page: `${paid}/payouts/${payout}/confirmation` },
    { forms: 'deal.last/LastPayoutForm', as: 'bank1', page: `${paid}/last-payout` },
    { forms: 'deal.last/LastPayoutForm', as: 'officer', page: `${paid}/last-payout` },
    { forms: 'deal.last-answer/LastAnswerForm', as: 'enterprise1', page: `/financing/referrals/${cast.ended}/last-payout/answer` },
    { forms: 'deal.last-answer/LastAnswerForm', as: 'officer', page: `/financing/referrals/${cast.ended}/last-payout/answer` },
    { forms: 'deal.release/ReleaseForm', as: 'bank1', page: `${agreed}/release` },

    ...Object.entries(sections).flatMap(([section, form]) => [
      { forms: form, as: 'enterprise1', page: `/profile/${section}` },
      { forms: [form, 'fact/Sourced'], as: 'officer', page: `${profile}/${section}` },
    ]),
    { forms: product, as: 'officer', page: '/financing/products/new', action: 'save', given: condition },
    { forms: product, as: 'bank1', page: '/financing/products/new', action: 'save', given: condition },
    { forms: product, as: 'bank1', page: `/financing/products/${town.products[0]?.id ?? ''}/edit`, action: 'save', given: condition },

    { forms: 'manager/NewManagerForm', as: 'bank1', page: '/financing/client-managers/new' },
    { forms: 'manager/ManagerForm', as: 'bank2', page: `/financing/client-managers/${cast.manager}` },
    ...talentPlacesOf(cast.talent),

    // Nothing is typed in these: what they carry was ticked a page before, or they only say yes.
    { forms: 'financing.send/SendForm', as: 'officer', page: `${listed}/send?offer=${town.products[0]?.id ?? ''}`, post: `${listed}/send` },
    { forms: 'financing.consent/ReceiversForm', as: 'enterprise1', page: `${listed}/consents/give?receiver=${town.donghu.id}`, post: `${listed}/consents` },
    { forms: 'referral.acceptance/AcceptanceForm', as: 'bank1', page: sent, post: `${sent}/acceptance` },
    { forms: 'referral.stage/StageForm', as: 'bank1', page: accepted, post: `${accepted}/stage` },
    { forms: 'deal.choice/ChoiceForm', as: 'enterprise1', page: `${need(4)}/quotes/${cast.quotes[0] ?? ''}/choice` },
    { forms: 'need.file/FileForm', as: 'enterprise1', page: chosen, post: `${chosen}/files` },
  ]; // prettier-ignore
}

/** Classes that no page posts: read from an address, or from the body of a program. */
export const notPosted: readonly RegExp[] = [/^api\./, /filter\//, /FilterForm$/, /^financing\.trial\//];
