import { field, form } from '../../../platform/http/fields.js';
import { milestoneKinds } from './class-calendar.js';

/** The page gives the owners: the college, the firms of the class, the centre. */
@form('class.milestone')
export class MilestoneForm {
  @field.choice(milestoneKinds, { words: 'class.milestone' }) kind!: string;
  @field.day() dueOn!: string;
  @field.text({ max: 36 }) ownerOrganisationId!: string;
  @field.text({ optional: true, max: 200 }) note!: string | null;
}

@form('class.milestone')
export class MilestoneDoneForm {
  @field.day() doneOn!: string;
}
