import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { may, type Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Audit } from '../platform/audit/audit.service.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { DemandBulk, type BulkResult } from './demand-bulk.js';
import { DemandLabel } from './demand-label.entity.js';
import { demandPermission } from './domains.js';
import { Lifecycle } from './lifecycle.service.js';
import { Visibility } from './visibility.js';

export const labelOps = ['add', 'remove'] as const;
export type LabelOp = (typeof labelOps)[number];

/** More than this on one demand finds nothing any more. */
const MOST = 8;
/** In the column. */
const LONGEST = 40;

/** One spelling of a word: half-width, single spaces, no comma, since lists of labels are joined by it. A few letters unfold. */
function spelt(typed: string): string {
  const label = typed
    .normalize('NFKC')
    .replace(/[,、;\s]+/g, ' ')
    .trim();
  if (label === '') throw new Problem('validation', {}, [{ field: 'label', code: 'required', params: {} }]);
  if (label.length > LONGEST)
    throw new Problem('validation', {}, [{ field: 'label', code: 'too-long', params: { max: LONGEST } }]);
  return label;
}

/**
 * 标签: short words by which the centre sorts its demands. They are the centre's own: no enterprise and no receiver reads
 * them or may search by them, and the audit trail keeps how many there are, not which.
 */
@Injectable()
export class DemandLabels {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly bulk: DemandBulk,
    private readonly audit: Audit,
  ) {}

  /** By demand, in the order of their letters. */
  async of(demandIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    if (demandIds.length === 0) return found;
    const rows = await this.db.repo(DemandLabel).find({ where: { demandId: In([...demandIds]) }, order: { label: 'ASC' } }); // prettier-ignore
    for (const { demandId, label } of rows) found.set(demandId, [...(found.get(demandId) ?? []), label]);
    return found;
  }

  /** Every label in use on a domain's demands, the most used first. */
  async known(domain: string): Promise<string[]> {
    const rows = await this.db.select<{ label: string }>(
      `SELECT l.label FROM demand_label l JOIN demand d ON d.id = l.demandId WHERE d.domain = ?
        GROUP BY l.label ORDER BY COUNT(*) DESC, l.label LIMIT 200`,
      [domain],
    );
    return rows.map(({ label }) => label);
  }

  /** @throws Problem `not-found` | `forbidden` | `state-changed` | `label-already` | `label-absent` | `label-many` */
  async change(actor: Actor, id: string, op: LabelOp, typed: string): Promise<void> {
    const label = spelt(typed);
    const demand = await this.visibility.demand(actor, id);
    if (actor.organisationKind !== 'centre' || !may(actor, demandPermission(demand.domain, 'note')))
      throw new Problem('forbidden');
    // A draft is thrown away when nobody finishes it.
    if (demand.state === 'draft') throw new Problem('state-changed', { state: demand.state });
    await this.db.transaction(async () => {
      await this.lifecycle.hold(id);
      const before = (await this.of([id])).get(id) ?? [];
      await (op === 'add' ? this.add(id, label, before) : this.remove(id, label, before));
      await this.audit.record(actor, {
        action: 'demand.label',
        type: 'demand',
        id,
        before: { labels: before.length },
        after: { labels: before.length + (op === 'add' ? 1 : -1) },
      });
    });
  }

  async changeAll(actor: Actor, ids: readonly string[], op: LabelOp, typed: string): Promise<BulkResult[]> {
    const label = spelt(typed);
    return this.bulk.each(ids, (id) => this.change(actor, id, op, label));
  }

  private async add(demandId: string, label: string, before: readonly string[]): Promise<void> {
    if (before.includes(label)) throw new Problem('label-already');
    if (before.length >= MOST) throw new Problem('label-many');
    await this.db.repo(DemandLabel).insert({ id: newId(), demandId, label });
  }

  private async remove(demandId: string, label: string, before: readonly string[]): Promise<void> {
    if (!before.includes(label)) throw new Problem('label-absent');
    await this.db.repo(DemandLabel).delete({ demandId, label });
  }
}
