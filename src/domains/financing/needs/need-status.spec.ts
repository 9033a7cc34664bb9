import { outcomes, type Outcome } from '../../../matchmaking/demand.entity.js';
import { demandStates, type DemandState } from '../../../matchmaking/lifecycle.js';
import { needStatus, needStatuses, needSteps, type NeedStep } from './need-status.js';

const read = (
  state: DemandState,
  step: NeedStep = 'none',
  fits: number | null = null,
  outcome: Outcome | null = null,
) => needStatus({ state, step, fits, outcome });

describe('what people read as the state of a need', () => {
  it('names the steps before referring', () => {
    expect([read('draft'), read('submitted'), read('returned')]).toEqual(['draft', 'to-verify', 'to-mend']);
    expect([read('listed'), read('listed', 'none', 0), read('listed', 'none', 2)]).toEqual([
      'matching',
      'unmatched',
      'to-refer',
    ]);
  });

  it('follows the best referral while banks have it', () => {
    expect(['awaiting-consent', 'sent', 'talking', 'quoted'].map((step) => read('engaged', step as NeedStep))).toEqual([
      'awaiting-consent',
      'sent',
      'talking',
      'quoted',
    ]);
    expect(['chosen', 'signed', 'part-paid', 'paid'].map((step) => read('agreed', step as NeedStep))).toEqual([
      'chosen',
      'signed',
      'part-paid',
      'paid',
    ]);
    expect(read('fulfilled', 'confirmed')).toBe('confirmed');
  });

  it('tells why a closed need ended', () => {
    const ended = Object.fromEntries(outcomes.map((outcome) => [outcome, read('closed', 'none', null, outcome)]));
    expect(ended).toMatchObject({ withdrawn: 'withdrawn', expired: 'expired', unmatched: 'failed', undone: 'failed' });
  });

  it('has a word for every state, step and outcome, and uses every word', () => {
    const said = new Set(
      demandStates.flatMap((state) =>
        needSteps.flatMap((step) =>
          [null, 0, 1].flatMap((fits) => [null, ...outcomes].map((outcome) => read(state, step, fits, outcome))),
        ),
      ),
    );
    expect([...said].sort()).toEqual([...needStatuses].sort());
  });
});
