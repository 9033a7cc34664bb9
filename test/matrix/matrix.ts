import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bodyOf, payloadOf } from './bodies.js';
import type { Canaries, Canary } from './canaries.js';
import type { Principal } from './cast.js';
import { targetsOf } from './objects.js';
import { queriesOf } from './queries.js';
import { mayRead, type Viewer } from './rights.js';
import type { Snapshot } from './snapshot.js';
import type { Target } from './target.js';
import { unzipped } from './unzipped.js';
import { expectationOf, judged, verdictOf, type Verdict } from './verdicts.js';
import type { Ids } from './world.js';

/** GET never changes state; that somebody looked, and when a session was last used, is no state. */
const recordsOfReading = ['audit_entry', 'audit_head', 'session'];

/** One request of the matrix. */
interface Asked {
  readonly route: string;
  readonly method: string;
  readonly url: string;
  readonly principal: Principal;
  readonly target: Target;
  readonly verdict: Verdict;
}

/** Every route × principal × target; what is answered is compared with the table, and searched for canaries. */
export class Matrix {
  requests = 0;
  readonly faults: string[] = [];
  readonly leaks = new Map<string, string>();
  readonly routes = new Set<string>();
  /** Routes that did for somebody what they are there for. */
  readonly worked = new Set<string>();

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly world: { readonly ids: Ids; readonly canaries: Canaries; readonly snapshot: Snapshot },
    private readonly changed: () => Promise<void>,
  ) {}

  /** @param sparing of what somebody may not see, most ask for every second record only */
  async walk(route: string, principals: readonly Principal[], { sparing = true } = {}): Promise<void> {
    const expectation = expectationOf(route);
    const [method = '', path = ''] = route.split(' ');
    const targets = targetsOf(expectation.object, path, this.world.ids);
    this.routes.add(route);
    for (const [place, principal] of principals.entries()) {
      let absent = 404;
      const last = verdictOf(expectation, principal, targets.at(-1) as Target);
      for (const [nth, target] of chosenFor(route, principal, targets, last).entries()) {
        const verdict = verdictOf(expectation, principal, target);
        if (sparing && verdict === 'unseen' && spared(principal, target, nth + place)) continue;
        const address = path.replace(/:(\w+)/g, (_all, name: string) => target.params[name] ?? 'none');
        const queries = queriesOf(route, this.world.ids);
        for (const query of verdict === 'done' ? queries : queries.slice(0, 1)) {
          const url = address + (target.query ?? '') + query;
          const status = await this.send({ route, method, url, principal, target, verdict }, absent);
          if (target.name === 'random') absent = status;
        }
      }
    }
  }

  private async send(asked: Asked, absentStatus: number): Promise<number> {
    const { route, method, url, principal, target, verdict } = asked;
    const api = url.startsWith('/api/');
    const reading = method === 'GET' || method === 'HEAD';
    const given = target.body ?? bodyOf(route, this.world.ids, principal.viewer);
    const body = typeof given === 'function' ? given(principal.viewer) : given;
    const sent = reading ? undefined : payloadOf(body);
    const response = await this.app.inject({
      method: method as 'GET',
      url,
      ...(sent && { payload: sent.payload }),
      headers: {
        host: 'localhost',
        accept: api ? 'application/json' : 'text/html',
        ...(sent && { 'content-type': sent.type }),
        ...principal.headers,
      },
    });
    this.requests++;
    const { statusCode: status } = response;
    const where = `${principal.name}: ${route} [${target.name}] → ${status}`;
    const location = String(response.headers.location ?? '');
    const absent = target.name === 'random' ? status : absentStatus;
    const why = judged(verdict, { status, location, api, reading, absent });
    if (why) this.faults.push(`${where}: ${why}${status >= 500 ? ` ${response.body.slice(0, 200)}` : ''}`);
    if (method === 'HEAD' && response.rawPayload.length > 0)
      this.faults.push(`${where}: an answer to HEAD has no body`);
    if (verdict.startsWith('done') && status < 400) this.worked.add(route);
    const zip = response.rawPayload.subarray(0, 2).toString() === 'PK';
    const text = zip ? unzipped(response.rawPayload) : response.body;
    const said = this.world.canaries.in(`${decodeURIComponent(url)} ${String(sent?.payload ?? '')}`);
    const { 'content-length': _length, ...headers } = response.headers; // a number like any other
    this.search(principal.viewer, text + JSON.stringify(headers), where, said);
    await this.putBack(where, reading, status);
    return status;
  }

  private async putBack(where: string, reading: boolean, status: number): Promise<void> {
    const { snapshot } = this.world;
    const touched = snapshot.touched();
    if (touched.length === 0) return;
    if (reading && touched.some((table) => !recordsOfReading.includes(table)))
      this.faults.push(`${where}: reading changes ${touched.join(', ')}`);
    if (reading && touched.join() === 'session') return snapshot.keep('session'); // a minute has gone by
    if (status < 400 && !reading) await this.changed();
    snapshot.restore(snapshot.touched());
  }

  /** The oracle: whatever is shown to a viewer must be theirs to read, or be what they `said` themselves. */
  search(viewer: Viewer, text: string, where: string, said: ReadonlySet<Canary> = new Set()): void {
    for (const canary of this.world.canaries.in(text)) {
      const { token, right } = canary;
      if (!said.has(canary) && !mayRead(viewer, right))
        this.leaks.set(`${viewer.name}: ${token} (${JSON.stringify(right)})`, where);
    }
    if (text.includes('$argon2')) this.leaks.set(`${viewer.name}: the hash of a password`, where);
  }
}

/** Who tries addresses that no record could have, and asks by HEAD: one of each side. */
const firsts = ['anonymous', 'owner', 'bank-accepted', 'college', 'officer'];

/** Of what somebody may not see, all but the first of each side ask for every second record, one for these, one for those. */
const spared = ({ name }: Principal, target: Target, turn: number): boolean =>
  target.name !== 'random' && !firsts.includes(name) && turn % 2 === 1;

/**
 * People get every target on pages and some of them on the API, programs the other way round; whoever is refused at the
 * door gets one record that is there and one that is not.
 */
function chosenFor(route: string, { name }: Principal, targets: readonly Target[], last: Verdict): readonly Target[] {
  const token = name.endsWith('+token');
  const first = firsts.includes(name);
  const ends = targets.filter((_target, index) => index === 0 || index === targets.length - 1);
  if (route.startsWith('HEAD ') && !first) return name === 'neighbour' ? ends : [];
  if (last === 'sign-in' || last === 'forbidden') return token ? ends.slice(-1) : ends;
  if (token !== route.includes(' /api/')) return targets.filter((_target, index) => index % 5 === 0);
  return first ? targets : targets.filter((target) => !target.name.startsWith('malformed'));
}
