import { Settings } from '../../src/platform/config/settings.js';
import { buildTown, type Town } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

/** One town served by two applications where the database allows it (an SQLite file belongs to one process). */
export class TwoServers {
  private turn = 0;

  private constructor(
    readonly first: TestApp,
    private readonly servers: readonly TestApp[],
    readonly town: Town,
  ) {}

  static async open(kind: 'sqlite' | 'mariadb'): Promise<TwoServers> {
    const first = await openTestApp(kind);
    const town = await buildTown(first.app);
    const shared = { DATABASE_URL: first.app.get(Settings).databaseUrl };
    return new TwoServers(first, kind === 'sqlite' ? [first] : [first, await openTestApp(kind, shared)], town);
  }

  /** The service at one of the servers, each call the next one. */
  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.servers[this.turn++ % this.servers.length]!.app.get<T>(type);
  }

  each<T, R>(type: abstract new (...args: never[]) => T, work: (service: T) => Promise<R>): (() => Promise<R>)[] {
    return [...this.servers, ...this.servers].slice(0, 2).map((server) => () => work(server.app.get<T>(type)));
  }

  travelTo(instant: string | Date): void {
    for (const server of this.servers) server.travelTo(instant);
  }

  async close(): Promise<void> {
    for (const server of this.servers.toReversed()) await server.close();
  }
}
