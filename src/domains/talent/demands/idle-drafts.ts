import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Drafts } from '../../../matchmaking/drafts.js';
import { Database } from '../../../platform/database/database.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { TalentDemand, TalentDemandMajor, UnlawfulCondition } from './demand.entity.js';

/** Posts that nobody finishes are removed, as needs are. Those of one basket are handed in together, so they go together. */
@Injectable()
export class IdleDrafts implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly drafts: Drafts,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.idle-drafts', 'daily 03:40', () => this.remove());
  }

  /** @returns how many were removed */
  async remove(): Promise<number> {
    return this.drafts.removeIdle('talent', {
      inUse: (demandId, before) => this.besideInUse(demandId, before),
      also: async (demandId) => {
        for (const entity of [UnlawfulCondition, TalentDemandMajor, TalentDemand])
          await this.db.repo(entity).delete({ demandId });
      },
    });
  }

  /** Somebody still writes another post of its basket. */
  private async besideInUse(demandId: string, before: Date): Promise<boolean> {
    const rows = await this.db.select(
      `SELECT d.id FROM talent_demand t JOIN talent_demand b ON b.batchId = t.batchId JOIN demand d ON d.id = b.demandId
        WHERE t.demandId = ? AND d.state = 'draft' AND COALESCE(d.editedAt, d.createdAt) >= ?`,
      [demandId, before],
    );
    return rows.length > 0;
  }
}
