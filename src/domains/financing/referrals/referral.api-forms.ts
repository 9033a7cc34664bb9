import { referralStates } from '../../../matchmaking/lifecycle.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { stages } from '../deals/deal.entity.js';
import { workStages, type WorkStage } from './stage-moves.service.js';

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

/** Where the bank stands between acceptance and quote. */
@form('api.stage')
export class StageBody {
  @field.choice(workStages) stage!: WorkStage;
}
