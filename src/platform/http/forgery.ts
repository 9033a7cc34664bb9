import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.js';
import type { RequestFacts } from './access.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing requests that another site could have caused (reliability: threat 17): the browser's own
 * word on where the request comes from, and a token bound to the session (or, before sign-in, to a cookie).
 */
export function checkForgery(request: FastifyRequest, facts: RequestFacts): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('csrf');
  const origin = request.headers.origin;
  if (origin !== undefined && !sameHost(origin, request.headers.host)) throw new Problem('csrf');
  const body = request.body as Record<string, unknown> | null | undefined;
  const given = request.headers['x-csrf-token'] ?? body?.['_csrf'];
  if (typeof given !== 'string' || !equal(given, facts.csrfToken)) throw new Problem('csrf');
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
