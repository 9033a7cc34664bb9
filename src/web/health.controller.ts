import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/http/access.js';
import { Database } from '../platform/database/database.js';
import { Migrations } from '../platform/database/migrations.js';

/** For load balancers and watchdogs. */
@Controller()
export class HealthController {
  constructor(
    private readonly db: Database,
    private readonly migrations: Migrations,
  ) {}

  @Get('healthz')
  @Public()
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const reasons: string[] = [];
    try {
      await this.db.ping();
      if ((await this.migrations.pending()).length > 0) reasons.push('migrations-pending');
    } catch {
      reasons.push('database');
    }
    void reply
      .status(reasons.length === 0 ? 200 : 503)
      .send({ status: reasons.length === 0 ? 'ready' : 'not-ready', reasons });
  }
}
