const browsers = [
  ['MicroMessenger', 'WeChat'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const;

/** A program's own name, such as `curl/8.5.0`. No more of what it says: this goes into mails. */
const PROGRAM = /^[A-Za-z][\w-]{0,30}(?:\/[\d.]{1,12})?/;

/** `Chrome · Windows` of a User-Agent header; the program's name when it is no browser's. */
export function deviceName(userAgent: string): string {
  const browser = browsers.find(([mark]) => userAgent.includes(mark))?.[1];
  const system = systems.find((mark) => userAgent.includes(mark));
  return [browser ?? PROGRAM.exec(userAgent)?.[0], system].filter(Boolean).join(' · ');
}
