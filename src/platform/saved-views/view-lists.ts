import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { readAddress } from '../http/list-address.js';

/** A list whose address can be kept as a view. Its title is the word `saved-view.list.<name>`. */
export interface ViewList {
  /** `financing.needs` */
  readonly name: string;
  readonly path: string;
  readonly permission: string;
  /** The form that reads its address; `page` and `saved` are places in the list, no part of a view. */
  readonly form: new () => object;
}

/** Every list that keeps views; each area declares its own at start-up. */
@Injectable()
export class ViewLists {
  private readonly lists = new Map<string, ViewList>();

  define(list: ViewList): void {
    if (this.lists.has(list.name)) throw new Error(`list ${list.name} is defined twice`);
    this.lists.set(list.name, list);
  }

  /** @throws Problem `not-found`; `forbidden` for who may not read the list */
  require(actor: Actor, name: string): ViewList {
    const list = this.lists.get(name);
    if (!list) throw new Problem('not-found');
    if (!may(actor, list.permission)) throw new Problem('forbidden');
    return list;
  }
}

/** What of an address a view keeps. */
export function keptAddress({ form }: ViewList, query: Readonly<Record<string, unknown>>): Record<string, string> {
  const { page: _page, saved: _saved, ...kept } = readAddress(form, query);
  return kept;
}
