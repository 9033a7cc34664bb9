import type { Text } from '../i18n/message.js';
import type { Words } from '../i18n/words.js';
import { sayer, split, type Helpers, type Options } from './helper.js';
import { iconMarkup } from './icon.js';

interface Column {
  label: string;
  numeric: boolean;
  hidden: boolean;
  sort?: { href: string; direction?: string };
}

/** How a table is sorted, and the link that sorts it otherwise, by column name. */
interface Sorting {
  by: string;
  direction: 'ascending' | 'descending';
  hrefs: Record<string, string>;
}

export function wordHelpers(words: Words): Helpers {
  const say = sayer(words);
  return {
    /** `{{t "key" name=value}}`; several parts are joined by dots: `{{t "financing.state" state}}`. */
    t: (...values: unknown[]) => {
      const [key, options] = split<string>(values);
      return say(options, { key: key.join('.'), params: options.hash });
    },
    /** `{{say text}}` prints a given text as it is, and a message in the reader's language. */
    say: (text: Text, options: Options) => say(options, text),
    /** `{{icon "clock"}}`: always beside a word. */
    icon: (name: string, { data }: Options) => iconMarkup(name, data.view),
    asset: (name: string, { data }: Options) => `/assets/${name}?v=${data.view.assetVersion}`,
    /** `columns "need.column" "company" "amount:n" (and staff "state") "action:h" sort=sort`: numeric and hidden heads are marked. */
    columns: (...values: unknown[]) => {
      const [[prefix, ...asked], options] = split<string | false | null | undefined>(values);
      const names = asked.filter((name): name is string => Boolean(name));
      const sort = options.hash.sort as Sorting | undefined;
      return names.map((marked): Column => {
        const [name = '', mark] = marked.split(':');
        const href = sort?.hrefs[name];
        return {
          label: say(options, { key: `${prefix}.${name}` }),
          numeric: mark === 'n',
          hidden: mark === 'h',
          ...(href ? { sort: { href, direction: sort?.by === name ? sort.direction : undefined } } : {}),
        };
      });
    },
  };
}
