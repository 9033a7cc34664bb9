const LOCAL = /^[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

/**
 * Exactly one plain address, else null. Stricter than the standard on purpose: quotes, comments, groups, encoded words,
 * controls and lists have each been used to add a recipient or a header.
 */
export function singleAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const fits = at > 0 && local.length <= 64 && text.length <= 254 && LOCAL.test(local) && DOMAIN.test(domain);
  return fits ? text : null;
}

/** One line without controls or the characters that mean something in an address header. */
export function displayName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029<>@"\\,;:()]/gu, ' ').replace(/\s+/g, ' ');
  return Array.from(plain.trim()).slice(0, 60).join('');
}

/** `Name <address>` or an address, as MAIL_FROM has it. Throws on anything else. */
export function mailbox(text: string): { name: string; address: string } {
  const [, name = '', inner] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  const typed = inner ?? text.trim();
  const address = typed.endsWith('@localhost') ? typed : singleAddress(typed);
  if (address === null) throw new Error('MAIL_FROM is not one plain address');
  return { name: displayName(name), address };
}
