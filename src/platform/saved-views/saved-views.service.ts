import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../clock/business-clock.js';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/faults.js';
import { toInstant } from '../database/rows.js';
import { newId } from '../ids.js';
import { SavedView, SavedViewDefault } from './saved-view.entity.js';
import { keptAddress, ViewLists } from './view-lists.js';

export interface ViewChange {
  readonly name: string;
  readonly shared: boolean;
  /** Whether the list opens with it, for who saves it. */
  readonly first: boolean;
}

/** A view as one person sees it. */
export interface SeenView extends SavedView {
  readonly ownerName: string;
  /** May be renamed, changed and deleted by this person. */
  readonly own: boolean;
  /** Their list opens with it. */
  readonly first: boolean;
}

/** More than these nobody finds again. */
const MOST = 30;

/** Views of lists: everybody's own, and those that colleagues share. A view that one person changes never changes another's. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly lists: ViewLists,
  ) {}

  /** Shared ones first, then by name. */
  async seen(actor: Actor, list: string): Promise<SeenView[]> {
    return this.select(actor, 'v.list = ?', list);
  }

  /** @throws Problem `not-found` where there is none the actor may see */
  async require(actor: Actor, id: string): Promise<SeenView> {
    const [view] = await this.select(actor, 'v.id = ?', id);
    if (!view) throw new Problem('not-found');
    this.lists.require(actor, view.list);
    return view;
  }

  /** @throws Problem `not-found`, `forbidden` for a colleague's */
  async requireOwn(actor: Actor, id: string): Promise<SeenView> {
    const view = await this.require(actor, id);
    if (!view.own) throw new Problem('forbidden');
    return view;
  }

  /** The view with which the list opens; null: all rows. */
  async first(actor: Actor, list: string): Promise<SeenView | null> {
    return (await this.seen(actor, list)).find((view) => view.first) ?? null;
  }

  /** @throws Problem `validation` for a name taken or too many views */
  async create(actor: Actor, list: string, query: object, change: ViewChange): Promise<SavedView> {
    const address = keptAddress(this.lists.require(actor, list), query as Record<string, unknown>);
    const view = Object.assign(new SavedView(), {
      id: newId(),
      list,
      ownerId: actor.userId,
      organisationId: actor.organisationId,
      name: change.name,
      shared: change.shared,
      address,
      savedAt: this.clock.now(),
    });
    return this.named(() =>
      this.db.transaction(async () => {
        const { ownerId, organisationId } = view;
        if ((await this.db.repo(SavedView).countBy({ ownerId, organisationId, list })) >= MOST)
          throw new Problem('validation', {}, [{ field: 'name', code: 'views-full', params: { most: MOST } }]);
        await this.db.repo(SavedView).insert(view);
        if (change.first) await this.setFirst(actor, view, true);
        return view;
      }),
    );
  }

  /** Name, whether colleagues see it, and whether the list opens with it. @throws as `requireOwn`, and `validation` */
  async change(actor: Actor, id: string, { name, shared, first }: ViewChange): Promise<SavedView> {
    const view = await this.requireOwn(actor, id);
    return this.named(() =>
      this.db.transaction(async () => {
        await this.db.repo(SavedView).update({ id }, { name, shared, savedAt: this.clock.now() });
        if (first !== view.first) await this.setFirst(actor, view, first);
        return { ...view, name, shared };
      }),
    );
  }

  /** 保存改动: from now on it is the list as it stands. @throws as `requireOwn` */
  async keep(actor: Actor, id: string, query: object): Promise<SavedView> {
    const view = await this.requireOwn(actor, id);
    const address = keptAddress(this.lists.require(actor, view.list), query as Record<string, unknown>);
    await this.db.transaction(() => this.db.repo(SavedView).update({ id }, { address, savedAt: this.clock.now() }));
    return { ...view, address };
  }

  /** For oneself alone, also for a view that a colleague shares. @throws Problem `not-found` */
  async open(actor: Actor, id: string, first: boolean): Promise<SavedView> {
    const view = await this.require(actor, id);
    await this.db.transaction(() => this.setFirst(actor, view, first));
    return view;
  }

  /** Also for colleagues, if it was shared. @throws as `requireOwn` */
  async remove(actor: Actor, id: string): Promise<SavedView> {
    const view = await this.requireOwn(actor, id);
    await this.db.transaction(async () => {
      await this.db.repo(SavedViewDefault).delete({ viewId: id });
      await this.db.repo(SavedView).delete({ id });
    });
    return view;
  }

  private async setFirst(actor: Actor, { id: viewId, list }: SavedView, first: boolean): Promise<void> {
    const mine = { userId: actor.userId, organisationId: actor.organisationId, list };
    await this.db.repo(SavedViewDefault).delete(first ? mine : { ...mine, viewId });
    if (first) await this.db.repo(SavedViewDefault).insert({ id: newId(), ...mine, viewId });
  }

  private async named<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new Problem('validation', {}, [{ field: 'name', code: 'view-name-taken', params: {} }]);
    }
  }

  /** One whose owner has left belongs to all who see it, so that it can be taken away. */
  private async select(actor: Actor, where: string, value: string): Promise<SeenView[]> {
    const { userId, organisationId } = actor;
    const rows = await this.db.select<Raw>(
      `SELECT v.id, v.list, v.ownerId, v.organisationId, v.name, v.shared, v.address, v.savedAt, u.name AS ownerName,
              u.state AS ownerState, f.id AS firstId
         FROM saved_view v JOIN user_account u ON u.id = v.ownerId
         LEFT JOIN saved_view_default f ON f.viewId = v.id AND f.userId = ? AND f.organisationId = ?
        WHERE ${where} AND v.organisationId = ? AND (v.ownerId = ? OR v.shared = 1)
        ORDER BY v.shared DESC, v.name, v.id`,
      [userId, organisationId, value, organisationId, userId],
    );
    return rows.map(({ ownerState, firstId, ...row }) => ({
      ...row,
      shared: Number(row.shared) === 1,
      address: JSON.parse(row.address) as Record<string, string>,
      savedAt: toInstant(row.savedAt),
      own: row.ownerId === userId || ownerState === 'disabled',
      first: firstId !== null,
    }));
  }
}

interface Raw extends Omit<SeenView, 'shared' | 'address' | 'savedAt' | 'own' | 'first'> {
  readonly shared: unknown;
  readonly address: string;
  readonly savedAt: string;
  readonly ownerState: string;
  readonly firstId: string | null;
}
