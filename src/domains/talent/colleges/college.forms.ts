import { educationLevels } from '../../../directory/codes/education-levels.js';
import { field, form } from '../../../platform/http/fields.js';
import { collegeNatures, type CollegeFacts } from './colleges.service.js';

const maybe = { optional: true } as const;

/** The levels that a college teaches at. */
export const taughtLevels = educationLevels.codes;

/** The directory's filters, read from the address. */
@form('talent.colleges')
export class CollegeFilterForm {
  @field.text({ ...maybe, max: 60 }) text!: string | null;
  /** A code, or part of a name. */
  @field.text({ ...maybe, max: 60 }) major!: string | null;
  @field.choice(taughtLevels, maybe) level!: string | null;
}

@form('talent.college')
export class CollegeForm {
  @field.text({ ...maybe, max: 10 }) nationalCode!: string | null;
  @field.choice(collegeNatures, { ...maybe, words: 'talent.college.nature' }) nature!: CollegeFacts['nature'];
  @field.choice(taughtLevels, maybe) level!: string | null;
  @field.text({ ...maybe, max: 60 }) contactName!: string | null;
  @field.text({ ...maybe, max: 60 }) contactTitle!: string | null;
  @field.mobile(maybe) contactMobile!: string | null;
  @field.text({ ...maybe, max: 60 }) secondContactName!: string | null;
  @field.text({ ...maybe, max: 60 }) secondContactTitle!: string | null;
  @field.mobile(maybe) secondContactMobile!: string | null;
  @field.text({ ...maybe, max: 200 }) source!: string | null;
}

@form('talent.campus')
export class CampusForm {
  @field.text({ max: 60 }) name!: string;
  @field.text({ ...maybe, max: 120 }) address!: string | null;
  @field.degrees({ ...maybe, max: 180 }) longitude!: number | null;
  @field.degrees({ ...maybe, max: 90 }) latitude!: number | null;
}
