import type { FastifyInstance } from 'fastify';
import type { Log } from '../logging/log.js';

/** Warns once that somebody says for whom they ask whom TRUST_PROXY does not name: most often a proxy that was forgotten. */
export function warnOfForgottenProxy(server: FastifyInstance, log: Log): void {
  let said = false;
  server.addHook('onRequest', async ({ headers, ips = [] }) => {
    if (said || headers['x-forwarded-for'] === undefined || ips.length > 1) return;
    said = true;
    log.warn({ code: 'untrusted-proxy', setting: 'TRUST_PROXY' });
  });
}
