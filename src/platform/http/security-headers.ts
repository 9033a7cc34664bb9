import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/settings.js';
import { CONTENT_SECURITY_POLICY } from '../views/assets.js';

/** Set on every answer; only hashed assets may be cached. No upgrade-insecure-requests: centres run plain http inside. */
export function useSecurityHeaders(server: FastifyInstance, settings: Settings): void {
  const https = settings.baseUrl.startsWith('https:');
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'cache-control': 'no-store',
      ...(https && { 'strict-transport-security': 'max-age=31536000' }),
    });
  });
}
