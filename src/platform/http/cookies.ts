import '@fastify/cookie';

/** Cookie names. The session cookie holds a random token; only its SHA-256 is stored. */
export const SESSION_COOKIE = 'yipanqi_session';
export const ANONYMOUS_COOKIE = 'yipanqi_visitor';
export const FLASH_COOKIE = 'yipanqi_flash';
