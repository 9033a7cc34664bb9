import { message } from '../../../platform/i18n/message.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { hrefWith, pagerOf, readAddress, sizesOf } from '../../../platform/http/list-address.js';
import type { ViewBar } from '../../../platform/saved-views/view-tabs.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { pageSizes, ReferralFilterForm } from './referral-filter.forms.js';
import { referralTabs, type ReferralFilter, type ReferralRow, type ReferralTab } from './referral-list.queries.js';
import { referralStatus } from './referral-status.js';

/** Code of the list, for the views that people keep of it. */
export const REFERRAL_LIST = 'financing.referrals';
export const PATH = '/financing/referrals';

export interface ListQuery extends ReferralFilter {
  readonly page: number;
  readonly size: number;
  /** As it was understood: what the links of the list change. */
  readonly address: Readonly<Record<string, string>>;
}

/** The address is the state of the list; what is not understood in it is left out. */
export function readQuery(query: Readonly<Record<string, unknown>>): ListQuery {
  const address = readAddress(ReferralFilterForm, query);
  const { tab, word, institution, overdue, size, page } = bindReadable(ReferralFilterForm, address);
  return {
    tab: tab ?? null,
    institutionId: institution ?? null,
    overdue: overdue ?? false,
    word: word ?? null,
    page: page ?? 1,
    size: Number(size ?? 20),
    address,
  };
}

export function listPage(list: {
  query: ListQuery;
  tab: ReferralTab;
  counts: Record<ReferralTab, number>;
  rows: readonly ReferralRow[];
  centre: boolean;
  institutions: readonly { id: string; name: string }[];
  mayRemind: boolean;
  bar: ViewBar;
}): object {
  const { query, tab, counts, rows, centre, mayRemind, bar } = list;
  const here = { ...query.address, tab, page: undefined };
  return {
    centre,
    tabs: [
      ...referralTabs
        .filter((one) => centre || one !== 'consent')
        .map((one) => ({
          href: hrefWith(PATH, here, { tab: one, saved: undefined }),
          label: message(`referral.tab.${one}`),
          count: counts[one],
          current: bar.current === null && one === tab,
        })),
      ...bar.tabs,
    ],
    bar,
    tab,
    filter: filterForm(list),
    filterTags: filterTags(list),
    clearHref: hrefWith(PATH, { tab, size: query.address['size'] }, {}),
    exportHref: hrefWith(`${PATH}/export`, here, { size: undefined, saved: undefined }),
    filtered: Boolean(query.institutionId || query.overdue || query.word),
    rows: rows.map((row) => rowItem(row, tab === 'waiting' && !centre)),
    picks: mayRemind && ['waiting', 'working', 'chosen', 'all'].includes(tab),
    empty: message(`referral.empty.${tab}`),
    productsHref: '/financing/products',
    pager: {
      ...pagerOf(PATH, here, counts[tab], query.size, query.page),
      sizes: sizesOf(PATH, here, pageSizes, query.size),
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
      size: { kind: 'hidden', value: query.address['size'] ?? '' },
      saved: { kind: 'hidden', value: query.address['saved'] ?? '' },
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
  const without = (name: string) => hrefWith(PATH, { ...query.address, tab }, { [name]: undefined, page: undefined });
  const institution = institutions.find(({ id }) => id === query.institutionId);
  return [
    ...(query.word ? [{ label: query.word, href: without('word') }] : []),
    ...(institution ? [{ label: institution.name, href: without('institution') }] : []),
    ...(query.overdue ? [{ label: message('referral.filter.overdue'), href: without('overdue') }] : []),
  ];
}
