import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Assignments } from '../domains/financing/managers/assignments.service.js';
import { ClientManagers } from '../domains/financing/managers/client-managers.service.js';
import type { Actor } from '../kernel/actor.js';
import { demoSheet } from './sheet.js';
import { managerColumn as column } from './story-words.js';

/** Institutions name their client managers as client-managers.csv says; an officer has an assignment computed, and leaves it open. */
export class ManagerStory {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: ReadonlyMap<string, Actor>,
  ) {}

  async play(): Promise<void> {
    const managers = this.app.get(ClientManagers);
    for (const row of demoSheet('client-managers.csv')) {
      const person = this.actor(row[column.who] ?? '');
      const own = await managers.products(person);
      const numbers = (row[column.products] ?? '').split('；');
      await managers.add(person, person.userId, {
        caseLimit: Number(row[column.limit]),
        away: row[column.away] !== '',
        products: numbers.map((number) => own.find((product) => product.number === number)?.id ?? number),
      });
    }
    await this.app.get(Assignments).propose(this.actor('officer'));
  }

  private actor(username: string): Actor {
    const found = this.cast.get(username);
    if (!found) throw new Error(`people.csv: nobody is called ${username}`);
    return found;
  }
}
