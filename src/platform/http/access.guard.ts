import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { may } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { ACCESS, type Access } from './access.js';
import { checkForgery } from './forgery.js';
import { RequestReader } from './request-reader.js';

/** The one door: finds the session, refuses forged posts, and denies every handler that does not say who may call it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly reader: RequestReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const facts = await this.reader.factsOf(request);
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new Problem('forbidden');
    const { actor } = facts;
    // Before the form token is looked at: after the session has ended it is stale too, but signing in is what helps.
    if (access.kind !== 'public' && !actor) throw new Problem('unauthenticated');
    // A call to the API without a session has no authority of its own that another site could borrow.
    const stranger = request.url.startsWith('/api/') && facts.sessionId === null;
    if (!facts.bearer && !stranger) checkForgery(request, facts);
    if (access.kind === 'permission' && !access.anyOf.some((permission) => actor && may(actor, permission))) {
      throw new Problem('forbidden');
    }
    return true;
  }
}
