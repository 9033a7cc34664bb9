import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Problem } from '../../kernel/problem.js';

/** The version an edit starts from (`If-Match: "7"`, also bare); undefined when the caller does not mind. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number | undefined => {
  const given = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given)?.[1];
  if (version === undefined) throw new Problem('conflict-version'); // a tag we never gave out fits nothing
  return Number(version);
});

/** An answer that carries a `version` carries it as its ETag too. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result) => {
        const version = (result as { version?: unknown } | null | undefined)?.version;
        if (typeof version === 'number') void reply.header('etag', `"${version}"`);
        return result;
      }),
    );
  }
}

/** The version that a page's form was drawn from; one that was not sent fits nothing. */
export function versionIn(body: Readonly<Record<string, unknown>>): number {
  const version = Number(body['_version'] ?? -1);
  return Number.isSafeInteger(version) ? version : -1;
}
