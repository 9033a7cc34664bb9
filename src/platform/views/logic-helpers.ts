import Handlebars from 'handlebars';
import { split, type Helpers, type Options } from './helper.js';

const truthy = (value: unknown): boolean => value !== 0 && !Handlebars.Utils.isEmpty(value);

/**
 * Comparisons for `{{#if (eq a b)}}`; truth is Handlebars' own: empty lists and 0 are false. `and` gives its last value when
 * all are true, `or` the first true one.
 */
export const logicHelpers: Helpers = {
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  gt: (a: number, b: number) => a > b,
  not: (value: unknown) => !truthy(value),
  and: (...values: unknown[]) => {
    const [all] = split(values);
    return all.every(truthy) && (all.at(-1) ?? false);
  },
  or: (...values: unknown[]) => split(values)[0].find(truthy) ?? false,
  includes: (list: readonly unknown[] | string | undefined, value: unknown) =>
    typeof list === 'string' ? list.includes(String(value)) : (list ?? []).includes(value),
  join: (list: readonly unknown[] | undefined, separator: string | Options) =>
    (list ?? []).join(typeof separator === 'string' ? separator : ', '),
  /** `(list a b)` and `(object label=x href=y)` write small data inside a template. */
  list: (...values: unknown[]) => split(values)[0],
  object: ({ hash }: Options) => ({ ...hash }),
};
