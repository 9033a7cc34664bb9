import '@fastify/cookie';
import type { Settings } from '../config/settings.js';

/**
 * The session cookie holds a random token; only its SHA-256 is stored. With https its name begins with `__Host-`, so that
 * no neighbour under the same domain can plant one.
 */
export function sessionCookie({ baseUrl }: Settings) {
  const secure = baseUrl.startsWith('https:');
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return { name: `${secure ? '__Host-' : ''}yipanqi_session`, options };
}

export const ANONYMOUS_COOKIE = 'yipanqi_visitor';
/** Tells a browser on which somebody has signed in before; sent to the sign-in page alone. */
export const DEVICE_COOKIE = 'yipanqi_device';
export const FLASH_COOKIE = 'yipanqi_flash';
