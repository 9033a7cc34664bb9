import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import type { Locale } from '../i18n/locale.js';
import { Problem } from '../../kernel/problem.js';

export const ACCESS = 'yipanqi:access';

/** What a handler asks of its caller: nothing, to be signed in, or one of the named permissions. */
export type Access = { kind: 'public' } | { kind: 'signed-in' } | { kind: 'permission'; anyOf: readonly string[] };

const access = (value: Access) => SetMetadata(ACCESS, value);

/** Open to everybody, signed in or not. */
export const Public = () => access({ kind: 'public' });

/** Open to every signed-in person: their own inbox, profile, files they can reach. */
export const SignedIn = () => access({ kind: 'signed-in' });

/** Open to holders of one of these permissions (config/roles.json). What the record itself allows is the service's to check. */
export const Allow = (...anyOf: [string, ...string[]]) => access({ kind: 'permission', anyOf });

/** What the HTTP layer learns about a request before the handler runs. */
export interface RequestFacts {
  traceId: string;
  locale: Locale;
  big: boolean;
  /** SHA-256 of the session token; names the session, and seeds the form token. */
  sessionId: string | null;
  /** Came with a bearer token: no cookie is involved, so no form token is asked. */
  bearer: boolean;
  actor: Actor | null;
  csrfToken: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    facts?: RequestFacts;
  }
}

/** The signed-in caller; on a public route reached without a session, unauthenticated. */
export const Me = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<FastifyRequest>().facts?.actor;
  if (!actor) throw new Problem('unauthenticated');
  return actor;
});

/** The caller where there may be none. */
export const Visitor = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor | null =>
    context.switchToHttp().getRequest<FastifyRequest>().facts?.actor ?? null,
);

/** Everything known about the request: locale, session, trace id. */
export const Facts = createParamDecorator((_data: unknown, context: ExecutionContext): RequestFacts => {
  const facts = context.switchToHttp().getRequest<FastifyRequest>().facts;
  if (!facts) throw new Problem('internal');
  return facts;
});
