/** What a parser of people's text answers: the value, or a code that names what is wrong with the text. */
export type Result<T, Failure extends string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: Failure };

export const success = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const failure = <F extends string>(code: F): { readonly ok: false; readonly code: F } => ({ ok: false, code });
