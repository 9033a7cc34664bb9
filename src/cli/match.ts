import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isDay } from '../kernel/day.js';
import { Problem } from '../kernel/problem.js';
import { LOCALES, type Locale } from '../platform/i18n/locale.js';
import { projectWords } from '../platform/i18n/i18n.module.js';
import { writeWorkbook } from '../platform/spreadsheet/write-workbook.js';
import { readArguments, UsageError, want } from './arguments.js';
import { financing } from './match/financing.js';
import { isJson } from './match/files.js';
import { resultWorkbook } from './match/result-workbook.js';
import { matchDemands, type MatchOut } from './match/results.js';
import { talent } from './match/talent.js';
import { todayInZone } from './today-in-zone.js';

/** The match without a server and without a database: files in, one file out. */
export async function match(given: readonly string[]): Promise<number> {
  const { words: files, options } = readArguments(given, ['domain', 'out', 'today', 'locale']);
  const [demandFile, offerFile] = [want(files[0], 'DEMANDS'), want(files[1], 'OFFERS')];
  const out = want(options.get('out'), '--out');
  const named = want(options.get('domain'), '--domain');
  const domain = [financing, talent].find(({ name }) => name === named);
  if (!domain) throw new UsageError('--domain is financing or talent');
  if (!['.json', '.xlsx'].includes(extname(out))) throw new UsageError('--out ends in .json or .xlsx');
  const today = options.get('today') ?? todayInZone();
  if (!isDay(today)) throw new UsageError('--today is YYYY-MM-DD');
  const locale = localeNamed(options.get('locale') ?? 'zh-CN');
  const words = projectWords();
  const cells = domain.words(words, locale);
  const reading = { words, cells, today };
  try {
    const demands = await domain.demands(demandFile, reading);
    const offers = await domain.offers(offerFile, reading);
    const result: MatchOut = {
      domain: domain.name,
      day: today,
      demands: matchDemands(domain, cells, demands.demands, offers.offers, today),
      problems: [...demands.problems, ...offers.problems],
    };
    const bytes = isJson(out)
      ? `${JSON.stringify(result, null, 2)}\n`
      : await writeWorkbook(resultWorkbook(words, locale, cells, result));
    writeFileSync(out, bytes);
    for (const one of result.problems) console.error(`${one.file} ${one.at}: ${one.code} ${one.text}`);
    console.log(
      `${result.demands.length} demands × ${offers.offers.length} offers → ${out}, ${result.problems.length} problems`,
    );
    return result.problems.length === 0 ? 0 : 3;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(words.t(locale, `problem.${error.code}`, error.params));
    return 1;
  }
}

function localeNamed(name: string): Locale {
  const locale = LOCALES.find((one) => one === name);
  if (!locale) throw new UsageError(`--locale is ${LOCALES.join(' or ')}`);
  return locale;
}
