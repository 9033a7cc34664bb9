import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bodyOf, queriesOf } from './bodies.js';
import type { Canaries } from './canaries.js';
import type { Principal } from './cast.js';
import { expectations } from './expectations.js';
import { targetsOf, type Target } from './objects.js';
import { mayRead, type Viewer } from './rights.js';
import type { Snapshot } from './snapshot.js';
import { unzipped } from './unzipped.js';
import type { Ids } from './world.js';

const letters: Readonly<Record<string, string>> = {
  enterprise: 'E', bank: 'B', 'bank-admin': 'M', college: 'C', officer: 'O', leader: 'L', admin: 'A', auditor: 'U',
}; // prettier-ignore

interface Expectation {
  readonly who: readonly string[];
  readonly object: string;
  readonly but: readonly string[];
  readonly orAbsent: boolean;
}

export function expectationOf(route: string): Expectation {
  const line = expectations[route] ?? '';
  const [who = '', object = '', more = ''] = line.split('|').map((part) => part.trim());
  const [, letters = ''] = /but ([A-Z ]+)/.exec(more) ?? [];
  return { who: who.split(' '), object, but: letters.trim().split(' '), orAbsent: more.endsWith('or absent') };
}

type Verdict = 'sign-in' | 'forbidden' | 'unseen' | 'done' | 'done-or-absent' | 'done-or-refused' | 'not-done';

/** What the table says of this request: hand-written right × hand-written sight. */
function verdictOf({ who, but, orAbsent }: Expectation, { viewer }: Principal, target: Target): Verdict {
  const open = who.includes('public');
  if (viewer.side === 'nobody' && !open) return 'sign-in';
  const letter = letters[viewer.role ?? ''] ?? '-';
  if (!open && !who.includes('all') && !who.includes(letter)) return 'forbidden';
  if (!target.seen(viewer)) return 'unseen';
  if (but.includes(letter) || target.refused?.(viewer)) return 'forbidden';
  if (target.strangerWithin) return 'not-done';
  if (target.mayBeRefused?.(viewer)) return 'done-or-refused';
  return orAbsent ? 'done-or-absent' : 'done';
}

export interface Fault {
  readonly request: string;
  readonly why: string;
}

/** Every route × principal × target; what is answered is compared with the table, and searched for canaries. */
export class Matrix {
  requests = 0;
  readonly faults: Fault[] = [];
  readonly leaks = new Map<string, string>();
  readonly routes = new Set<string>();

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly world: { readonly ids: Ids; readonly canaries: Canaries; readonly snapshot: Snapshot },
    private readonly changed: () => Promise<void>,
  ) {}

  async walk(route: string, principals: readonly Principal[]): Promise<void> {
    const expectation = expectationOf(route.replace(/^HEAD /, 'GET '));
    const [method = '', path = ''] = route.split(' ');
    const targets = targetsOf(expectation.object, path, this.world.ids);
    this.routes.add(route);
    for (const principal of principals) {
      let absent = 404;
      const chosen = chosenFor(route, principal, targets, verdictOf(expectation, principal, targets.at(-1) as Target));
      for (const target of chosen) {
        const verdict = verdictOf(expectation, principal, target);
        const address = path.replace(/:(\w+)/g, (_all, name: string) => target.params[name] ?? 'none');
        for (const query of verdict === 'done' && method === 'GET' ? queriesOf(route) : ['']) {
          const status = await this.send(route, method, address + query, principal, target, verdict, absent);
          if (target.name === 'random') absent = status;
        }
      }
    }
  }

  private async send(
    route: string,
    method: string,
    url: string,
    principal: Principal,
    target: Target,
    verdict: Verdict,
    absent: number,
  ): Promise<number> {
    const api = url.startsWith('/api/');
    const payload = method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(bodyOf(route, this.world.ids));
    const response = await this.app.inject({
      method: method as 'GET',
      url,
      ...(payload !== undefined && { payload }),
      headers: {
        host: 'localhost',
        accept: api ? 'application/json' : 'text/html',
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...principal.headers,
      },
    });
    this.requests++;
    const request = `${principal.name}: ${route} [${target.name}] → ${response.statusCode}`;
    const { statusCode: status } = response;
    const location = String(response.headers.location ?? '');
    if (target.name === 'random') absent = status;
    const why = judged(verdict, { status, location, api, get: method === 'GET' || method === 'HEAD', absent });
    if (why) this.faults.push({ request, why: why + (status >= 500 ? ` ${response.body.slice(0, 200)}` : '') });
    const zip = response.rawPayload.subarray(0, 2).toString() === 'PK';
    this.search(
      principal.viewer,
      (zip ? unzipped(response.rawPayload) : response.body) + JSON.stringify(response.headers),
      request,
    );
    if (this.world.snapshot.changed) {
      if (status < 400 && payload !== undefined) await this.changed();
      this.world.snapshot.restore();
    }
    return status;
  }

  /** The oracle: whatever is shown to a principal must be theirs to read. */
  search(viewer: Viewer, text: string, where: string): void {
    for (const { token, right } of this.world.canaries.in(text)) {
      if (!mayRead(viewer, right)) this.leaks.set(`${viewer.name}: ${token} (${JSON.stringify(right)})`, where);
    }
  }
}

/**
 * The whole product is for people; programs get it on the API and a third of it on pages, and whoever is refused at the
 * door one record that is there and one that is not.
 */
function chosenFor(
  route: string,
  { name, viewer }: Principal,
  targets: readonly Target[],
  last: Verdict,
): readonly Target[] {
  const token = name.endsWith('+token');
  const ends = targets.filter((_target, index) => index === 0 || index === targets.length - 1);
  if (route.startsWith('HEAD ')) return token || viewer.name === 'expired' ? [] : ends.slice(-1);
  if (last === 'sign-in' || last === 'forbidden') return token ? ends.slice(-1) : ends;
  return token && !route.includes(' /api/') ? targets.filter((_target, index) => index % 3 === 0) : targets;
}

interface Seen {
  readonly status: number;
  readonly location: string;
  readonly api: boolean;
  readonly get: boolean;
  readonly absent: number;
}

/** Why an answer is not what the table says; null when it is. */
function judged(verdict: Verdict, { status, location, api, get, absent }: Seen): string | null {
  if (status >= 500) return 'a server error';
  switch (verdict) {
    case 'sign-in':
      if (get && !api) return status === 303 && location.startsWith('/sign-in?next=') ? null : 'should lead to sign-in';
      return status === 401 ? null : 'should be 401';
    case 'forbidden':
      return status === 403 ? null : 'should be 403';
    case 'unseen': // and if the body is looked at first, then for records that are not there as well
      if (![400, 404, 410, 422].includes(status)) return 'should be 404';
      return status === absent || status === 404 ? null : `differs from a record that is not there (${absent})`;
    case 'not-done':
      return [400, 404, 409, 422].includes(status) ? null : 'a stranger’s child under this parent should be refused';
    case 'done-or-absent':
      return [401, 403].includes(status) ? 'should be let through' : null;
    case 'done-or-refused':
      return [401, 404].includes(status) ? 'should be known' : null;
    case 'done':
      return [401, 403, 404].includes(status) ? 'should be let through' : null;
  }
}
