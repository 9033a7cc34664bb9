import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { isFor, PoolInterests } from './pool-interests.service.js';
import { poolSum } from './pool-sums.js';
import { PoolQueries } from './pool.queries.js';

/** Once a month each college is told how many of its majors have enough people for a class and still wait for its word. */
@Injectable()
export class PoolRound implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly pool: PoolQueries,
    private readonly interests: PoolInterests,
    private readonly notices: Notices,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.pool-round', 'daily 08:50', () => this.ask());
  }

  /** @returns how many people were told now */
  async ask(): Promise<number> {
    const term = this.interests.term();
    const said = new Set((await this.interests.of(term)).map((one) => `${one.collegeId} ${one.majorCode}`));
    const teaching = (await this.pool.teaching()).filter((one) => !said.has(`${one.collegeId} ${one.majorCode}`));
    const demands = await this.pool.demands();
    const ready = teaching.filter(({ collegeId, majorCode, minClass }) => {
      const own = demands.filter((one) => one.majorCode === majorCode).filter(isFor(collegeId));
      return (poolSum(own).people ?? 0) >= minClass;
    });
    let told = 0;
    for (const id of new Set(ready.map(({ collegeId }) => collegeId))) {
      const count = ready.filter(({ collegeId }) => collegeId === id).length;
      const telling = {
        kind: 'pool-waits',
        to: { organisationId: id, permission: 'talent.pool.answer' },
        about: { type: 'pool', id, href: '/talent/pool' },
        params: { count },
        eventKey: `pool-waits:${id}:${this.clock.today().slice(0, 7)}`,
      };
      told += await this.db.transaction(() => this.notices.tell(telling));
    }
    return told;
  }
}
