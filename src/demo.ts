import { parseArgs } from 'node:util';
import { BadSettings } from './platform/config/settings.js';
import { projectWords } from './platform/i18n/i18n.module.js';
import { DEFAULT_LOCALE, LOCALES, type Locale } from './platform/i18n/locale.js';
import { Database } from './platform/database/database.js';
import { Background } from './platform/scheduling/background.service.js';
import { missingIn, readCounts } from './demo/counts.js';
import { demoSettings, NotTheDemos } from './demo/demo-settings.js';
import { runDemo } from './demo/run-demo.js';
import { StoryStopped } from './demo/story-player.js';
import { TownRefused } from './demo/town.js';
import { summary } from './demo/summary.js';

/** `npm run demo`: see docs/cli.md. */
const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const locale: Locale = LOCALES.find((one) => process.env.LANG?.startsWith(one.slice(0, 2))) ?? DEFAULT_LOCALE;
const words = projectWords();

try {
  const began = performance.now();
  const settings = await demoSettings();
  const { app, cast, from, to } = await runDemo(settings);
  const db = app.get(Database);
  const counts = await readCounts(db);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(words.t(locale, 'demo.played', { from, to, seconds }));
  for (const line of await summary(db, cast, { words, locale })) console.log(line);
  const missing = missingIn(counts);
  if (missing.length > 0) console.error(words.t(locale, 'demo.nothing', { counts: missing.join(', ') }));
  if (values.once) {
    await app.close();
    console.log(JSON.stringify(counts));
    process.exitCode = missing.length > 0 ? 1 : 0;
  } else {
    await app.listen(settings.port, '0.0.0.0');
    app.get(Background).start();
    console.log(words.t(locale, 'demo.open', { address: settings.baseUrl }));
  }
} catch (error) {
  console.error(reasonOf(error));
  process.exit(1);
}

function reasonOf(error: unknown): unknown {
  if (error instanceof NotTheDemos) return words.t(locale, 'demo.not-empty');
  const told = [StoryStopped, TownRefused, BadSettings].some((kind) => error instanceof kind);
  return told && error instanceof Error ? error.message : error;
}
