/** Characters that make a spreadsheet program take a text for a formula, and their full-width forms. */
const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** CSV has no types: a leading quote keeps such a text a text (OWASP, CSV injection). */
export function guarded(text: string): string {
  return STARTS_FORMULA.test(text) || /^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Takes away the quote that `guarded` wrote. */
export function unguarded(text: string): string {
  return /^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text;
}
