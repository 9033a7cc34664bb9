import type { MailServer } from '../outbox/mail-server.js';

/** The path of the one link in the latest mail to an address, read from its plain text part. */
export function linkFor(server: MailServer, address: string, path: RegExp): string {
  const mail = server.arrivals.findLast(({ recipients }) => recipients.includes(address));
  const text = (mail?.raw ?? '').replace(/=\r\n/g, '').replace(/=3D/g, '=');
  const found = path.exec(text) ?? path.exec(decoded(mail?.raw ?? ''));
  if (!found) throw new Error(`no mail to ${address} holds ${path.source}`);
  return found[0];
}

/** Base64 parts as text. */
export function decoded(raw: string): string {
  return raw
    .split(/\r\n\r\n/)
    .map((part) => Buffer.from(part.replace(/\r\n--[^]*$/, ''), 'base64').toString('utf8'))
    .join('\n');
}
