import { field, form } from '../../../platform/http/fields.js';
import { amountLimits } from './need.forms.js';
import { needStatuses, type NeedStatus } from './need-status.js';

export const needViews = ['all', 'mine', 'to-verify', 'to-refer', 'unmatched'] as const;
export type NeedView = (typeof needViews)[number];
export const needSorts = ['submitted', 'organisation', 'amount', 'due'] as const;
export type NeedSort = (typeof needSorts)[number];
export const pageSizes = ['20', '50', '100'] as const;
export const dueWindows = ['overdue', 'today', 'week'] as const;

/** The list's address is its state: every filter, the view, the order and the page are names of this form. */
@form('need.filter')
export class NeedFilterForm {
  @field.text({ optional: true, max: 60 }) q!: string | null;
  @field.choice(needStatuses, { optional: true, words: 'need.state' }) status!: NeedStatus | null;
  @field.text({ optional: true, max: 1 }) section!: string | null;
  @field.choice(dueWindows, { optional: true, words: 'need.due' }) due!: (typeof dueWindows)[number] | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) amountFrom!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) amountTo!: number | null;
  @field.text({ optional: true, max: 36 }) officer!: string | null;
  /** Understood for the centre alone. */
  @field.text({ optional: true, max: 40 }) label!: string | null;
  @field.choice(needViews, { optional: true, words: 'need.view' }) view!: NeedView | null;
  @field.choice(needSorts, { optional: true, words: 'need.sort' }) sort!: NeedSort | null;
  @field.choice(['ascending', 'descending'], { optional: true, words: 'need.sort' }) direction!:
    'ascending' | 'descending' | null;
  @field.choice(pageSizes, { optional: true, words: 'need.size' }) size!: (typeof pageSizes)[number] | null;
  @field.whole({ optional: true, min: 1, max: 100_000 }) page!: number | null;
  /** The view it was opened from. */
  @field.hidden({ optional: true, max: 36 }) saved!: string | null;
}

export type NeedFilter = Partial<NeedFilterForm>;
