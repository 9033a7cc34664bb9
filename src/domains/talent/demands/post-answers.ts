import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { OrganisationKind } from '../../../kernel/actor.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { majors } from '../../../directory/codes/majors.js';
import { majorsWanted, majorText, partsOf } from '../programmes/major-reading.js';
import type { TalentDemand } from './demand.entity.js';
import { MOST_MAJORS, type DemandChange, type FoundDemand, type WantedMajor } from './demands.service.js';
import { listMark } from '../programmes/programme.forms.js';
import { MOST_SKILLS, wantedSkillsIn, wantedSkillText } from '../skill-text.js';

/** What a page of the form gave, field by field; a field that is not there was not asked. */
export type Answers = Readonly<Record<string, unknown>>;

const FEN = 100;
/** A code of the occupation list of 2022 (职业分类大典), with or without the name behind it: `6-18-01-01 车工`. */
const OCCUPATION = /\b\d-\d{2}-\d{2}-\d{2}\b/;
const yes = (answer: unknown): boolean | null => (answer === null ? null : answer === 'yes');
const fen = (answer: unknown): number | null => (typeof answer === 'number' ? answer * FEN : null);
const ticks = (answer: unknown): string[] | null =>
  Array.isArray(answer) && answer.length > 0 ? (answer as string[]) : null;

/** Answers of the form as facts of a demand, and back. Names of majors and organisations are looked up. */
@Injectable()
export class PostAnswers {
  constructor(private readonly organisations: Organisations) {}

  /** @throws Problem `validation` for a name nobody bears, and a least headcount above the greatest */
  async change(answers: Answers): Promise<DemandChange> {
    const problems: FieldProblem[] = [];
    const { preferredMajors, acceptableMajors, avoidedEnterprises, avoidedColleges, skills, ...rest } = answers;
    const change: Record<string, unknown> = {};
    if (typeof rest['occupation'] === 'string' && !OCCUPATION.test(rest['occupation']))
      problems.push({ field: 'occupation', code: 'occupation-code', params: {} });
    for (const [name, answer] of Object.entries(rest)) change[name] = reading[name] ? reading[name](answer) : answer;
    if (preferredMajors !== undefined)
      change['majors'] = wanted(preferredMajors, acceptableMajors, rest['educationLevel'], problems);
    if (skills !== undefined) change['skills'] = skillsOf(skills);
    if (avoidedEnterprises !== undefined)
      change['avoidedEnterprises'] = await this.named('enterprise', 'avoidedEnterprises', avoidedEnterprises, problems);
    if (avoidedColleges !== undefined)
      change['avoidedColleges'] = await this.named('college', 'avoidedColleges', avoidedColleges, problems);
    const [least, most] = [rest['headcountMin'], rest['headcountMax']];
    if (typeof least === 'number' && typeof most === 'number' && least > most)
      problems.push({ field: 'headcountMax', code: 'range-reversed', params: {} });
    if (problems.length > 0) throw new Problem('validation', {}, problems);
    return change;
  }

  private async named(
    kind: OrganisationKind,
    field: string,
    answer: unknown,
    problems: FieldProblem[],
  ): Promise<string[] | null> {
    const ids: string[] = [];
    for (const name of typeof answer === 'string' ? partsOf(answer) : []) {
      const found = await this.organisations.byName(kind, name);
      if (found) ids.push(found.id);
      else problems.push({ field, code: 'organisation-unknown', params: { value: name.slice(0, 60) } });
    }
    return ids.length > 0 ? ids : null;
  }

  /** Facts of the demand as answers, for the form to show. */
  async answers({ post, majors: wished }: Pick<FoundDemand, 'post' | 'majors'>, locale: Locale): Promise<object> {
    const said = (value: boolean | null) => (value === null ? null : value ? 'yes' : 'no');
    const codes = (role: WantedMajor['role']) =>
      wished
        .filter((one) => one.role === role)
        .map(({ code }) => majorText(code, locale))
        .join(listMark(locale));
    return {
      ...post,
      headcountFirm: said(post.headcountFirm),
      acceptsNear: said(post.acceptsNear),
      splittable: said(post.splittable),
      anonymous: said(post.anonymous),
      probationPay: yuan(post.probationPay),
      regularPay: yuan(post.regularPay),
      trainingBudget: yuan(post.trainingBudget),
      skills: wantedSkillText(post.skills ?? [], listMark(locale), locale),
      preferredMajors: codes('preferred'),
      acceptableMajors: codes('acceptable'),
      avoidedEnterprises: await this.names(post.avoidedEnterprises, locale),
      avoidedColleges: await this.names(post.avoidedColleges, locale),
    };
  }

  private async names(ids: readonly string[] | null, locale: Locale): Promise<string> {
    return (await Promise.all((ids ?? []).map((id) => this.organisations.nameOf(id)))).join(listMark(locale));
  }
}

const reading: Readonly<Record<string, (answer: unknown) => unknown>> = {
  headcountFirm: yes,
  acceptsNear: yes,
  splittable: yes,
  occupation: (answer) => (typeof answer === 'string' ? (OCCUPATION.exec(answer)?.[0] ?? null) : null),
  anonymous: yes,
  probationPay: fen,
  regularPay: fen,
  trainingBudget: fen,
  cooperation: ticks,
  trainingSupport: ticks,
};

const yuan = (amount: number | null): number | null => (amount === null ? null : amount / FEN);

function wanted(preferred: unknown, acceptable: unknown, asked: unknown, problems: FieldProblem[]): WantedMajor[] {
  const level = typeof asked === 'string' ? asked : null;
  const read = (field: string, answer: unknown, role: WantedMajor['role']): WantedMajor[] => {
    const { codes, unknown } = majorsWanted(typeof answer === 'string' ? answer : '', level);
    if (unknown !== null)
      problems.push({
        field,
        code: 'major-unknown-near',
        params: { value: unknown.slice(0, 60), near: nearest(unknown) },
      });
    return codes.map((code) => ({ code, role }));
  };
  const all = [
    ...read('preferredMajors', preferred, 'preferred'),
    ...read('acceptableMajors', acceptable, 'acceptable'),
  ];
  if (all.length > MOST_MAJORS)
    problems.push({ field: 'acceptableMajors', code: 'too-many', params: { max: MOST_MAJORS } });
  return all;
}

/** The listed majors that share most letters with what was typed: "数控加工" leads to 数控技术. */
export function nearest(typed: string, count = 3): string {
  const letters = new Set(typed.normalize('NFKC'));
  const scored = majors.entries
    .map((major) => ({ major, shared: [...new Set(major.name)].filter((letter) => letters.has(letter)).length }))
    .filter(({ shared }) => shared > 0)
    .toSorted(
      (a, b) =>
        b.shared - a.shared || a.major.name.length - b.major.name.length || (a.major.code < b.major.code ? -1 : 1),
    );
  return scored
    .slice(0, count)
    .map(({ major }) => `${major.code} ${major.name}`)
    .join('; ');
}

const skillsOf = (answer: unknown): TalentDemand['skills'] => {
  const skills = typeof answer === 'string' ? wantedSkillsIn(answer).slice(0, MOST_SKILLS) : [];
  return skills.length > 0 ? skills : null;
};
