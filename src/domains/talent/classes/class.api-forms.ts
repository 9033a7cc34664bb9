import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { classStates } from './class-life.js';

@form('api.classes')
export class ClassQuery extends ListQuery {
  @field.choice(classStates, { optional: true }) state!: string | null;
  @field.hidden({ optional: true, max: 36 }) planId!: string | null;
}
