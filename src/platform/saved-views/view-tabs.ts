import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { hrefWith, type Query } from '../http/list-address.js';
import type { SeenView } from './saved-views.service.js';
import { SavedViews } from './saved-views.service.js';
import { keptAddress, ViewLists } from './view-lists.js';

export const PATH = '/views';

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  /** Marks what colleagues share. */
  readonly icon: string | null;
}

/** What a list shows of its views: one tab each, and what can be done with the list as it stands. */
export interface ViewBar {
  readonly tabs: readonly Tab[];
  /** The view this list was opened from; its own tabs then are not the current ones. */
  readonly current: string | null;
  /** 存为视图, or 另存为我的 from a colleague's. */
  readonly saveHref: string;
  readonly copies: boolean;
  /** 保存改动: the list stands otherwise than its view, which is one's own. */
  readonly keep: { readonly action: string; readonly address: string } | null;
  readonly manageHref: string | null;
}

/** Views as tabs of their list. */
@Injectable()
export class ViewTabs {
  constructor(
    private readonly views: SavedViews,
    private readonly lists: ViewLists,
  ) {}

  /** Where a list opens that was asked for without any address; null: as it is. */
  async start(actor: Actor, list: string, query: object): Promise<string | null> {
    if (Object.keys(query).length > 0) return null;
    const view = await this.views.first(actor, list);
    return view && viewHref(this.lists.require(actor, list).path, view);
  }

  /** `query`: the address of the list as it was asked for. */
  async of(actor: Actor, list: string, query: Query): Promise<ViewBar> {
    const kind = this.lists.require(actor, list);
    const seen = await this.views.seen(actor, list);
    const address = keptAddress(kind, query);
    const current = seen.find(({ id }) => id === query['saved']) ?? null;
    const text = new URLSearchParams(address).toString();
    const changed = current !== null && !same(current.address, address);
    return {
      tabs: seen.map((view) => ({
        href: viewHref(kind.path, view),
        label: view.name,
        current: view === current,
        icon: view.shared ? 'people' : null,
      })),
      current: current?.id ?? null,
      saveHref: hrefWith(`${PATH}/new`, { list, address: text, ...(current && { from: current.id }) }, {}),
      copies: current !== null && !current.own,
      keep: changed && current.own ? { action: `${PATH}/${current.id}/address`, address: text } : null,
      manageHref: seen.length > 0 ? hrefWith(PATH, { list }, {}) : null,
    };
  }
}

/** A view is an address like any other; `saved` only says which tab it came from. */
export const viewHref = (path: string, { id, address }: Pick<SeenView, 'id' | 'address'>): string =>
  hrefWith(path, address, { saved: id });

function same(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}
