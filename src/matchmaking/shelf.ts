import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../kernel/actor.js';
import type { AuditAction } from '../kernel/audit-actions.js';
import { Problem } from '../kernel/problem.js';
import { Audit } from '../platform/audit/audit.service.js';
import { Database } from '../platform/database/database.js';
import { toInstant } from '../platform/database/rows.js';
import { Offer, type OfferState } from './offer.entity.js';

/** One way an offer changes its state: from where, to where, and which side may do it. */
export interface OfferMove {
  readonly from: readonly OfferState[];
  readonly to: OfferState;
  readonly by: 'owner' | 'centre' | 'both';
  /** What the audit trail calls it. */
  readonly act: AuditAction;
  /** Asked for besides the right to edit. */
  readonly permission?: string;
}

/** What one kind of offer is called and may do; the rules around it are the same in every domain. */
export interface ShelfLine<Move extends string> {
  readonly domain: string;
  readonly kind: string;
  /** In audit rows: `product.publish`. */
  readonly noun: string;
  /** The permission to write one's own. */
  readonly edit: string;
  /** In the order of an offer's life. */
  readonly moves: Readonly<Record<Move, OfferMove>>;
}

export interface OfferHappening {
  readonly at: Date;
  readonly action: string;
  /** Name of the organisation; null = the platform itself. */
  readonly actor: string | null;
  readonly revision: number | null;
}

/** Offers on and off the shelf: who sees which, who may write them, and how they move. */
@Injectable()
export class Shelf {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /** Everybody who may read offers sees the shelf; an owner also its own in any state, the centre all. `alias`: of `offer`. */
  seen(actor: Actor, alias = 'f'): { sql: string; params: string[] } {
    if (actor.organisationKind === 'centre') return { sql: '1 = 1', params: [] };
    return { sql: `(${alias}.state = 'on-shelf' OR ${alias}.organisationId = ?)`, params: [actor.organisationId] };
  }

  /** @throws Problem `not-found` where the caller may not know of it */
  async require<M extends string>(actor: Actor, { domain, kind }: ShelfLine<M>, id: string): Promise<Offer> {
    const offer = await this.db.repo(Offer).findOneBy({ id, domain, kind });
    if (!offer || !(offer.state === 'on-shelf' || isOwn(actor, offer))) throw new Problem('not-found');
    return offer;
  }

  /** @throws Problem `not-found` | `forbidden` where the caller may not write it */
  async requireEditable<M extends string>(actor: Actor, line: ShelfLine<M>, id: string): Promise<Offer> {
    const offer = await this.require(actor, line, id);
    if (!this.mayEdit(actor, line, offer)) throw new Problem('forbidden');
    return offer;
  }

  mayEdit<M extends string>(actor: Actor, { edit }: ShelfLine<M>, offer: Pick<Offer, 'organisationId'>): boolean {
    return isOwn(actor, offer) && may(actor, edit);
  }

  /** What the caller may do with an offer in its present state, in the order of its life. */
  movesOf<M extends string>(actor: Actor, line: ShelfLine<M>, offer: Offer): M[] {
    if (!this.mayEdit(actor, line, offer)) return [];
    return (Object.keys(line.moves) as M[]).filter(
      (name) => line.moves[name].from.includes(offer.state) && allowed(actor, line.moves[name]),
    );
  }

  /**
   * Inside a transaction. Of two moves at once one wins.
   * @throws Problem `forbidden` | `state-changed`
   */
  async move<M extends string>(actor: Actor, line: ShelfLine<M>, offer: Offer, name: M): Promise<void> {
    const move = line.moves[name];
    if (!allowed(actor, move)) throw new Problem('forbidden');
    if (!(await this.db.transition(Offer, offer.id, move.from, { state: move.to })))
      throw new Problem('state-changed', { state: offer.state });
    const { act: action } = move;
    await this.audit.record(actor, {
      action,
      type: 'offer',
      id: offer.id,
      before: { state: offer.state },
      after: { state: move.to },
    });
  }

  /** Who did what to an offer, the newest first. */
  async history<M extends string>({ noun }: ShelfLine<M>, id: string): Promise<OfferHappening[]> {
    const rows = await this.db.select<{ at: string; action: string; actor: string | null; payload: string }>(
      `SELECT a.at, a.action, o.name AS actor, a.payload FROM audit_entry a
         LEFT JOIN organisation o ON o.id = a.actorOrganisationId
        WHERE a.aggregateType = 'offer' AND a.aggregateId = ? AND a.action LIKE ? ORDER BY a.seq DESC LIMIT 50`,
      [id, `${noun}.%`],
    );
    return rows.map(({ at, action, actor, payload }) => {
      const { after } = JSON.parse(payload) as { after?: { revision?: number } };
      return { at: toInstant(at), action: action.slice(noun.length + 1), actor, revision: after?.revision ?? null };
    });
  }
}

const isOwn = (actor: Actor, { organisationId }: Pick<Offer, 'organisationId'>): boolean =>
  actor.organisationKind === 'centre' || organisationId === actor.organisationId;

function allowed(actor: Actor, { by, permission }: OfferMove): boolean {
  const side = actor.organisationKind === 'centre' ? 'centre' : 'owner';
  return (by === 'both' || by === side) && (permission === undefined || may(actor, permission));
}
