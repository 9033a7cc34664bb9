import type { Actor } from '../../src/kernel/actor.js';
import { Files } from '../../src/platform/files/files.service.js';
import type { TestApp } from '../support/test-app.js';
import type { Canaries } from './canaries.js';
import type { Cast, Org } from './cast.js';
import type { Right } from './rights.js';

/** Ids of what the world holds, by name: `open` is a need, `open/donghu` its referral to donghu, and so on. */
export type Ids = Record<string, string>;

/** The town of the matrix while it is built, through the real services; every field that a person can fill holds a canary. */
export class World {
  readonly ids: Ids = {};

  constructor(
    readonly test: TestApp,
    readonly cast: Cast,
    readonly canaries: Canaries,
  ) {}

  get<T>(type: new (...args: never[]) => T): T {
    return this.test.app.get(type);
  }

  actor(name: string): Actor {
    return this.cast.actor(name);
  }

  id(name: string): string {
    const id = this.ids[name];
    if (id === undefined) throw new Error(`the world has no ${name}`);
    return id;
  }

  /** A file whose name and whose text are canaries. */
  async file(org: Org, type: string, id: string, right: Right): Promise<string> {
    const owner = { type, id, organisationId: this.cast.org(org).id };
    return (await this.get(Files).store(this.actor('officer'), this.paper(org, right), owner)).id;
  }

  paper(org: Org, right: Right): { name: string; bytes: Buffer } {
    return {
      name: `${this.canaries.text(org, 'filename', right)}.pdf`,
      bytes: Buffer.from(`%PDF-1.4\n${this.canaries.text(org, 'filebody', right)}\n%%EOF\n`),
    };
  }
}
