import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { Problem } from '../../kernel/problem.js';
import { RedirectResult, type Flash } from '../views/result.js';
import { Idempotency, type Outcome } from './idempotency.service.js';
import { bodyText, digest } from './request-hash.js';

interface Redirect {
  readonly path: string;
  readonly flash: Flash | null;
}

/**
 * Programs send `Idempotency-Key`; our own forms carry `_key`. A program that changes what it sends under a key is
 * refused; a person who goes back and changes a field means a new act, so there the fields are part of the key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: Idempotency) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (request.method !== 'POST') return next.handle();
    const path = request.url.split('?')[0] ?? '/';
    const work = () => firstValueFrom(next.handle(), { defaultValue: undefined });
    const header = request.headers['idempotency-key'];
    const reply = http.getResponse<FastifyReply>();
    if (path.startsWith('/api/') && header !== undefined && request.facts?.actor)
      return from(this.api(request, reply, path, header, work));
    const key = (request.body as { _key?: unknown } | undefined)?._key;
    const session = request.facts?.sessionId;
    if (session && typeof key === 'string' && key !== '' && !('x-autosave' in request.headers))
      return from(this.form(session, path, key, request.body, work));
    return next.handle();
  }

  private async api(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    header: string | string[],
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    if (typeof header !== 'string' || !/^[\w.:-]{1,100}$/.test(header))
      throw new Problem('validation', {}, [{ field: 'Idempotency-Key', code: 'idempotency-key', params: {} }]);
    const call = {
      id: digest('api', request.facts?.actor?.userId ?? '', header),
      requestHash: digest(request.method, path, bodyText(request.body)),
    };
    const outcome = await this.idempotency.together(call, work, (body) => ({ status: reply.statusCode, body }));
    if (!outcome.replayed) return outcome.result;
    void reply.status(outcome.status).header('idempotency-replayed', 'true');
    return outcome.body ?? undefined;
  }

  private async form(session: string, path: string, key: string, body: unknown, work: () => Promise<unknown>) {
    const requestHash = digest('POST', path, bodyText(body));
    const call = { id: digest('form', session, key, requestHash), requestHash };
    const outcome: Outcome<unknown> = await this.idempotency.around(call, work, (result) =>
      result instanceof RedirectResult
        ? { status: result.status, body: { path: result.path, flash: result.flash } satisfies Redirect }
        : null,
    );
    if (!outcome.replayed) return outcome.result;
    const { path: to, flash } = outcome.body as Redirect;
    return new RedirectResult(to, flash);
  }
}
