import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageResult } from '../views/result.js';
import { Views } from '../views/views.js';
import { FLASH_COOKIE } from './cookies.js';
import { RequestReader } from './request-reader.js';
import { Shell } from './shell.js';

/** Renders a page inside the shell that fits its reader. */
@Injectable()
export class PageWriter {
  constructor(
    private readonly reader: RequestReader,
    private readonly views: Views,
    private readonly shell: Shell,
  ) {}

  async write(request: FastifyRequest, reply: FastifyReply, result: PageResult): Promise<string> {
    const facts = await this.reader.factsOf(request);
    this.reader.ensureAnonymousCookie(request, reply, facts);
    const path = request.url.split('?')[0] ?? '/';
    const flash = request.cookies[FLASH_COOKIE] ?? null;
    if (flash) reply.clearCookie(FLASH_COOKIE, { path: '/' });
    void reply.status(result.status).type('text/html; charset=utf-8');
    return this.views.render(result.name, result.data, {
      ...(await this.shell.contextFor(facts.actor, path)),
      locale: facts.locale,
      big: facts.big,
      path: request.url,
      csrfToken: facts.csrfToken,
      traceId: facts.traceId,
      flash,
    });
  }
}
