import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type AuditBreak, ChainCheck } from './audit-chain.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditHead } from './audit-head.entity.js';

interface Aggregate {
  readonly aggregateType: string;
  readonly aggregateId: string;
}

const PAGE = 2_000;

/**
 * Checks chains against their hashes and heads. It finds every edit, deletion, reordering and cut made by somebody who
 * cannot also recompute a whole chain with its head, or remove both; against that, keep backups elsewhere.
 */
@Injectable()
export class AuditVerification {
  constructor(private readonly db: Database) {}

  /** Every break in one chain, in all of a type, or in all. */
  async verify(type?: string, id?: string): Promise<AuditBreak[]> {
    const breaks: AuditBreak[] = [];
    const heads = await this.heads(type, id);
    let check: ChainCheck | undefined;
    let current: Aggregate | undefined;
    const close = (): void => {
      if (check === undefined || current === undefined) return;
      const key = keyOf(current);
      check.end(heads.get(key));
      heads.delete(key);
      breaks.push(...check.breaks);
    };
    for await (const entry of this.entries(type, id)) {
      if (current === undefined || keyOf(entry) !== keyOf(current)) {
        close();
        check = new ChainCheck(entry.aggregateType, entry.aggregateId);
      }
      check?.next(entry);
      current = entry;
    }
    close();
    for (const head of heads.values()) {
      const empty = new ChainCheck(head.aggregateType, head.aggregateId);
      empty.end(head);
      breaks.push(...empty.breaks);
    }
    return breaks;
  }

  private async heads(type?: string, id?: string): Promise<Map<string, AuditHead>> {
    const heads = await this.db.repo(AuditHead).find({
      where: { ...(type !== undefined && { aggregateType: type }), ...(id !== undefined && { aggregateId: id }) },
    });
    return new Map(heads.map((head) => [keyOf(head), head]));
  }

  /** In order of chain and number, a page at a time. */
  private async *entries(type?: string, id?: string): AsyncGenerator<AuditEntry> {
    let last: AuditEntry | undefined;
    for (;;) {
      const query = this.db
        .repo(AuditEntry)
        .createQueryBuilder('e')
        .orderBy('e.aggregateType')
        .addOrderBy('e.aggregateId')
        .addOrderBy('e.seq')
        .limit(PAGE);
      if (type !== undefined) query.andWhere('e.aggregateType = :type', { type });
      if (id !== undefined) query.andWhere('e.aggregateId = :id', { id });
      if (last !== undefined)
        query.andWhere(
          '(e.aggregateType > :t OR (e.aggregateType = :t AND (e.aggregateId > :a OR (e.aggregateId = :a AND e.seq > :s))))',
          { t: last.aggregateType, a: last.aggregateId, s: last.seq },
        );
      const page = await query.getMany();
      yield* page;
      last = page.at(-1);
      if (page.length < PAGE) return;
    }
  }
}

const keyOf = ({ aggregateType, aggregateId }: Aggregate): string => `${aggregateType} ${aggregateId}`;
