import { formatWan } from '../../kernel/money.js';
import { industries } from '../../directory/codes/industries.js';
import type { Colleague } from '../../matchmaking/colleagues.js';
import { message, type Text } from '../../platform/i18n/message.js';
import { needSorts, type NeedFilter, type NeedSort } from './need-filter.forms.js';

const WAN = 1_000_000;
const PATH = '/financing/needs';
const filters = ['q', 'status', 'section', 'due', 'amountFrom', 'amountTo', 'officer'] as const;
type FilterName = (typeof filters)[number];

/** The list's other addresses: without one filter, in another order, on another page. */
export function listLinks(
  filter: NeedFilter,
  { page }: { page: number },
  { officers, locale }: { officers: readonly Colleague[]; locale: string },
) {
  const href = (change: NeedFilter): string => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filter, page, ...change })) {
      const text = written(name, value);
      if (text !== null && !(name === 'page' && text === '1')) query.set(name, text);
    }
    const text = query.toString();
    return text === '' ? PATH : `${PATH}?${text}`;
  };
  const by = filter.sort ?? 'submitted';
  const direction = filter.direction ?? 'descending';
  const turned = (sort: NeedSort) => (sort === by && direction === 'descending' ? 'ascending' : 'descending');
  return {
    href,
    sort: {
      by,
      direction,
      hrefs: Object.fromEntries(needSorts.map((sort) => [sort, href({ sort, direction: turned(sort), page: null })])),
    },
    tags: filters
      .filter((name) => filter[name] !== null && filter[name] !== undefined)
      .map((name) => ({
        href: href({ [name]: null, page: null }),
        label: message('need.tag', {
          name: message(`need.filter.${name}`),
          value: said(name, filter, officers, locale),
        }),
      })),
    /** What a new search keeps: the view, the order and the size of a page. */
    hidden: (['view', 'sort', 'direction', 'size'] as const).flatMap((name) =>
      filter[name] ? [{ name, value: filter[name] }] : [],
    ),
  };
}

function written(name: string, value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  return name.startsWith('amount') ? String(Number(value) / WAN) : String(value);
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
      return String(value);
  }
}
