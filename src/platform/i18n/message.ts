export type WordParams = Record<string, unknown>;

/** Words to be said later, in the reader's language: what services and controllers hand to a page. */
export interface Message {
  key: string;
  params?: WordParams;
}

/** A name or other given text, which has no language to choose, or a message. */
export type Text = string | Message;

export function message(key: string, params?: WordParams): Message {
  return params ? { key, params } : { key };
}
