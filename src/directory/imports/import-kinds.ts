import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import type { ImportKind } from './import-kind.js';

export const RUN_IMPORTS = 'platform.import.run';

/** What can be imported; areas add their kinds when the application starts. */
@Injectable()
export class ImportKinds {
  private readonly kinds = new Map<string, ImportKind>();

  add(kind: ImportKind): void {
    if (this.kinds.has(kind.name)) throw new Error(`import kind ${kind.name} is added twice`);
    this.kinds.set(kind.name, kind);
  }

  /** @throws Problem `not-found`, `forbidden` */
  require(actor: Actor, name: string): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Problem('not-found');
    if (!mayImport(actor, kind)) throw new Problem('forbidden');
    return kind;
  }

  of(actor: Actor): ImportKind[] {
    return [...this.kinds.values()].filter((kind) => mayImport(actor, kind)).sort((a, b) => a.order - b.order);
  }
}

function mayImport(actor: Actor, { ownPermission }: ImportKind): boolean {
  if (actor.organisationKind === 'centre') return may(actor, RUN_IMPORTS);
  return ownPermission !== undefined && may(actor, ownPermission);
}
