import { basename } from 'node:path';
import type { TalentDemand } from '../../domains/talent/demands/demand.entity.js';
import { talentFacts } from '../../domains/talent/matching/facts.js';
import { answersOf, type DemandCells } from '../../domains/talent/imports/demand-cells.js';
import { DEFAULT_REACH_KM, programmeCriteria, talentOffer } from '../../domains/talent/matching/programme-criteria.js';
import { talentModel } from '../../domains/talent/matching/talent-fact-model.js';
import { talentFactSheet } from '../../domains/talent/matching/talent-fact-sheet.js';
import { TalentWords } from '../../domains/talent/matching/talent-words.js';
import type { Day } from '../../kernel/day.js';
import { checkCriterion, type Criterion } from '../../kernel/matching/criterion.js';
import { majorsIn, programmeIn, talentRows, type SheetRow } from '../talent-rows.js';
import { isJson, json, openWorkbook } from './files.js';
import type { MatchDomain } from './match-domain.js';
import { demandsOf, listIn, text } from './read-json.js';
import type { DemandIn, Demands, FileProblem, OfferIn, Offers } from './shapes.js';

/** Talent demands and programmes, from the sheets that the portal imports. Sheets say no places, so distance does not count. */
export const talent: MatchDomain = {
  name: 'talent',
  model: talentModel,
  words: (words, locale) => new TalentWords(words).in(locale),
  settled: (result) => result,
  async demands(file, { words }) {
    if (isJson(file))
      return demandsOf(basename(file), json(file), {
        model: talentModel,
        facts: talentFacts,
        complete: (facts) => facts,
      });
    const { sheets } = await openWorkbook(file);
    return demandsIn(basename(file), await talentRows(words, sheets, 'demands'));
  },
  async offers(file, { words, today }) {
    if (isJson(file)) return offersOf(basename(file), json(file));
    const { sheets } = await openWorkbook(file);
    return programmesIn(basename(file), await talentRows(words, sheets, 'programmes'), today);
  },
};

/** Columns that criteria ask about; what an import wants beside them (a contact, a credit code) is passed over. */
const asked = ['title', 'educationLevel', 'preferredMajors', 'acceptableMajors', 'cooperation', 'headcountMin', 'onboardBy', 'mentorCount', 'trade', 'probationPay', 'avoidedColleges']; // prettier-ignore

const problemsOf = (file: string, { at, problems }: SheetRow, keys: readonly string[] | null): FileProblem[] =>
  problems
    .filter(({ key }) => keys === null || keys.includes(key))
    .map(({ key, code, params }) => ({ file, at: `${at} ${key}`, code, text: String(params['value'] ?? '') }));

/** A cell that cannot be read is an unknown fact, and listed. */
function demandsIn(file: string, rows: readonly SheetRow[]): Demands {
  const problems: FileProblem[] = [];
  const demands = rows.map((row): DemandIn => {
    problems.push(...problemsOf(file, row, asked));
    const cells = row.values as unknown as DemandCells;
    const answers = answersOf(cells);
    const { majors, unlisted } = majorsIn(answers);
    for (const { key, name } of unlisted)
      problems.push({ file, at: `${row.at} ${key}`, code: 'major-unknown', text: name });
    const said = answers as unknown as Said;
    const post = {
      ...said,
      onboardBy: cells.onboardBy ? `${cells.onboardBy.slice(0, 7)}-01` : null,
      probationPay: said.probationPay === null ? null : said.probationPay * 100,
      latitude: null,
      longitude: null,
    };
    return {
      number: `${row.number} ${cells.title ?? ''}`.trim(),
      organisation: cells.enterpriseName ?? cells.creditCode ?? '',
      avoids: (cells['avoidedColleges'] as readonly string[] | undefined) ?? [],
      facts: talentFactSheet({ post, majors }),
    };
  });
  return { demands, problems };
}

/** What a row answers, of what becomes a fact; pay in yuan. */
type Said = Pick<
  TalentDemand,
  'cooperation' | 'educationLevel' | 'headcountMin' | 'mentorCount' | 'trade' | 'probationPay'
>;

/** A programme that cannot be read would be matched wrongly: it is left out and listed. One that is not on the shelf is left out. */
function programmesIn(file: string, rows: readonly SheetRow[], today: Day): Offers {
  const problems: FileProblem[] = [];
  const offers = rows.flatMap((row): OfferIn[] => {
    const { faults, input, college, name, level, nearMajors, onShelf } = programmeIn(row);
    problems.push(...problemsOf(file, { ...row, problems: faults }, null));
    if (faults.length > 0 || !onShelf) return [];
    const number = String(row.number);
    const taught = {
      programme: { ...input.terms, level },
      campus: null,
      nearMajors,
      offer: { capacity: input.capacity, taken: 0 },
    };
    const criteria = programmeCriteria(taught, { today, reachKm: DEFAULT_REACH_KM });
    return [
      {
        offer: talentOffer({ id: number, number }, criteria, null),
        title: name,
        institution: college,
        tiers: [],
      },
    ];
  });
  return { offers, problems };
}

/** `{ "offers": [ { "number", "title", "institution", "criteria": [ { "factKey", "op", "value", "hard" } ] } ] }` */
function offersOf(file: string, given: unknown): Offers {
  const problems: FileProblem[] = [];
  const offers = listIn(given, 'offers').flatMap((one, index): OfferIn[] => {
    const number = text(one['number']) || String(index + 1);
    const criteria = (Array.isArray(one['criteria']) ? one['criteria'] : []).map(
      (rule: object, at) => ({ hard: true, ...rule, id: `${number}#${at + 1}` }) as Criterion,
    );
    const wrong = criteria.flatMap((rule) => checkCriterion(talentModel, rule));
    if (wrong[0] !== undefined) {
      problems.push({ file, at: `offers[${index}].criteria`, code: wrong[0], text: '' });
      return [];
    }
    const offer = talentOffer({ id: number, number }, criteria, null);
    return [{ offer, title: text(one['title']), institution: text(one['institution']), tiers: [] }];
  });
  return { offers, problems };
}
