import type { FastifyInstance } from 'fastify';
import type { Log } from '../logging/log.js';
import type { Metrics } from './metrics.service.js';

/** Asked for often and of no interest. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics', '/assets/:name']);

/** One line and one measurement a request: the route's pattern, never the address itself, a query or a body. */
export function useRequestLog(server: FastifyInstance, log: Log, metrics: Metrics): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const ms = Math.round(reply.elapsedTime);
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    if (QUIET.has(route) && reply.statusCode < 500) return;
    log.info({ request: `${request.method} ${route}`, status: reply.statusCode, ms, traceId: request.id });
  });
}
