const browsers = [
  ['MicroMessenger', 'WeChat'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const;

/** `Chrome · Windows` of a User-Agent header; what it begins with when it is no browser's. */
export function deviceName(userAgent: string): string {
  const browser = browsers.find(([mark]) => userAgent.includes(mark))?.[1];
  const system = systems.find((mark) => userAgent.includes(mark));
  return [browser ?? userAgent.split(/[ (]/)[0], system].filter(Boolean).join(' · ').slice(0, 60);
}
