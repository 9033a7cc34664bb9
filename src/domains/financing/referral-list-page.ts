import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { referralTabs, type ReferralFilter, type ReferralRow, type ReferralTab } from './referral-list.queries.js';
import { referralStatus } from './referral-status.js';

const SIZES = [20, 50, 100];
const PATH = '/financing/referrals';

export interface ListQuery extends ReferralFilter {
  readonly page: number;
  readonly size: number;
}

/** The address is the state of the list; what is not understood in it is left out. */
export function readQuery(query: Record<string, string | undefined>): ListQuery {
  return {
    tab: referralTabs.find((tab) => tab === query['tab']) ?? null,
    institutionId: /^[\w-]{1,36}$/.test(query['institution'] ?? '') ? (query['institution'] ?? null) : null,
    overdue: query['overdue'] === 'true',
    word: query['word']?.trim().slice(0, 60) || null,
    page: Math.max(1, Math.min(10_000, Number.parseInt(query['page'] ?? '1', 10) || 1)),
    size: SIZES.find((size) => String(size) === query['size']) ?? 20,
  };
}

function href(query: ListQuery, change: Partial<ListQuery>): string {
  const { tab, institutionId, overdue, word, page, size } = { ...query, page: 1, ...change };
  const params = new URLSearchParams({
    ...(tab && { tab }),
    ...(institutionId && { institution: institutionId }),
    ...(overdue && { overdue: 'true' }),
    ...(word && { word }),
    ...(size !== 20 && { size: String(size) }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return params ? `${PATH}?${params}` : PATH;
}

export function listPage(list: {
  query: ListQuery;
  tab: ReferralTab;
  counts: Record<ReferralTab, number>;
  rows: readonly ReferralRow[];
  centre: boolean;
  institutions: readonly { id: string; name: string }[];
  mayRemind: boolean;
}): object {
  const { query, tab, counts, rows, centre, mayRemind } = list;
  const total = counts[tab];
  const pages = Math.max(1, Math.ceil(total / query.size));
  return {
    centre,
    tabs: referralTabs
      .filter((one) => centre || one !== 'consent')
      .map((one) => ({
        href: href(query, { tab: one }),
        label: message(`referral.tab.${one}`),
        count: counts[one],
        current: one === tab,
      })),
    tab,
    filter: filterForm(list),
    filterTags: filterTags(list),
    clearHref: href({ ...query, institutionId: null, overdue: false, word: null }, {}),
    filtered: Boolean(query.institutionId || query.overdue || query.word),
    rows: rows.map((row) => rowItem(row, tab === 'waiting' && !centre)),
    picks: mayRemind && ['waiting', 'working', 'chosen'].includes(tab),
    empty: message(`referral.empty.${tab}`),
    productsHref: '/financing/products',
    pager: {
      total,
      page: query.page,
      pages,
      previous: query.page > 1 ? href(query, { tab, page: query.page - 1 }) : null,
      next: query.page < pages ? href(query, { tab, page: query.page + 1 }) : null,
      sizes: SIZES.map((size) => ({ size, href: href(query, { tab, size }), current: size === query.size })),
    },
  };
}

function rowItem(row: ReferralRow, toAnswer: boolean): object {
  return {
    ...row,
    href: `${PATH}/${row.id}`,
    heading: row.enterprise ?? row.number,
    known: row.enterprise !== undefined,
    status: referralStatus(row.state, row.stage, row.disclosed),
    mine: row.dueFrom === 'institution',
    action: message(toAnswer ? 'referral.list.answer' : 'referral.list.open'),
    look: toAnswer ? 'pri s' : 's',
  };
}

function filterForm({ query, tab, institutions, centre }: Parameters<typeof listPage>[0]): FormView {
  return {
    key: 'referral.filter',
    errors: [],
    fields: {
      tab: { kind: 'hidden', value: tab },
      word: { kind: 'text', value: query.word ?? '', max: 60 },
      ...(centre && {
        institution: {
          kind: 'choice' as const,
          options: institutions.map(({ id, name }) => ({
            value: id,
            label: name,
            checked: id === query.institutionId,
          })),
        },
      }),
      overdue: { kind: 'flag', value: query.overdue ? 'true' : '' },
    },
  };
}

function filterTags({ query, tab, institutions }: Parameters<typeof listPage>[0]): object[] {
  const institution = institutions.find(({ id }) => id === query.institutionId);
  return [
    ...(query.word ? [{ label: query.word, href: href(query, { tab, word: null }) }] : []),
    ...(institution ? [{ label: institution.name, href: href(query, { tab, institutionId: null }) }] : []),
    ...(query.overdue
      ? [{ label: message('referral.filter.overdue'), href: href(query, { tab, overdue: false }) }]
      : []),
  ];
}
