import { referralStates } from '../../../matchmaking/lifecycle.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { stages } from '../deals/deal.entity.js';

@form('api.referrals')
export class ReferralQuery extends ListQuery {
  @field.choice(referralStates, { optional: true }) state!: string | null;
  @field.choice(stages, { optional: true }) stage!: string | null;
}

/** Papers were supplied: a word to the bank, if there is one. */
@form('api.papers')
export class SuppliedBody {
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}
