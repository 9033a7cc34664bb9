import { Injectable } from '@nestjs/common';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { majors } from '../../../directory/codes/majors.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { majorText } from '../programmes/major-reading.js';
import { termText } from '../plans/plan-term-text.js';
import { isFor, PoolInterests, type Interest } from './pool-interests.service.js';
import { FEWEST_FIRMS, poolSum, type PoolLine, type PoolSum } from './pool-sums.js';
import { PoolQueries, type PooledDemand, type Teaching } from './pool.queries.js';

export const poolHref = (majorCode: string): string => `/talent/pool/${majorCode}`;

/** One college's word as people read it. */
export function interestItem({ college, collegeId, kind, codes, seats, note, at }: Interest): object {
  return {
    college,
    collegeHref: `/talent/colleges/${collegeId}`,
    kind: message(`pool.kind.${kind}`),
    tone: kind === 'interested' ? 'ok' : 'mute',
    seats: seats === null ? null : message('pool.seats', { count: seats }),
    reasons: codes.map((code) => message(`class.decline.${code}`)),
    note,
    at,
  };
}

/** The pool as each side may see it (docs/talent.md: what a college sees of an enterprise). */
@Injectable()
export class PoolViews {
  constructor(
    private readonly queries: PoolQueries,
    private readonly interests: PoolInterests,
  ) {}

  /** A college sees sums for what it teaches; the centre every major with its firms and what colleges have said. */
  async list(actor: Actor, locale: Locale): Promise<object> {
    const term = this.interests.term();
    const said = await this.interests.of(term);
    const centre = actor.organisationKind === 'centre';
    const side = centre ? 'centre' : 'college';
    const subtitle = message(`pool.subtitle.${side}`, { term: termText(term) });
    const base = { subtitle, centre, fewest: FEWEST_FIRMS, noneText: message(`pool.none.${side}`) };
    if (centre) return { ...base, rows: centreRows(await this.queries.demands(), said, locale) };
    const taught = await this.queries.teaching(actor.organisationId);
    const demands = await this.queries.demands(taught.map(({ majorCode }) => majorCode));
    const rows = taught.map((one) => {
      const { majorCode } = one;
      const sum = sumFor(actor.organisationId, majorCode, demands);
      const own = said.find((word) => word.majorCode === majorCode && word.collegeId === actor.organisationId);
      return {
        ...this.row(majorCode, sum, locale),
        enough: enoughFor(sum.people, [one]),
        own: own ? interestItem(own) : null,
      };
    });
    return { ...base, rows: rows.toSorted((a, b) => (b.people ?? 0) - (a.people ?? 0)) };
  }

  /** One major: the sums, and every word that its reader may see. @throws Problem `not-found` */
  async major(actor: Actor, majorCode: string, locale: Locale): Promise<object> {
    const term = this.interests.term();
    const said = (await this.interests.of(term)).filter((one) => one.majorCode === majorCode);
    const demands = await this.queries.demands([majorCode]);
    const centre = actor.organisationKind === 'centre';
    const taught = await this.queries.teaching(centre ? null : actor.organisationId);
    const teaches = taught.filter((one) => one.majorCode === majorCode);
    if (!majors.has(majorCode) || (!centre && teaches.length === 0)) throw new Problem('not-found');
    const own = said.find(({ collegeId }) => collegeId === actor.organisationId);
    const sum = centre ? wholeOf(demands) : sumFor(actor.organisationId, majorCode, demands);
    return {
      ...this.row(majorCode, sum, locale),
      crumbs: [{ label: message('menu.pool'), href: '/talent/pool' }, { label: majorCode }],
      centre,
      fewest: FEWEST_FIRMS,
      enough: enoughFor(sum.people, teaches),
      firms: centre ? firmsIn(demands) : null,
      demandsHref: centre ? demandsHref(majorCode) : null,
      teaching: centre ? teaches.map(({ college }) => college) : [],
      interests: (centre ? said : own ? [own] : []).map(interestItem),
      own: own ?? null,
    };
  }

  private row(majorCode: string, { people, lines }: PoolSum, locale: Locale) {
    return {
      majorCode,
      title: majorText(majorCode, locale),
      href: poolHref(majorCode),
      people,
      lines: lines.map((line) => ({ text: lineText(line, locale), people: line.people })),
    };
  }

  /** What a firm may know of the pool it waits in: how many others and their people, once there are three of them. */
  async around(
    organisationId: string,
    majorCodes: readonly string[],
  ): Promise<{ firms: number; people: number } | null> {
    const others = (await this.queries.demands(majorCodes)).filter((one) => one.organisationId !== organisationId);
    const once = others.filter((one, i) => others.findIndex(({ demandId }) => demandId === one.demandId) === i);
    const { people } = poolSum(once);
    return people === null ? null : { firms: firmsIn(once), people };
  }
}

/** What a college is shown of a major. */
export const sumFor = (collegeId: string, majorCode: string, demands: readonly PooledDemand[]): PoolSum =>
  poolSum(demands.filter((one) => one.majorCode === majorCode).filter(isFor(collegeId)));

/** The centre sees every level and month by itself. */
export function wholeOf(demands: readonly PooledDemand[]): PoolSum {
  const keys = [...new Set(demands.map(({ level, month }) => `${month ?? '9999'} ${level ?? ''}`))].toSorted();
  const lines = keys.map((key) => {
    const same = demands.filter(({ level, month }) => `${month ?? '9999'} ${level ?? ''}` === key);
    return { level: same[0]?.level ?? null, month: same[0]?.month ?? null, other: false, people: peopleIn(same) };
  });
  return { people: peopleIn(demands), lines };
}

function centreRows(demands: readonly PooledDemand[], said: readonly Interest[], locale: Locale): object[] {
  const codes = [...new Set([...demands.map(({ majorCode }) => majorCode), ...said.map(({ majorCode }) => majorCode)])];
  return codes
    .map((majorCode) => {
      const own = demands.filter((one) => one.majorCode === majorCode);
      const words = said.filter((one) => one.majorCode === majorCode);
      return {
        title: majorText(majorCode, locale),
        href: poolHref(majorCode),
        people: peopleIn(own),
        firms: firmsIn(own),
        interested: words.filter(({ kind }) => kind === 'interested').map(({ college }) => college),
        declined: words.filter(({ kind }) => kind === 'declined').map(({ college }) => college),
      };
    })
    .toSorted((a, b) => b.people - a.people);
}

/** The smallest class that the people would fill; null: they fill none. */
function enoughFor(people: number | null, teaches: readonly Teaching[]): number | null {
  const least = Math.min(...teaches.map(({ minClass }) => minClass));
  return people !== null && people >= least ? least : null;
}

const peopleIn = (demands: readonly PooledDemand[]): number => demands.reduce((sum, { people }) => sum + people, 0);
export const firmsIn = (demands: readonly PooledDemand[]): number =>
  new Set(demands.map(({ organisationId }) => organisationId)).size;
const demandsHref = (majorCode: string): string => `/talent/demands?major=${majorCode}&state=pooled`;

function lineText({ level, month, other }: PoolLine, locale: Locale): Text {
  if (other) return message('pool.line.other');
  const name = level ? educationLevels.name(level, locale) : '';
  return month === null
    ? message('pool.line.undecided', { level: name })
    : message('pool.line', { level: name, month });
}
