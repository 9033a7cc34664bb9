import { hash, verify } from '@node-rs/argon2';
import { Problem } from '../../kernel/problem.js';

/** argon2id, 19 MiB, two passes (OWASP's first recommendation); about 26 CPU ms here, on the thread pool. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 10;

/** Passwords everybody tries first. Compared in lower case, and a password may not contain the user name. */
const COMMON = new Set([
  '1234567890',
  '0123456789',
  '12345678910',
  '123456789012',
  'qwertyuiop',
  'qwerty12345',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'admin12345',
  'administrator',
  'iloveyou12',
  '1q2w3e4r5t',
  'abc1234567',
  'a123456789',
  'aa123456789',
  'qq123456789',
  'woaini1314',
  'woaini520520',
  '1111111111',
  '0000000000',
  '8888888888',
  '6666666666',
  'zxcvbnm123',
  'asdfghjkl1',
  'letmein1234',
  'welcome123',
  'yipanqi123',
  'yipanqi2026',
]);

export function checkPassword(password: string, username: string): void {
  const lower = password.toLowerCase();
  const refuse = (code: string, params = {}) => new Problem('validation', {}, [{ field: 'password', code, params }]);
  if (Array.from(password).length < SHORTEST) throw refuse('password-short', { min: SHORTEST });
  if (COMMON.has(lower) || new Set(lower).size < 4) throw refuse('password-common');
  if (lower.includes(username.toLowerCase())) throw refuse('password-username');
}

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | undefined;

/** With no stored hash a decoy is verified, so that an unknown user name takes as long as a wrong password. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('decoy for unknown users');
  const right = await verify(stored ?? (await decoy), password);
  return right && stored !== null;
}
