import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { UnlawfulCondition, type TalentDemand } from './demand.entity.js';
import { unlawfulIn, type Unlawful } from './unlawful-conditions.js';

/** Where people write conditions. */
const texts = ['title', 'duties', 'conditions'] as const;

export interface FoundCondition extends Unlawful {
  readonly field: (typeof texts)[number];
}

/** Every unlawful condition a post was written with. */
export const conditionsOf = (post: Pick<TalentDemand, (typeof texts)[number]>): FoundCondition[] =>
  texts.flatMap((field) => unlawfulIn(post[field] ?? '').map((found) => ({ ...found, field })));

/** What the law forbids is shown, and stops the post; for its exceptions an officer lets one stand, with a note. */
@Injectable()
export class UnlawfulConditions {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /** Those that stop the post: not warnings, and not those an officer let stand. */
  async stopping(demandId: string, post: TalentDemand): Promise<FoundCondition[]> {
    const stopping = conditionsOf(post).filter(({ severity }) => severity === 'stop');
    if (stopping.length === 0) return [];
    const allowed = await this.of(demandId);
    return stopping.filter((one) => !allowed.some((row) => row.allowedAt !== null && isSame(row, one)));
  }

  /** What is filed already is not written anew into what could not be handed in. @throws Problem `validation` */
  async refuse(demandId: string, post: TalentDemand, locale: Locale): Promise<void> {
    const problems = (await this.stopping(demandId, post)).map(({ field, excerpt, law }) => ({
      field,
      code: 'unlawful',
      params: { excerpt, law: law[locale] },
    }));
    if (problems.length > 0) throw new Problem('validation', {}, problems);
  }

  async of(demandId: string): Promise<UnlawfulCondition[]> {
    return this.db.repo(UnlawfulCondition).find({ where: { demandId }, order: { foundAt: 'ASC', id: 'ASC' } });
  }

  /** What was found when the post was handed in stays on record, with who let it stand. Inside a transaction. */
  async keep(demandId: string, post: TalentDemand): Promise<void> {
    const known = await this.of(demandId);
    const fresh = conditionsOf(post).filter((one) => !known.some((row) => isSame(row, one)));
    for (const one of fresh) await this.db.repo(UnlawfulCondition).insert(this.row(demandId, one));
  }

  /** @throws Problem `not-found` unless the post says so; `validation` without a note */
  async allow(actor: Actor, demandId: string, post: TalentDemand, rule: string, note: string): Promise<void> {
    const found = conditionsOf(post).filter((one) => one.rule === rule && one.severity === 'stop');
    if (found.length === 0) throw new Problem('not-found');
    await this.db.transaction(async () => {
      const known = await this.of(demandId);
      const by = { allowedBy: actor.userId, allowedNote: note, allowedAt: this.clock.now() };
      for (const one of found) {
        const row = known.find((other) => isSame(other, one));
        if (row) await this.db.repo(UnlawfulCondition).update({ id: row.id }, by);
        else await this.db.repo(UnlawfulCondition).insert({ ...this.row(demandId, one), ...by });
      }
      await this.audit.record(actor, {
        action: 'demand.allow-condition',
        type: 'demand',
        id: demandId,
        after: { rule },
      });
    });
  }

  private row(demandId: string, { rule, field, excerpt }: FoundCondition) {
    return { id: newId(), demandId, rule, field, excerpt: excerpt.slice(0, 60), foundAt: this.clock.now() };
  }
}

const isSame = (row: UnlawfulCondition, one: FoundCondition): boolean =>
  row.rule === one.rule && row.field === one.field && row.excerpt === one.excerpt.slice(0, 60);
