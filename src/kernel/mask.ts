/** Hides the middle of a mobile number: `13812346000` → `138****6000`. Anything that is no mobile number is hidden whole. */
export function maskMobile(mobile: string): string {
  return /^1\d{10}$/.test(mobile) ? `${mobile.slice(0, 3)}****${mobile.slice(-4)}` : '*'.repeat(mobile.length);
}

/** Hides a personal name but for its ends: `仲旭妮` → `仲*妮`, `王伟` → `王*`, `欧阳小明` → `欧**明`. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name.trim();
  if (rest.length === 0) return first === '' ? '' : '*';
  const last = rest.length === 1 ? '*' : (rest.at(-1) ?? '');
  return first + '*'.repeat(rest.length - 1) + last;
}
