import { field, form } from '../../../platform/http/fields.js';

/** How much a client manager takes at a time. Which products he handles is ticked beside it, from the institution's own. */
@form('manager')
export class ManagerForm {
  @field.whole({ min: 1, max: 200, unit: 'manager.cases' }) caseLimit!: number;
  @field.flag() away!: boolean;
}

/** A colleague becomes a client manager; the colleagues themselves are given by the page. */
@form('manager')
export class NewManagerForm extends ManagerForm {
  @field.hidden({ max: 36 }) userId!: string;
}
