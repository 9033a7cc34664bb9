import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { may, systemActor } from '../../src/kernel/actor.js';
import { Organisations } from '../../src/directory/organisations.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Answer, Visitor } from '../support/visitor.js';
import { buildBusyTown, type BusyTown } from './busy-town.js';
import { encode, shotAt, targetsOf, type Shot, type Target } from './requests.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20261123);
const TOTAL = Number(process.env.FUZZ_REQUESTS ?? 5_000);
const AT_ONCE = 4;
const LONGEST_MS = 5_000;
const roles = ['stranger', 'admin', 'officer', 'leader', 'auditor', 'enterprise1', 'enterprise2', 'bank1', 'bank2'];

describe('whatever is sent to any route', () => {
  let test: TestApp;
  let busy: BusyTown;
  let spare: string;
  const people = new Map<string, { visitor: Visitor; token: string }>();

  beforeAll(async () => {
    test = await openTestApp('sqlite', { LOG_LEVEL: process.env.FUZZ_LOG ?? 'silent' });
    busy = await buildBusyTown(test.app);
    spare = (
      await test.app
        .get(Organisations)
        .create(systemActor, { kind: 'enterprise', name: '备用企业（示例）', sample: true, creditCode: null })
    ).id;
    for (const role of roles) await enter(role);
  });
  afterAll(() => test.close());

  async function enter(role: string): Promise<void> {
    const visitor = test.visitor();
    if (role !== 'stranger') await visitor.signIn(role);
    people.set(role, { visitor, token: await visitor.token() });
  }

  function idsFor({ path }: Target, name: string): readonly string[] {
    const { town, needs, referrals, quotes, payouts } = busy;
    if (path.includes('disabling')) return [spare];
    if (name === 'receiver') return [town.donghu.id, town.qingyuan.id];
    if (name === 'quoteId') return quotes;
    if (name === 'payoutId' || name === 'disbursementId') return payouts;
    if (name === 'section')
      return ['basic', 'operation', 'credit', 'years', 'qualifications', 'contact', 'company', 'staff'];
    if (name !== 'id') return [];
    if (path.includes('/needs/')) return needs;
    if (path.includes('/referrals/')) return referrals;
    if (path.includes('/products/')) return town.products.map(({ id }) => id);
    if (path.includes('/organisations/')) return [town.lanhai.id, town.donghu.id, spare];
    return [];
  }

  /** Everybody tries every route; those who may call it try more often. */
  function callers({ access }: Target): string[] {
    const able = roles.filter(
      (role) =>
        role !== 'stranger' &&
        (access?.kind !== 'permission' || access.anyOf.some((permission) => may(busy.town.actor(role), permission))),
    );
    return [...roles, ...able, ...able, ...able];
  }

  async function fire({ target, role, path, query, body, token }: Shot): Promise<Answer> {
    const { visitor, token: csrf } = people.get(role)!;
    const url =
      path + (query.length > 0 ? `?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}` : '');
    const headers: Record<string, string> = {
      accept: target.path.startsWith('/api/') ? 'application/json' : 'text/html',
    };
    if (token) headers['x-csrf-token'] = csrf;
    if (body) headers['content-type'] = body.type;
    return visitor.send(target.method, url, body?.text, headers);
  }

  it(`answers ${TOTAL} hostile requests in plain words`, async () => {
    const targets = targetsOf(test.app);
    const each = Math.ceil(TOTAL / targets.length);
    const shots = targets.flatMap((target, i) =>
      fc.sample(shotAt(target, callers(target), idsFor), { seed: SEED + i, numRuns: each }),
    );
    const order = fc.sample(fc.shuffledSubarray(shots, { minLength: shots.length }), { seed: SEED, numRuns: 1 })[0]!;
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    const began = performance.now();
    let next = 0;
    const worker = async () => {
      for (let shot = order[next++]; shot; shot = order[next++]) {
        const start = performance.now();
        const answer = await within(fire(shot), LONGEST_MS);
        const wrong = answer === null ? 'no answer in 5 s' : faultOf(shot, answer);
        if (wrong) faults.push(`${wrong}: ${describeShot(shot)} (${Math.round(performance.now() - start)} ms)`);
        if (!answer) continue;
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const gone = answer.status === 401 || answer.location?.startsWith('/sign-in');
        if (gone && shot.role !== 'stranger') await enter(shot.role);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    lag.disable();
    const seconds = (performance.now() - began) / 1_000;
    const [p99, worst] = [lag.percentile(99) / 1e6, lag.max / 1e6];
    process.stdout.write(
      `fuzz: ${order.length} requests to ${targets.length} routes, seed ${SEED}, ${seconds.toFixed(1)} s, loop delay p99 ${p99.toFixed(0)} ms max ${worst.toFixed(0)} ms, ${JSON.stringify(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)))}\n`,
    );
    expect({ seed: SEED, faults: faults.slice(0, 40), count: faults.length }).toEqual({
      seed: SEED,
      faults: [],
      count: 0,
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    // Generous: a machine that is shared must not fail this, a request that holds everybody up for seconds must.
    expect(worst).toBeLessThan(8_000);
    expect((await test.visitor().get('/readyz')).status).toBe(200);
  }, 240_000);
});

async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, ms, null)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What is wrong with an answer; null when it is as it should be. */
function faultOf({ target, query, body: sent }: Shot, { status, headers, body }: Answer): string | null {
  const type = String(headers['content-type'] ?? '');
  if (status >= 500) return `status ${status}`;
  if (status < 400) return null;
  const [inner] = /\bat \S+ \(|\.js:\d+|node_modules|QueryFailed|SQLITE_|SELECT .* FROM/.exec(body) ?? [];
  // A refusal may name what was sent, statements of strangers included.
  if (inner && ![...query.flat(), sent?.text ?? ''].some((text) => text.includes(inner)))
    return 'an answer with inner workings';
  if (target.path.startsWith('/api/')) {
    if (!type.startsWith('application/problem+json')) return `status ${status} as ${type}`;
    const problem = JSON.parse(body) as Record<string, unknown>;
    const named = ['type', 'title', 'code', 'instance', 'traceId'].every((name) => typeof problem[name] === 'string');
    return named && problem.status === status ? null : 'not a problem document';
  }
  if (!type.startsWith('text/html')) return `status ${status} as ${type}`;
  if (!/<h1[\s>]/.test(body)) return 'an error page without a heading';
  return /problem\.(page|field)\.|>problem\./.test(body) ? 'an error page with a key instead of words' : null;
}

const describeShot = ({ target, role, path, query, body, token }: Shot): string =>
  JSON.stringify([
    target.method,
    path.slice(0, 200),
    role,
    query.map((pair) => pair.map((text) => text.slice(0, 60))),
    body && [body.type, String(body.text).slice(0, 400)],
    token,
  ]);
