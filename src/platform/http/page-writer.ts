import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BusinessClock } from '../clock/business-clock.js';
import { Assets } from '../views/assets.js';
import type { PageResult } from '../views/result.js';
import { Views } from '../views/views.js';
import { FLASH_COOKIE } from './cookies.js';
import { readFlash } from './flash.js';
import { RequestReader } from './request-reader.js';
import { Shell } from './shell.js';

/** Renders a page inside the shell that fits its reader. */
@Injectable()
export class PageWriter {
  constructor(
    private readonly reader: RequestReader,
    private readonly views: Views,
    private readonly assets: Assets,
    private readonly shell: Shell,
    private readonly clock: BusinessClock,
  ) {}

  async write(request: FastifyRequest, reply: FastifyReply, result: PageResult): Promise<string> {
    const facts = await this.reader.factsOf(request);
    this.reader.ensureAnonymousCookie(request, reply, facts);
    const flash = readFlash(request.cookies[FLASH_COOKIE]);
    if (flash) reply.clearCookie(FLASH_COOKIE, { path: '/' });
    const shell = await this.shell.contextFor(facts.actor, request.url.split('?')[0] ?? '/');
    void reply.status(result.status).type('text/html; charset=utf-8');
    return this.views.render(result.name, result.data, {
      ...shell,
      locale: facts.locale,
      path: request.method === 'GET' ? request.url : '/',
      now: this.clock.now(),
      csrfToken: facts.csrfToken,
      flash,
      big: facts.big,
      assetVersion: this.assets.version,
      ...(facts.actor && { idleSeconds: IDLE_SECONDS }),
    });
  }
}

/** As long as `Sessions` lets a session idle. */
const IDLE_SECONDS = 30 * 60;
