import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { isDay } from '../kernel/day.js';
import { Problem } from '../kernel/problem.js';
import { FinancingWords } from '../domains/financing/match-words.js';
import { LOCALES, type Locale } from '../platform/i18n/locale.js';
import { projectWords } from '../platform/i18n/i18n.module.js';
import type { WorkbookContent } from '../platform/spreadsheet/cell.js';
import { readWorkbook } from '../platform/spreadsheet/read-workbook.js';
import { writeWorkbook } from '../platform/spreadsheet/write-workbook.js';
import { readArguments, UsageError, want } from './arguments.js';
import { names } from './match/columns.js';
import { readDemands } from './match/read-demands.js';
import { demandsOf, offersOf } from './match/read-json.js';
import { readOffers } from './match/read-offers.js';
import { resultWorkbook } from './match/result-workbook.js';
import { matchDemands, type MatchOut } from './match/results.js';

const isJson = (file: string): boolean => extname(file).toLowerCase() === '.json';
const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The match without a server and without a database: files in, one file out. */
export async function match(given: readonly string[]): Promise<number> {
  const { words: files, options } = readArguments(given, ['domain', 'out', 'today', 'locale']);
  const [demandFile, offerFile] = [want(files[0], 'DEMANDS'), want(files[1], 'OFFERS')];
  const out = want(options.get('out'), '--out');
  if (want(options.get('domain'), '--domain') !== 'financing') throw new UsageError('--domain is financing');
  if (!['.json', '.xlsx'].includes(extname(out))) throw new UsageError('--out ends in .json or .xlsx');
  const today =
    options.get('today') ?? new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  if (!isDay(today)) throw new UsageError('--today is YYYY-MM-DD');
  const locale = localeNamed(options.get('locale') ?? 'zh-CN');
  const words = projectWords();
  const cells = new FinancingWords(words).in(locale);
  try {
    const demands = isJson(demandFile)
      ? demandsOf(basename(demandFile), json(demandFile))
      : readDemands(words, cells, basename(demandFile), await open(demandFile), today);
    const offers = isJson(offerFile)
      ? await offersOf(basename(offerFile), json(offerFile))
      : readOffers(cells, basename(offerFile), await openOffers(offerFile));
    const result: MatchOut = {
      domain: 'financing',
      day: today,
      demands: matchDemands(cells, demands.demands, offers.offers, today),
      problems: [...demands.problems, ...offers.problems],
    };
    const bytes = isJson(out)
      ? `${JSON.stringify(result, null, 2)}\n`
      : await writeWorkbook(resultWorkbook(words, locale, result));
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

function open(file: string): Promise<WorkbookContent> {
  if (!existsSync(file)) throw new UsageError(`${file} is not there`);
  return readWorkbook(readFileSync(file), basename(file));
}

/** A CSV file holds one sheet: products.csv brings tiers.csv and criteria.csv from beside it. */
async function openOffers(file: string): Promise<WorkbookContent> {
  if (extname(file).toLowerCase() !== '.csv') return open(file);
  const parts = (Object.keys(names.sheets) as (keyof typeof names.sheets)[]).map(async (part) => {
    const { sheets } = await open(part === 'products' ? file : join(dirname(file), `${part}.csv`));
    return { name: names.sheets[part], rows: sheets[0]?.rows ?? [] };
  });
  return { sheets: await Promise.all(parts) };
}
