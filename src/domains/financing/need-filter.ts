import type { Actor } from '../../kernel/actor.js';
import { addDays, businessZone, dayOf, instantAt, isDay, type Day } from '../../kernel/day.js';
import { parseWan } from '../../kernel/money.js';
import { nameKey } from '../../directory/organisations.js';
import { demandStates, type DemandState } from '../../matchmaking/lifecycle.js';

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the list of needs can be narrowed by. It stands in the address, and the export reads the same. */
export interface NeedFilter {
  /** Part of an enterprise's name or of a need's number. */
  readonly q: string | null;
  readonly states: readonly DemandState[];
  /** `me`, `none` or an officer's id. */
  readonly officer: string | null;
  readonly due: 'overdue' | 'today' | null;
  /** 分 */
  readonly min: number | null;
  readonly max: number | null;
  /** GB/T 4754 code or its beginning. */
  readonly industry: string | null;
  /** Days on which it was submitted, both included. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** Only these, as ticked on the page; null = all. */
  readonly ids: readonly string[] | null;
}

export const listOf = (value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? value.split(',').filter(Boolean) : [...value];
const textOf = (value: string | readonly string[] | undefined): string | null =>
  (typeof value === 'string' ? value : value?.[0])?.trim() || null;

/** What cannot be read is left out: an address is never an error. */
export function readNeedFilter(query: Query): NeedFilter {
  const states = listOf(query['state']).filter((state): state is DemandState =>
    (demandStates as readonly string[]).includes(state),
  );
  const due = textOf(query['due']);
  const industry = textOf(query['industry']);
  return {
    q: textOf(query['q']),
    states,
    officer: textOf(query['officer']),
    due: due === 'overdue' || due === 'today' ? due : null,
    min: fen(textOf(query['amountFrom'])),
    max: fen(textOf(query['amountTo'])),
    industry: industry && /^\d{1,4}$/.test(industry) ? industry : null,
    from: day(textOf(query['from'])),
    to: day(textOf(query['to'])),
    ids: query['id'] === undefined ? null : listOf(query['id']),
  };
}

const day = (text: string | null): Day | null => (isDay(text) ? text : null);

function fen(text: string | null): number | null {
  const read = text === null ? null : parseWan(text);
  return read?.ok ? read.value : null;
}

/** Tables a filtered query reads; aliases: d demand, n need, o enterprise, p its profile. */
export const NEED_FROM = `demand d JOIN financing_need n ON n.demandId = d.id JOIN organisation o ON o.id = d.organisationId
  LEFT JOIN enterprise_profile p ON p.organisationId = d.organisationId`;

/** The condition after WHERE; what the actor may see at all (`Visibility.demandsOf`) is the caller's to add. */
export function needCondition(filter: NeedFilter, actor: Actor, now: Date): { sql: string; params: unknown[] } {
  const parts: string[] = ["d.domain = 'financing'"];
  const params: unknown[] = [];
  const add = (sql: string, ...values: unknown[]) => {
    parts.push(sql);
    params.push(...values);
  };
  if (filter.q) add('(o.nameKey LIKE ? OR d.number LIKE ?)', like(nameKey(filter.q)), like(filter.q.toUpperCase()));
  if (filter.states.length > 0) add(`d.state IN (${marks(filter.states)})`, ...filter.states);
  if (filter.officer === 'none') add('d.officerId IS NULL');
  else if (filter.officer) add('d.officerId = ?', filter.officer === 'me' ? actor.userId : filter.officer);
  if (filter.min !== null) add('n.amount >= ?', filter.min);
  if (filter.max !== null) add('n.amount <= ?', filter.max);
  if (filter.industry) add('p.industry LIKE ?', `${filter.industry}%`);
  if (filter.from) add('d.submittedAt >= ?', instantAt(filter.from, '00:00', businessZone));
  if (filter.to) add('d.submittedAt < ?', instantAt(addDays(filter.to, 1), '00:00', businessZone));
  if (filter.due) {
    const until = filter.due === 'overdue' ? now : endOfDay(now);
    add(
      `EXISTS (SELECT 1 FROM deadline x WHERE x.demandId = d.id AND x.doneAt IS NULL AND x.pausedAt IS NULL AND x.dueAt < ?)`,
      until,
    );
  }
  if (filter.ids) add(filter.ids.length > 0 ? `d.id IN (${marks(filter.ids)})` : '1 = 0', ...filter.ids);
  return { sql: parts.join(' AND '), params };
}

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join();
export const like = (text: string): string => `%${text.replaceAll(/[%_\\]/g, '')}%`;
export const endOfDay = (now: Date): Date => instantAt(addDays(dayOf(now, businessZone), 1), '00:00', businessZone);
