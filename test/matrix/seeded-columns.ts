import type { Database } from '../../src/platform/database/database.js';
import type { Canaries } from './canaries.js';

/** Words of our own: nobody types into these, and what may stand there is listed in the code. */
const words: Readonly<Record<string, string>> = {
  agreement_clause: 'key',
  agreement_flag: 'rule',
  agreement_party: 'side',
  assignment_row: 'policy reason',
  assignment_run: 'figures kernelVersion policy state',
  audit_entry: 'action aggregateType',
  audit_head: 'aggregateType',
  candidate: 'status tierKey',
  case_note: 'audience kind',
  class_agreement: 'dispute kind state',
  class_answer: 'codes kind',
  class_milestone: 'kind',
  class_plan: 'state term',
  college_profile: 'level nature',
  consent: 'purpose textVersion',
  counter: 'series',
  course_module: 'assessment kind owner place',
  criterion: 'factKey groupKey op tierKey value',
  deadline: 'kind mark',
  delivery: 'channel lastError leaseOwner state',
  demand: 'channel domain number outcome state',
  disbursement: 'confirmation state',
  enterprise_profile: 'entityType industry irregularities overdueRecord park premises region taxGrade',
  enterprise_qualification: 'code',
  export_job: 'kind locale problem state',
  fact_source: 'factKey source',
  file: 'ownerType type',
  financing_need: 'collateralType financingKind guarantees purpose repayments urgency',
  financing_referral: 'stage',
  gap: 'code factKey source unit',
  import_job: 'kind state',
  import_row: 'decision resultType sheet state',
  institution_profile: 'type',
  job_slot: 'job lastError leaseOwner slot state',
  loan_product: 'sourceGrade',
  mail_suppression: 'reason',
  match_run: 'domain kernelVersion trigger',
  membership: 'role',
  need_finding: 'finding test',
  need_verification: 'decision reasons',
  notice: 'aboutType kind',
  offer: 'domain kind number state',
  one_time_token: 'purpose',
  order_class: 'endReason headTeacher model selectionRule shape state term tightness',
  organisation: 'kind state',
  outbox_done: 'consumer',
  outbox_event: 'lastError leaseOwner payload state topic',
  placement: 'checkpoint state',
  plan_gap: 'change code numbers',
  plan_pin: 'kind',
  plan_run: 'failure goal kernelVersion proof state',
  plan_seat: 'fit',
  pool_interest: 'codes kind majorCode term',
  programme: 'earliestStart level majorCode roster',
  quote: 'repayment state',
  quote_fee: 'bearer cycle kind payee',
  referral: 'domain state tierKey',
  registration: 'locale organisationKind reason state',
  response: 'codes kind side',
  saved_view: 'list',
  saved_view_default: 'list',
  session: 'kind',
  signing: 'endReason',
  talent_demand: 'board cooperation educationLevel occupation park shift trade trainingSupport urgency',
  talent_demand_major: 'majorCode role',
  talent_referral: 'fit stage',
  tier: 'guarantees key repayments',
  unlawful_condition: 'excerpt field rule',
  user_account: 'locale mailLevel state',
  welcome: 'done',
};

/** Other columns that hold nothing of anybody's, each with its reason. */
const reasons: Readonly<Record<string, string>> = {
  'calendar_year.off': 'public holidays',
  'calendar_year.work': 'public working days',
  'demand.draftKey': 'ids, so that there is one draft at a time',
  'notice.eventKey': 'ids and instants, never shown',
  'notice.href': 'a path of the portal',
  'operation.opId': 'a mark against doing twice, never shown',
  'registration.passwordHash':
    'a hash with salt, in no answer: the API and the pages are searched for `$argon2` as well',
  'user_account.passwordHash': 'null here: nobody of the world has set a password',
  'zone_setting.name': 'names of settings',
  'zone_setting.value': 'what the zone says of itself on every page',
  'class_plan.rules': 'numbers that an officer sets for a plan',
  'college_profile.confirmedBy': 'an id',
  'class_milestone.doneBy': 'an id',
  'talent_demand.avoidedColleges': 'ids of colleges',
  'talent_demand.avoidedEnterprises': 'ids of enterprises',
  'talent_demand.renewedFrom': 'an id',
  'financing_need.avoidedInstitutions': 'ids of institutions; who may read them is what need_receiver is tested for',
  'financing_need.preferredInstitutions': 'ids of institutions',
};

/** Ids, hashes (every answer is searched for `$argon2` as well), days and years are told by their names or their look. */
const NAMES = /^id$|(?:Id|On|Since|Hash)$/;
const MACHINE = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  /^[0-9a-f]{64}$/,
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{4}$/,
  /^(?:system|zone|export)$/, // what is acted on where there is no record: the whole of something
];

/** Tables that no page fills yet. */
const UNPLAYED = /^programme_near_major$/;

/** Text columns of the seeded database that hold no canary and are not accounted for. */
export async function unmarked(db: Database, canaries: Canaries): Promise<string[]> {
  const found: string[] = [];
  for (const { tableName, columns } of db.manager.connection.entityMetadatas) {
    const rows = await db.select<Record<string, unknown>>(`SELECT * FROM "${tableName}"`);
    if (rows.length === 0 && UNPLAYED.test(tableName)) continue;
    for (const { databaseName, type } of columns) {
      const name = `${tableName}.${databaseName}`;
      if (!['varchar', 'text'].includes(String(type)) || name in reasons) continue;
      if (words[tableName]?.split(' ').includes(databaseName)) continue;
      const values = rows.map((row) => row[databaseName]).filter((value) => typeof value === 'string');
      if (NAMES.test(databaseName)) continue;
      if (values.length > 0 && values.every((value) => MACHINE.some((form) => form.test(value)))) continue;
      if (!values.some((value) => canaries.in(value).size > 0)) found.push(`${name}: ${values[0] ?? 'no row'}`);
    }
  }
  return found;
}

/** Lines of the lists above that name no column, so that they cannot rot. */
export function unknownColumns(db: Database): string[] {
  const columns = db.manager.connection.entityMetadatas.flatMap(({ tableName, columns: all }) =>
    all.map(({ databaseName }) => `${tableName}.${databaseName}`),
  );
  const listed = Object.entries(words).flatMap(([table, names]) => names.split(' ').map((name) => `${table}.${name}`));
  return [...listed, ...Object.keys(reasons)].filter((name) => !columns.includes(name));
}
