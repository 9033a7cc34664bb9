import { field, form } from '../../platform/http/fields.js';

/** What a view is called and who sees it. */
@form('saved-view')
export class SavedViewForm {
  @field.text({ max: 20 }) name!: string;
  @field.flag() shared!: boolean;
  @field.flag() first!: boolean;
}

/** 存为视图: the list and its address come along. */
@form('saved-view')
export class NewViewForm extends SavedViewForm {
  @field.hidden({ max: 40 }) list!: string;
  @field.hidden({ optional: true, max: 2000 }) address!: string | null;
}
