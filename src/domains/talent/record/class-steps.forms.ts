import { field, form } from '../../../platform/http/fields.js';

const people = { unit: 'talent.unit.people' } as const;

@form('class.opening')
export class OpeningForm {
  @field.day() openedOn!: string;
  @field.whole({ min: 1, max: 200, ...people }) roster!: number;
  @field.whole({ min: 0, max: 50, ...people }) mentors!: number;
}

@form('class.opening')
export class ShortfallForm {
  @field.whole({ min: 0, max: 200, ...people }) roster!: number;
}

/** Nothing is asked: it only says yes. */
@form('class.move')
export class MoveForm {}
