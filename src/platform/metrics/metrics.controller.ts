import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { may } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../config/settings.js';
import { Public } from '../http/access.js';
import { Metrics } from './metrics.service.js';

/** For Prometheus, which has no session: METRICS_TOKEN as a bearer token; or staff who may read metrics. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Public()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const actor = request.facts?.actor ?? null;
    const staff = actor !== null && may(actor, 'platform.metrics.read');
    if (!staff && !this.knows(request.headers.authorization)) {
      throw new Problem(actor ? 'forbidden' : 'unauthenticated');
    }
    const text = await this.metrics.text();
    void reply.header('content-type', this.metrics.contentType).send(text);
  }

  private knows(authorization: string | undefined): boolean {
    const { metricsToken } = this.settings;
    if (metricsToken === undefined || authorization === undefined) return false;
    return timingSafeEqual(sha256(authorization), sha256(`Bearer ${metricsToken}`));
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
