import { field, form } from '../../../platform/http/fields.js';
import { onBehalfReasons } from '../../../matchmaking/on-behalf.js';

const people = { min: 0, max: 200, unit: 'talent.unit.people' } as const;

/** 上岗: how many the firm offered work, who joined and who is there. */
@form('class.placement')
export class PlacementForm {
  @field.day() asOf!: string;
  @field.whole(people) offered!: number;
  @field.whole(people) joined!: number;
  @field.whole(people) working!: number;
  @field.whole(people) gone!: number;
  @field.whole(people) sameField!: number;
  @field.whole(people) nearField!: number;
  @field.whole(people) otherField!: number;
}

/** After 3, 6, 12 or 24 months: of those who joined. */
@form('class.placement')
export class CheckForm {
  @field.day() asOf!: string;
  @field.whole(people) working!: number;
  @field.whole(people) gone!: number;
}

export const placementAnswers = ['same', 'different'] as const;

@form('class.placement-answer')
export class PlacementAnswerForm {
  @field.choice(placementAnswers, { words: 'class.placement-answer' }) answer!: (typeof placementAnswers)[number];
  @field.prose({ optional: true, max: 300 }) note!: string | null;
  /** Asked of the centre only. */
  @field.choice(onBehalfReasons, { optional: true, words: 'deal.on-behalf' }) onBehalf!: string | null;
}
