import Handlebars from 'handlebars';

export type Html = Handlebars.SafeString;

/** Markup from code: every value is escaped unless it is markup already. */
export function markup(strings: TemplateStringsArray, ...values: unknown[]): Html {
  const escaped = values.map((value) => Handlebars.escapeExpression(value as string));
  return new Handlebars.SafeString(String.raw({ raw: strings }, ...escaped));
}

export function joinHtml(parts: readonly Html[]): Html {
  return new Handlebars.SafeString(parts.join(''));
}
