import { createHash, randomBytes } from 'node:crypto';

/** A 256-bit secret for a cookie, a link or an API client; only its hash is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
