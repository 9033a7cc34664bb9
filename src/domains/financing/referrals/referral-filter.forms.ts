import { field, form } from '../../../platform/http/fields.js';
import { referralTabs, type ReferralTab } from './referral-list.queries.js';

export const pageSizes = ['20', '50', '100'] as const;

/** The list's address is its state: every filter, the tab and the page are names of this form. */
@form('referral.filter')
export class ReferralFilterForm {
  @field.choice(referralTabs, { optional: true, words: 'referral.tab' }) tab!: ReferralTab | null;
  @field.text({ optional: true, max: 60 }) word!: string | null;
  @field.text({ optional: true, max: 36 }) institution!: string | null;
  @field.flag() overdue!: boolean;
  @field.choice(pageSizes, { optional: true, words: 'need.size' }) size!: (typeof pageSizes)[number] | null;
  @field.whole({ optional: true, min: 1, max: 10_000 }) page!: number | null;
  /** The view it was opened from. */
  @field.hidden({ optional: true, max: 36 }) saved!: string | null;
}
