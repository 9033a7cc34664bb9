import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { type DemoCounts, missingIn, readCounts } from '../../src/demo/counts.js';
import { demoSettings, NotTheDemos } from '../../src/demo/demo-settings.js';
import { DEMO_PASSWORD } from '../../src/demo/sign-ins.js';
import { StoryPlayer } from '../../src/demo/story-player.js';
import { summary } from '../../src/demo/summary.js';
import { financingFacts } from '../../src/domains/financing/matching/facts.js';
import { FinancingMatching } from '../../src/domains/financing/matching/matching.service.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { instantAt } from '../../src/kernel/day.js';
import { opsOfKind } from '../../src/kernel/matching/criterion.js';
import type { MatchResult } from '../../src/kernel/matching/match.js';
import { AuditVerification } from '../../src/platform/audit/audit-verification.service.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Database } from '../../src/platform/database/database.js';
import { projectWords } from '../../src/platform/i18n/i18n.module.js';
import { Visitor } from '../support/visitor.js';
import { demoPlace, playDemo, type TestDemo } from './demo-run.js';

const RUN = 90_000;
/** A server that writes every commit to disk takes longer. */
const RUN_ON_SERVER = 300_000;
const NEEDS = 78;

describe('the demo', () => {
  let demo: TestDemo;
  let db: Database;
  let counts: DemoCounts;
  /** Every need against the shelf on the day the story ends, by row of needs.csv. */
  const results = new Map<number, MatchResult>();

  beforeAll(async () => {
    demo = await playDemo();
    db = demo.app.get(Database);
    counts = await readCounts(db);
    const officer = demo.cast.get('officer');
    for (let row = 1; row <= NEEDS; row++) {
      const { demand, need } = await demo.app.get(Needs).require(officer!, demo.needs.demandOf(row));
      results.set(row, (await demo.app.get(FinancingMatching).live(demand, need)).result);
    }
  }, RUN);
  afterAll(() => demo?.close());

  const best = (row: number) => {
    const { eligible = 0, incomplete = 0, near = 0 } = results.get(row)?.counts ?? {};
    return eligible > 0 ? 'eligible' : incomplete > 0 ? 'incomplete' : near > 0 ? 'near' : 'ineligible';
  };
  const rowsThatAre = (status: string) => [...results.keys()].filter((row) => best(row) === status);
  const rows = <R>(sql: string) => db.select<R>(sql);
  const tally = async (sql: string) =>
    Object.fromEntries((await rows<{ k: string; n: unknown }>(sql)).map(({ k, n }) => [k, Number(n)]));

  describe('the town', () => {
    it('is as large as promised, and tells the invented from the published', async () => {
      const kinds = await tally('SELECT kind AS k, COUNT(*) AS n FROM organisation GROUP BY kind');
      expect(kinds).toEqual({ centre: 1, college: 6, enterprise: 72, institution: 20 });
      const offers = await tally(
        "SELECT sample AS k, COUNT(*) AS n FROM offer WHERE domain = 'financing' GROUP BY sample",
      );
      expect(offers).toEqual({ 0: 18, 1: 20 });
      const invented = await rows<{ title: string }>(
        "SELECT title FROM offer WHERE domain = 'financing' AND sample = 1",
      );
      expect(invented.filter(({ title }) => !title.includes('（示例）'))).toEqual([]);
      const enterprises = await rows<{ name: string }>("SELECT name FROM organisation WHERE kind = 'enterprise'");
      expect(enterprises.filter(({ name }) => !name.includes('（示例）'))).toEqual([]);
    });

    it('gives published products a source, a grade and a limit of region, and leaves unpublished terms blank', async () => {
      const real = await rows<{ sourceTitle: string; sourceGrade: string; regional: unknown }>(
        `SELECT p.sourceTitle, p.sourceGrade,
                (SELECT COUNT(*) FROM criterion c WHERE c.offerId = o.id AND c.factKey = 'region') AS regional
           FROM offer o JOIN loan_product p ON p.offerId = o.id WHERE o.sample = 0`,
      );
      expect(real.filter(({ sourceTitle }) => !sourceTitle)).toEqual([]);
      expect(new Set(real.map(({ sourceGrade }) => sourceGrade))).toEqual(new Set(['A', 'B', 'C']));
      expect(real.filter(({ regional }) => Number(regional) > 0).length).toBeGreaterThanOrEqual(6);
      const [blank] = await rows<{ n: unknown }>(
        'SELECT COUNT(*) AS n FROM tier t JOIN offer o ON o.id = t.offerId WHERE o.sample = 0 AND (t.maxAmount IS NULL OR t.rateFrom IS NULL)',
      );
      expect(Number(blank?.n)).toBeGreaterThan(0);
    });

    it('lets every operator and every declared fact decide a verdict', () => {
      const decided = [...results.values()]
        .flatMap((result) => result.pairs.flatMap((pair) => pair.units.flatMap((unit) => unit.branches.flat())))
        .filter((verdict) => verdict.result !== 'unknown');
      const ops = new Set(decided.map(({ op }) => op));
      expect([...new Set(Object.values(opsOfKind).flat())].filter((op) => !ops.has(op))).toEqual([]);
      const facts = new Set(decided.map(({ factKey }) => factKey));
      expect(financingFacts.map(({ key }) => key).filter((key) => !facts.has(key))).toEqual([]);
    });
  });

  describe('its matches', () => {
    it('find a product for between 30 and 70 % of the needs', () => {
      const share = rowsThatAre('eligible').length / results.size;
      expect(share).toBeGreaterThanOrEqual(0.3);
      expect(share).toBeLessThanOrEqual(0.7);
    });

    it('leave at least eight needs that only lack papers, and eight that are near, three by date', () => {
      expect(rowsThatAre('incomplete').length).toBeGreaterThanOrEqual(8);
      const near = rowsThatAre('near');
      expect(near.length).toBeGreaterThanOrEqual(8);
      const byDate = near.filter((row) =>
        results
          .get(row)
          ?.pairs.some(
            ({ status, units }) =>
              status === 'near' &&
              units.some(
                ({ hard, result, branches }) =>
                  hard &&
                  result === 'not-met' &&
                  branches.flat().some((v) => v.op === 'older-than' && v.result === 'not-met'),
              ),
          ),
      );
      expect(byDate.length).toBeGreaterThanOrEqual(3);
    });

    it.each([
      [66, 'industry', 'not-under'],
      [68, 'establishedOn', 'older-than'],
      [70, 'overdueRecord', 'gte'],
      [72, 'region', 'under'],
      [75, 'taxGrade', 'not-eq'],
      [76, 'irregularities', 'gte'],
      [77, 'financingKind', 'not-in'],
    ])('say why nothing fits need %i: %s %s', async (row, factKey, code) => {
      expect(best(row)).toBe('ineligible');
      expect(results.get(row)?.gaps).toContainEqual(expect.objectContaining({ factKey, code }));
      const stored = await rows(
        `SELECT code FROM gap WHERE source = 'run' AND demandId = '${demo.needs.demandOf(row)}'`,
      );
      expect(stored.length).toBeGreaterThan(0);
    });

    it('leave at least eight needs without anything', () => {
      expect(rowsThatAre('ineligible').length).toBeGreaterThanOrEqual(8);
    });

    it('are the ones the runs have stored', async () => {
      const stored = await rows<{ demandId: string; eligible: unknown }>(
        "SELECT d.id AS demandId, r.eligible FROM demand d JOIN match_run r ON r.id = d.latestRunId WHERE d.state IN ('listed', 'engaged')",
      );
      const eligible = new Map(stored.map((run) => [run.demandId, Number(run.eligible)]));
      expect(eligible.size).toBeGreaterThanOrEqual(60);
      for (const [row, { counts: live }] of results) {
        const run = eligible.get(demo.needs.demandOf(row));
        if (run !== undefined) expect([row, run]).toEqual([row, live.eligible]);
      }
    });
  });

  describe('its story', () => {
    it('stands still on day 15 before 17:00 and ticks on', () => {
      const now = demo.app.get(BusinessClock).now();
      expect(demo.to).toBe('2026-11-23');
      expect(now >= instantAt('2026-11-23', '10:47', 'Asia/Shanghai')).toBe(true);
      expect(now < instantAt('2026-11-23', '17:00', 'Asia/Shanghai')).toBe(true);
    });

    it('ends where config/demo/README.md says', async () => {
      const state = async (row: number) => {
        const [demand] = await rows<{ state: string }>(
          `SELECT state FROM demand WHERE id = '${demo.needs.demandOf(row)}'`,
        );
        return [row, demand?.state];
      };
      const wanted: [number, string][] = [
        [1, 'fulfilled'], [2, 'agreed'], [3, 'agreed'], [4, 'engaged'], [5, 'agreed'], [6, 'fulfilled'], [7, 'engaged'],
        [22, 'engaged'], [29, 'submitted'], [33, 'returned'], [57, 'submitted'], [65, 'listed'], [76, 'closed'],
      ]; // prettier-ignore
      expect(await Promise.all(wanted.map(([row]) => state(row)))).toEqual(wanted);
      const money = await tally('SELECT state AS k, SUM(amount) / 1000000 AS n FROM disbursement GROUP BY state');
      expect(money).toEqual({ confirmed: 1680, disputed: 400, reported: 600 });
      expect(counts).toMatchObject({ needs: NEEDS, referrals: 31, quotes: 15, confirmedWan: 1680 });
      expect(missingIn(counts)).toEqual([]);
    });

    it('plans the talent demands into classes that stand everywhere, and says why the others have no seat', async () => {
      expect(counts).toMatchObject({ demands: 87, classes: 13, seats: 88 });
      const states = await tally('SELECT state AS k, COUNT(*) AS n FROM order_class GROUP BY state');
      expect(states).toEqual({ consulting: 9, declined: 1, running: 1, selecting: 1, short: 1 });
      const demands = await tally(
        "SELECT state AS k, COUNT(*) AS n FROM demand WHERE domain = 'talent' GROUP BY state",
      );
      expect(demands).toMatchObject({ agreed: 5, returned: 1, submitted: 2 });
      const gaps = await tally(
        'SELECT g.code AS k, COUNT(*) AS n FROM plan_gap g JOIN class_plan p ON p.publishedRunId = g.runId GROUP BY g.code',
      );
      expect(Object.keys(gaps).toSorted()).toEqual([
        'excluded',
        'level',
        'mentors',
        'no-programme',
        'pool-too-small',
        'start-window',
        'too-large',
      ]);
      expect(await tally('SELECT kind AS k, COUNT(*) AS n FROM pool_interest GROUP BY kind')).toEqual({
        declined: 1,
        interested: 5,
      });
    });

    it('leaves no mail unsent, none sent twice, and every one as a file', async () => {
      expect(Object.keys(await tally('SELECT state AS k, COUNT(*) AS n FROM delivery GROUP BY state'))).not.toContain(
        'due',
      );
      const sent = await rows<{ id: string; attempts: unknown }>(
        "SELECT id, attempts FROM delivery WHERE state = 'sent'",
      );
      expect(sent.filter(({ attempts }) => Number(attempts) !== 1)).toEqual([]);
      expect(readdirSync(demo.mailDir).toSorted()).toEqual(sent.map(({ id }) => `${id}.eml`).toSorted());
      expect(counts.mails).toBe(sent.length);
    });

    it('leaves no event and no job behind', async () => {
      expect(Object.keys(await tally('SELECT state AS k, COUNT(*) AS n FROM outbox_event GROUP BY state'))).toEqual([
        'done',
      ]);
      expect(Object.keys(await tally('SELECT state AS k, COUNT(*) AS n FROM job_slot GROUP BY state'))).toEqual([
        'done',
      ]);
    });

    it('leaves an audit trail without a break', async () => {
      expect(await demo.app.get(AuditVerification).verify()).toEqual([]);
    });

    it('stops at a row that is refused, and says which', async () => {
      const scene = { day: demo.to, time: '10:50', who: 'bank1', act: 'accept', need: 1, at: 'CP-0019', params: {} };
      const again = new StoryPlayer(demo.app, demo.needs, demo.cast).play([{ ...scene, row: 999 }]);
      await expect(again).rejects.toThrow('story.csv row 999 (bank1 accept need 1): state-changed');
    });
  });

  describe('what it shows', () => {
    it('signs everybody in with the printed password', async () => {
      const lines = await summary(db, demo.cast, { words: projectWords(), locale: 'en' });
      expect(lines.join('\n')).toContain(DEMO_PASSWORD);
      for (const username of ['admin', 'officer', 'leader', 'auditor', 'enterprise1', 'bank1', 'bank6']) {
        expect(lines.find((line) => line.trim().startsWith(`${username} `))).toBeDefined();
        const entered = await new Visitor(demo.app).signIn(username, DEMO_PASSWORD);
        expect([username, entered.status, entered.location]).toEqual([username, 303, '/w']);
      }
    });

    it('shows the day of the story in the ribbon, and every mail as text', async () => {
      const visitor = new Visitor(demo.app);
      const list = await visitor.get('/dev/mail');
      expect(list.status).toBe(200);
      expect(list.body).toContain('2026-11-23');
      const href = /href="(\/dev\/mail\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
      const mail = await visitor.get(href);
      expect(mail.body).toMatch(/@example\.com/);
      expect(mail.body).toMatch(/href="\/(financing|me)/);
      expect((await visitor.get('/dev/mail/00000000-0000-7000-8000-000000000000')).status).toBe(404);
    });
  });

  describe('a second run', () => {
    const play = promisify(execFile);

    it(
      'gives the same counts from the command line, on MariaDB where there is one',
      async () => {
        const { env, drop } = demoPlace(process.env.TEST_DATABASE_URL ? 'mariadb' : 'sqlite');
        try {
          const { stdout } = await play(process.execPath, ['dist/src/demo.js', '--once'], {
            env: { ...process.env, ...env },
          });
          expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual(counts);
        } finally {
          await drop();
        }
      },
      RUN_ON_SERVER,
    );

    it('refuses a database that holds something, and leaves it alone', async () => {
      const { env, drop } = demoPlace('sqlite');
      const url = db.manager.connection.options.database;
      await expect(demoSettings({ ...env, DATABASE_URL: `sqlite:${String(url)}` })).rejects.toThrow(NotTheDemos);
      expect(await readCounts(db)).toEqual(counts);
      await drop();
    });
  });
});
