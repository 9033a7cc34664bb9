import { field, form } from '../../../platform/http/fields.js';
import { declineCodes } from './class-answering.service.js';

@form('class.answer')
export class AcceptForm {
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

@form('class.answer')
export class ResizeForm {
  @field.whole({ min: 15, max: 60 }) minSize!: number;
  @field.whole({ min: 15, max: 60 }) maxSize!: number;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

@form('class.answer')
export class ClassDeclineForm {
  @field.choices(declineCodes, { words: 'class.decline' }) codes!: string[];
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

@form('class.seats')
export class SeatsForm {
  @field.whole({ min: 1, max: 200 }) seats!: number;
}

export const giveUpReasons = ['filled', 'pay', 'date', 'major', 'business', 'other'] as const;

@form('class.seats')
export class GiveUpForm {
  @field.choice(giveUpReasons, { words: 'class.give-up' }) reason!: string;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

/** A short class: into which other one (its id), or to which term. The page gives the options. */
@form('class.rescue')
export class MergeForm {
  @field.text({ max: 36 }) into!: string;
}

@form('class.rescue')
export class PutOffForm {
  @field.text({ max: 6 }) term!: string;
}

/** A class that lacks students: from which day on it starts, once they are found. */
@form('class.rescue')
export class ExtendForm {
  @field.day() startsOn!: string;
}

@form('class.rescue')
export class SmallerForm {
  @field.whole({ min: 1, max: 60, unit: 'talent.unit.people' }) size!: number;
}

export const cancelReasons = ['short', 'no-students', 'college', 'firms', 'other'] as const;

@form('class.rescue')
export class CancelForm {
  @field.choice(cancelReasons, { words: 'class.cancel' }) reason!: string;
}
