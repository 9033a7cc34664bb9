import { field, form } from '../../../platform/http/fields.js';

/** 开班规则: what an officer may set for a plan. */
@form('talent.plan')
export class RulesForm {
  @field.whole({ min: 0, max: 12 }) startTolerance!: number;
  @field.whole({ min: 1, max: 20, optional: true }) maxClassesPerCollegeTerm!: number | null;
  @field.whole({ min: 10, max: 100, optional: true }) oneFirmShare!: number | null;
  @field.whole({ min: 1, max: 50, optional: true }) traineesPerMentor!: number | null;
  @field.whole({ min: 1, max: 1000, optional: true }) maxKm!: number | null;
  @field.flag() singleFirmClasses!: boolean;
}

@form('talent.plan')
export class PlanForm extends RulesForm {
  /** The terms themselves are given by the page. */
  @field.text({ max: 6 }) term!: string;
  @field.text({ max: 60, optional: true }) name!: string | null;
}
