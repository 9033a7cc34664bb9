/** A mail as a person reads it. */
export interface ReadMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** The text part, without the HTML one beside it. */
  readonly text: string;
}

/** Reads a mail that `FolderTransport` wrote: RFC 5322 with encoded words and one level of MIME parts. */
export function readMail(source: string): ReadMail {
  const { headers, body } = split(source.replaceAll('\r\n', '\n'));
  const header = (name: string) => decodeWords(headers.get(name) ?? '');
  return { from: header('from'), to: header('to'), subject: header('subject'), text: textOf(headers, body) };
}

type Headers = ReadonlyMap<string, string>;

function split(part: string): { headers: Headers; body: string } {
  const end = part.indexOf('\n\n');
  const lines = part
    .slice(0, end)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n');
  const pairs = lines.map(
    (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  return { headers: new Map(pairs), body: part.slice(end + 2) };
}

function textOf(headers: Headers, body: string): string {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return decodeBody(body, headers.get('content-transfer-encoding') ?? '');
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\n|\n$/g, '')));
  const text = parts.find((part) => part.headers.get('content-type')?.startsWith('text/plain'));
  return text ? textOf(text.headers, text.body) : '';
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return quotedPrintable(body.replaceAll('=\n', ''));
  return body;
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=` (RFC 2047); the blank between two encoded words is no part of the text. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    );
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
