import { writeFileSync } from 'node:fs';

/** To the file named, else to standard output. */
export function put(text: string, file: string | undefined): void {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (file === undefined) process.stdout.write(whole);
  else writeFileSync(file, whole);
}
