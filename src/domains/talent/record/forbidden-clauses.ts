import { readCodes } from '../../../directory/codes/code-file.js';
import { phraseSearch, type FoundPhrase, type PhraseFile } from '../phrase-rules.js';

const file = readCodes<PhraseFile>('forbidden-clauses');
const search = phraseSearch(file);

/** What no agreement about students may hold: deposit, fee, surety, documents kept back, penalty, agent's fee. */
export const forbiddenRules: readonly string[] = file.rules.map(({ code }) => code);

/** A forbidden clause, found in the words of a clause or (without a clause) said to be in it by whoever wrote it. */
export interface ForbiddenClause {
  readonly rule: string;
  readonly clause: string | null;
  readonly excerpt: string | null;
  readonly law: FoundPhrase['law'];
}

/**
 * Every forbidden clause of an agreement; empty = it may be signed. A sentence that rules such a thing out ("不收押金")
 * is none.
 * @param clauses by their key
 * @param flags rules that were ticked
 */
export function forbiddenIn(clauses: ReadonlyMap<string, string>, flags: readonly string[]): ForbiddenClause[] {
  const found = [...clauses].flatMap(([clause, text]) =>
    search(text).map(({ rule, excerpt, law }) => ({ rule, clause, excerpt, law })),
  );
  const said = file.rules
    .filter(({ code }) => flags.includes(code))
    .map(({ code, law, lawEn }) => ({ rule: code, clause: null, excerpt: null, law: { 'zh-CN': law, en: lawEn } }));
  return [...said, ...found];
}
