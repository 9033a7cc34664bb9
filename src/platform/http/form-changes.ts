import type { Text } from '../i18n/message.js';
import { message } from '../i18n/message.js';
import type { FieldView, FormView } from '../views/form-view.js';

export interface FormChange {
  readonly label: Text;
  readonly yours: Text | null;
  readonly theirs: Text | null;
}

/** What two fillings of one form differ in, for a person whose page was overtaken. */
export function formChanges(mine: FormView, theirs: FormView): FormChange[] {
  return Object.entries(mine.fields).flatMap(([name, field]) => {
    const other = theirs.fields[name];
    if (keyOf(field) === keyOf(other)) return [];
    return [{ label: field.label ?? message(`${mine.key}.${name}`), yours: said(field), theirs: said(other) }];
  });
}

const checkedIn = (field: FieldView | undefined) => field?.options?.filter(({ checked }) => checked) ?? [];

const keyOf = (field: FieldView | undefined): string =>
  field?.options
    ? checkedIn(field)
        .map(({ value }) => value)
        .join()
    : (field?.value ?? '').trim();

function said(field: FieldView | undefined): Text | null {
  if (!field?.options) return (field?.value ?? '').trim() || null;
  return checkedIn(field)[0]?.label ?? null;
}
