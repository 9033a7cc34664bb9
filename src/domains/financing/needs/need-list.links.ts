import { formatWan } from '../../../kernel/money.js';
import { industries } from '../../../directory/codes/industries.js';
import type { Colleague } from '../../../matchmaking/colleagues.js';
import { hrefWith, type Query } from '../../../platform/http/list-address.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { needSorts, type NeedFilter, type NeedSort } from './need-filter.forms.js';

/** Code of the list, for the views that people keep of it. */
export const NEED_LIST = 'financing.needs';
export const PATH = '/financing/needs';
const filters = ['q', 'status', 'section', 'due', 'amountFrom', 'amountTo', 'officer', 'label'] as const;
type FilterName = (typeof filters)[number];

/** The list's other addresses: without one filter, in another order, as a file. `address`: as the list understood it. */
export function listLinks(
  address: Readonly<Record<string, string>>,
  filter: NeedFilter,
  { officers, locale }: { officers: readonly Colleague[]; locale: string },
) {
  const href = (change: Query): string => hrefWith(PATH, address, { page: undefined, ...change });
  const by = filter.sort ?? 'submitted';
  const direction = filter.direction ?? 'descending';
  const turned = (sort: NeedSort) => (sort === by && direction === 'descending' ? 'ascending' : 'descending');
  return {
    href,
    exportHref: hrefWith(`${PATH}/export`, address, { page: undefined, size: undefined, saved: undefined }),
    /** Without any filter; the view stays, so that it is not the reader's first one that opens. */
    clearHref: hrefWith(PATH, { view: filter.view ?? 'all', size: address['size'] }, {}),
    sort: {
      by,
      direction,
      hrefs: Object.fromEntries(needSorts.map((sort) => [sort, href({ sort, direction: turned(sort) })])),
    },
    tags: filters
      .filter((name) => filter[name] !== null && filter[name] !== undefined)
      .map((name) => ({
        href: href({ [name]: undefined }),
        label: message('need.tag', {
          name: message(`need.filter.${name}`),
          value: said(name, filter, officers, locale),
        }),
      })),
    /** What a new search keeps: the views, the order and the size of a page. */
    hidden: (['view', 'sort', 'direction', 'size', 'saved'] as const).flatMap((name) =>
      address[name] ? [{ name, value: address[name] }] : [],
    ),
  };
}

function said(name: FilterName, filter: NeedFilter, officers: readonly Colleague[], locale: string): Text {
  const value = filter[name];
  switch (name) {
    case 'status':
      return message(`need.state.${value}`);
    case 'due':
      return message(`need.due.${value}`);
    case 'section':
      return industries.name(String(value), locale);
    case 'officer':
      return value === 'none'
        ? message('need.officer.none')
        : (officers.find(({ id }) => id === value)?.name ?? String(value));
    case 'amountFrom':
    case 'amountTo':
      return formatWan(Number(value));
    case 'q':
    case 'label':
      return String(value);
  }
}
