import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { message } from '../../platform/i18n/message.js';
import type { DeskKind } from './desk-kind.js';
import { Welcome } from './welcome.entity.js';

/** A first task: where it is done, and (where the data tells) how one sees that it was; parameters: me, my organisation. */
interface Task {
  readonly name: string;
  readonly href: string;
  readonly done?: string;
}

const ME = 'SELECT 1 FROM (SELECT ? AS me, ? AS mine) a WHERE EXISTS';
const tasks: Record<DeskKind, readonly Task[]> = {
  officer: [
    { name: 'verify', href: '/w?view=verify', done: `${ME} (SELECT 1 FROM need_verification v WHERE v.userId = a.me)` },
    { name: 'refer', href: '/w?view=confirm', done: `${ME} (SELECT 1 FROM referral r WHERE r.referredBy = a.me)` },
    { name: 'products', href: '/financing/products' },
  ],
  enterprise: [
    {
      name: 'profile',
      href: '/profile',
      done: `${ME} (SELECT 1 FROM enterprise_profile p WHERE p.organisationId = a.mine AND p.establishedOn IS NOT NULL AND p.industry IS NOT NULL)`,
    },
    {
      name: 'need',
      href: '/financing/needs/new',
      done: `${ME} (SELECT 1 FROM demand d WHERE d.organisationId = a.mine AND d.submittedAt IS NOT NULL)`,
    },
    {
      name: 'consent',
      href: '/financing/needs',
      done: `${ME} (SELECT 1 FROM consent c JOIN demand d ON d.id = c.demandId WHERE d.organisationId = a.mine)`,
    },
  ],
  bank: [
    { name: 'offers', href: '/financing/products' },
    {
      name: 'answer',
      href: '/w?view=answer',
      done: `${ME} (SELECT 1 FROM response s WHERE s.userId = a.me AND s.kind IN ('accepted', 'declined'))`,
    },
    { name: 'quote', href: '/w?view=quote', done: `${ME} (SELECT 1 FROM quote q WHERE q.quotedBy = a.me)` },
  ],
  college: [
    {
      name: 'college',
      href: '/talent/colleges/own',
      done: `${ME} (SELECT 1 FROM college_profile c WHERE c.organisationId = a.mine AND c.confirmedBy IS NOT NULL)`,
    },
    { name: 'programmes', href: '/talent/programmes' },
    { name: 'classes', href: '/talent/classes' },
  ],
  leader: [
    { name: 'figures', href: '/w/figures/new-needs' },
    { name: 'overdue', href: '/w/figures/overdue' },
    { name: 'needs', href: '/financing/needs' },
  ],
  admin: [
    { name: 'people', href: '/admin/users' },
    { name: 'zone', href: '/admin/settings', done: `${ME} (SELECT 1 FROM zone_setting z WHERE z.name = 'zone.name')` },
    { name: 'calendar', href: '/admin/calendar' },
  ],
  auditor: [
    { name: 'trail', href: '/admin/audit' },
    { name: 'needs', href: '/financing/needs' },
    { name: 'products', href: '/financing/products' },
  ],
  other: [],
};

/** Three first tasks a role, on top of the page until they are done: seen from the data, or ticked by hand (70). */
@Injectable()
export class WelcomePanel {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** Null: done, or put away. */
  async of(actor: Actor, kind: DeskKind): Promise<object | null> {
    const row = await this.db.repo(Welcome).findOneBy({ userId: actor.userId });
    if (row?.closedAt || tasks[kind].length === 0) return null;
    const items = [];
    for (const { name, href, done } of tasks[kind]) {
      const seen = done ? (await this.db.select(done, [actor.userId, actor.organisationId])).length > 0 : false;
      items.push({
        name,
        href,
        done: seen || (row?.done ?? []).includes(name),
        byHand: !done,
        label: message(`work.welcome.${kind}.${name}`),
      });
    }
    return items.every(({ done }) => done) ? null : { items };
  }

  async tick(actor: Actor, kind: DeskKind, name: string): Promise<void> {
    if (!tasks[kind].some((task) => task.name === name && !task.done)) throw new Problem('not-found');
    await this.write(actor, ({ done }) => ({ done: [...new Set([...done, name])] }));
  }

  async putAway(actor: Actor): Promise<void> {
    await this.write(actor, () => ({ closedAt: this.clock.now() }));
  }

  private async write(actor: Actor, change: (row: Pick<Welcome, 'done'>) => Partial<Welcome>): Promise<void> {
    const { userId } = actor;
    await this.db.transaction(async () => {
      const row = await this.db.repo(Welcome).findOneBy({ userId });
      if (row) await this.db.repo(Welcome).update({ userId }, change(row));
      else await this.db.repo(Welcome).insert({ userId, done: [], closedAt: null, ...change({ done: [] }) });
    });
  }
}
