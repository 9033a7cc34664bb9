import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import type { ReferralCase } from '../../../matchmaking/referral-turn.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Files } from '../../../platform/files/files.service.js';
import type { StoredFile } from '../../../platform/files/stored-file.entity.js';
import type { Upload } from '../../../platform/http/multipart.js';
import { newId } from '../../../platform/ids.js';
import { ReferralPaper } from './referral-paper.entity.js';

/** What the enterprise hands over: files it has given before, and one it brings now. */
export interface HandedOver {
  readonly fileIds: readonly string[];
  readonly upload: Upload | null;
}

/**
 * Papers an institution is given with a referral. The file stays the enterprise's, kept once with its need or profile;
 * who may open it through the referral is decided by docs/privacy.md, each time it is asked for.
 */
@Injectable()
export class ReferralPapers {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly files: Files,
  ) {}

  /** Files that can be handed over without a second upload: the need's, then the profile's. */
  async choosable(demand: { readonly id: string; readonly organisationId: string }): Promise<StoredFile[]> {
    return [
      ...(await this.files.of('demand', demand.id)),
      ...(await this.files.of('organisation', demand.organisationId)),
    ];
  }

  /** Inside a transaction. How many there are is returned; one that was handed over before is not handed over twice. */
  async give(actor: Actor, { referral, demand }: ReferralCase, { fileIds, upload }: HandedOver): Promise<number> {
    const known = new Set((await this.choosable(demand)).map(({ id }) => id));
    if (fileIds.some((id) => !known.has(id))) throw new Problem('not-found');
    const owner = { type: 'demand', id: demand.id, organisationId: demand.organisationId };
    const brought = upload ? [(await this.files.store(actor, upload, owner)).id] : [];
    const given = new Set((await this.rows(referral.id)).map(({ fileId }) => fileId));
    const fresh = [...new Set([...fileIds, ...brought])].filter((id) => !given.has(id));
    for (const fileId of fresh)
      await this.db
        .repo(ReferralPaper)
        .insert({ id: newId(), referralId: referral.id, fileId, givenAt: this.clock.now() });
    return fresh.length;
  }

  /** In the order in which they were handed over; removed files are gone here, too. */
  async of(referralId: string): Promise<StoredFile[]> {
    const rows = await this.rows(referralId);
    const files = await this.files.some(rows.map(({ fileId }) => fileId));
    return rows.flatMap(({ fileId }) => files.find(({ id }) => id === fileId) ?? []);
  }

  private rows(referralId: string): Promise<ReferralPaper[]> {
    return this.db.repo(ReferralPaper).find({ where: { referralId }, order: { givenAt: 'ASC', id: 'ASC' } });
  }
}
