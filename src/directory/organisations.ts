import { Injectable } from '@nestjs/common';
import { Like } from 'typeorm';
import type { Actor, OrganisationKind } from '../kernel/actor.js';
import { collapseSpaces, toHalfWidth } from '../kernel/full-width.js';
import { Problem } from '../kernel/problem.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { isUniqueViolation } from '../platform/database/faults.js';
import { Organisation } from '../platform/identity/organisation.entity.js';
import { newId } from '../platform/ids.js';
import { searchText } from './search-text.js';

export interface NewOrganisation {
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly creditCode: string | null;
  readonly sample?: boolean;
}

/** The parties: enterprises, institutions, colleges and the centre. */
@Injectable()
export class Organisations {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  async create(actor: Actor, { kind, name, creditCode, sample = false }: NewOrganisation): Promise<Organisation> {
    const organisation = Object.assign(new Organisation(), {
      id: newId(),
      kind,
      name: collapseSpaces(name),
      nameKey: nameKey(name),
      searchText: searchText(nameKey(name)),
      creditCode,
      state: 'active' as const,
      sample,
      createdAt: this.clock.now(),
    });
    return this.db.transaction(async () => {
      try {
        await this.db.repo(Organisation).insert(organisation);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        throw new Problem('validation', {}, [{ field: 'creditCode', code: 'credit-code-taken', params: {} }]);
      }
      await this.audit.record(actor, {
        action: 'organisation.create',
        type: 'organisation',
        id: organisation.id,
        after: { kind },
      });
      return organisation;
    });
  }

  /** Shuts out everybody of an organisation, or lets them in again; their sessions are read together with its state. */
  async setState(actor: Actor, id: string, state: 'active' | 'disabled'): Promise<void> {
    if (id === actor.organisationId) throw new Problem('forbidden');
    await this.db.transaction(async () => {
      const { affected } = await this.db.repo(Organisation).update({ id }, { state });
      if (!affected) throw new Problem('not-found');
      await this.audit.record(actor, { action: `organisation.${state}`, type: 'organisation', id });
    });
  }

  async byCreditCode(creditCode: string): Promise<Organisation | null> {
    return this.db.repo(Organisation).findOneBy({ creditCode });
  }

  async byName(kind: OrganisationKind, name: string): Promise<Organisation | null> {
    return this.db.repo(Organisation).findOneBy({ kind, nameKey: nameKey(name) });
  }

  async require(id: string): Promise<Organisation> {
    const organisation = await this.db.repo(Organisation).findOneBy({ id });
    if (!organisation) throw new Problem('not-found');
    return organisation;
  }

  /** Null where there is none. */
  async kindOf(id: string): Promise<OrganisationKind | null> {
    return (await this.db.repo(Organisation).findOneBy({ id }))?.kind ?? null;
  }

  /** Its name, for words of a page or a notice; empty where there is none. */
  async nameOf(id: string): Promise<string> {
    const [row] = await this.db.select<{ name: string }>('SELECT name FROM organisation WHERE id = ?', [id]);
    return row?.name ?? '';
  }

  /** The service centre of the zone: there is one. */
  async centreId(): Promise<string> {
    const [centre] = await this.db.select<{ id: string }>(
      "SELECT id FROM organisation WHERE kind = 'centre' ORDER BY createdAt LIMIT 1",
    );
    if (!centre) throw new Problem('internal');
    return centre.id;
  }

  async list(kind: OrganisationKind): Promise<Organisation[]> {
    return this.db.repo(Organisation).find({ where: { kind, state: 'active' }, order: { nameKey: 'ASC' } });
  }

  /** By part of the name, of its pinyin or initials, or of the credit code; at most `limit`. */
  async search(text: string, kind?: OrganisationKind, limit = 10): Promise<Organisation[]> {
    const key = escapeLike(nameKey(text));
    if (key === '') return [];
    const base = { ...(kind && { kind }), state: 'active' as const };
    return this.db.repo(Organisation).find({
      where: [
        { ...base, searchText: Like(`%${key}%`) },
        { ...base, creditCode: Like(`%${key.toUpperCase()}%`) },
      ],
      order: { nameKey: 'ASC' },
      take: limit,
    });
  }
}

/** What names are compared by: half-width, no inner spaces, lower case. */
export const nameKey = (name: string): string => toHalfWidth(name).replaceAll(/\s+/g, '').toLowerCase();

/** `%` and `_` are dropped: nobody searches for them, and escapes differ between databases. */
const escapeLike = (text: string): string => text.replaceAll(/[%_\\]/g, '');
