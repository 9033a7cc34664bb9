import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { chooseLocale } from '../i18n/locale.js';
import { Sessions } from '../identity/sessions.js';
import type { RequestFacts } from './access.js';
import { ANONYMOUS_COOKIE, sessionCookie } from './cookies.js';

/** Learns once per request who is calling, in which language, and which form token fits. */
@Injectable()
export class RequestReader {
  constructor(
    private readonly sessions: Sessions,
    private readonly settings: Settings,
  ) {}

  async factsOf(request: FastifyRequest): Promise<RequestFacts> {
    request.facts ??= await this.read(request);
    return request.facts;
  }

  private async read(request: FastifyRequest): Promise<RequestFacts> {
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const cookie = bearer ? undefined : request.cookies[sessionCookie(this.settings).name];
    const token = bearer ?? cookie;
    const session = token ? await this.sessions.find(token) : null;
    const actor = session?.actor ?? null;
    return {
      traceId: request.id,
      locale: chooseLocale({
        // A program says per call which language it wants; a person says it once, by the footer's switch or their account.
        setting:
          bearer && request.headers['accept-language'] ? null : (request.cookies['locale'] ?? actor?.locale ?? null),
        acceptLanguage: request.headers['accept-language'] ?? null,
      }),
      big: request.cookies['big'] === '1',
      sessionId: session?.id ?? null,
      bearer: bearer !== undefined,
      actor,
      csrfToken: this.formToken(session?.id ?? request.cookies[ANONYMOUS_COOKIE] ?? ''),
    };
  }

  /** A page that shows a form to a stranger gives them a random cookie for the form token to hang on. */
  ensureAnonymousCookie(request: FastifyRequest, reply: FastifyReply, facts: RequestFacts): void {
    if (facts.sessionId || request.cookies[ANONYMOUS_COOKIE]) return;
    const value = randomBytes(18).toString('base64url');
    reply.setCookie(ANONYMOUS_COOKIE, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.settings.baseUrl.startsWith('https:'),
    });
    facts.csrfToken = this.formToken(value);
  }

  formToken(seed: string): string {
    return createHmac('sha256', this.settings.sessionSecret).update(`form:${seed}`).digest('base64url');
  }
}
