import type { Database } from '../platform/database/database.js';
import { demandStates } from '../matchmaking/lifecycle.js';
import type { Actor } from '../kernel/actor.js';
import type { Locale } from '../platform/i18n/locale.js';
import type { Words } from '../platform/i18n/words.js';
import { DEMO_PASSWORD } from './sign-ins.js';
import { textTable } from './text-table.js';

interface Reader {
  readonly words: Words;
  readonly locale: Locale;
}

/** What went where, read back from the database: for people, in front of the counts. */
export async function summary(db: Database, cast: ReadonlyMap<string, Actor>, reader: Reader): Promise<string[]> {
  const say = (key: string, params = {}) => reader.words.t(reader.locale, key, params);
  const column = (name: string) => say(`demo.column.${name}`);
  const states = await numbers(
    db,
    "SELECT state AS k, COUNT(*) AS n FROM demand WHERE domain = 'financing' GROUP BY state",
  );
  const statuses = await numbers(db, bestStatuses);
  const inOrder = (order: readonly string[], counted: ReadonlyMap<string, number>, words: string) =>
    textTable(order.filter((k) => counted.has(k)).map((k) => [say(`${words}.${k}`), counted.get(k) ?? 0]));
  return [
    say('demo.town', await town(db)),
    '',
    say('demo.needs'),
    ...inOrder(demandStates, states, 'demo.state'),
    '',
    say('demo.matches'),
    ...inOrder(['eligible', 'incomplete', 'near', 'ineligible'], statuses, 'demo.status'),
    '',
    say('demo.went'),
    ...textTable([
      ['institution', 'referred', 'accepted', 'declined', 'lapsed', 'quotes', 'confirmed'].map(column),
      ...(await receivers(db)),
    ]),
    '',
    say('demo.sign-ins', { password: DEMO_PASSWORD }),
    ...textTable(
      [...cast].map(([username, { name, roles, organisationName }]) => [
        username,
        name,
        roles.map((role) => say(`role.${role}`)).join(', '),
        organisationName,
      ]),
    ),
    '',
  ];
}

const bestStatuses = `SELECT CASE WHEN r.eligible > 0 THEN 'eligible' WHEN r.incomplete > 0 THEN 'incomplete'
    WHEN r.near > 0 THEN 'near' ELSE 'ineligible' END AS k, COUNT(*) AS n
  FROM demand d JOIN match_run r ON r.id = d.latestRunId WHERE d.domain = 'financing' GROUP BY 1`;

async function numbers(db: Database, sql: string): Promise<ReadonlyMap<string, number>> {
  return new Map((await db.select<{ k: string; n: unknown }>(sql)).map(({ k, n }) => [k, Number(n)]));
}

async function town(db: Database): Promise<Record<string, number>> {
  const kinds = await numbers(db, 'SELECT kind AS k, COUNT(*) AS n FROM organisation GROUP BY kind');
  const offers = await numbers(
    db,
    "SELECT state AS k, COUNT(*) AS n FROM offer WHERE domain = 'financing' GROUP BY state",
  );
  const programmes = await numbers(
    db,
    "SELECT kind AS k, COUNT(*) AS n FROM offer WHERE domain = 'talent' GROUP BY kind",
  );
  return {
    enterprises: kinds.get('enterprise') ?? 0,
    institutions: kinds.get('institution') ?? 0,
    products: [...offers.values()].reduce((sum, n) => sum + n, 0),
    shelf: offers.get('on-shelf') ?? 0,
    colleges: kinds.get('college') ?? 0,
    programmes: programmes.get('programme') ?? 0,
  };
}

/** Each institution that was referred to, with what it did. */
async function receivers(db: Database): Promise<(string | number)[][]> {
  const rows = await db.select<Record<string, unknown>>(
    `SELECT o.name, COUNT(*) AS referred, SUM(CASE WHEN r.answeredAt IS NOT NULL AND r.state <> 'declined' THEN 1 ELSE 0 END) AS accepted,
            SUM(CASE r.state WHEN 'declined' THEN 1 ELSE 0 END) AS declined,
            SUM(CASE r.state WHEN 'lapsed' THEN 1 ELSE 0 END) AS lapsed,
            SUM((SELECT COUNT(*) FROM quote q WHERE q.referralId = r.id)) AS quotes,
            SUM((SELECT COALESCE(SUM(p.amount), 0) FROM disbursement p WHERE p.referralId = r.id AND p.state = 'confirmed')) AS confirmed
       FROM referral r JOIN organisation o ON o.id = r.recipientOrganisationId GROUP BY o.id, o.name ORDER BY referred DESC, o.name`,
  );
  return rows.map(({ name, confirmed, ...numbers }) => [
    String(name),
    ...Object.values(numbers).map(Number),
    Number(confirmed) / 1_000_000,
  ]);
}
