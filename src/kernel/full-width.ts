/** Full-width forms U+FF01–U+FF5E lie exactly this far above ASCII. */
const FULL_WIDTH_OFFSET = 0xfee0;

/** Turns full-width letters, digits and signs (`５００，０００`), the ideographic space and `￥` into their ASCII or Latin-1 forms. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replaceAll('\u3000', ' ')
    .replaceAll('\uffe5', '\u00a5');
}

/** Trims, and makes one space of every run of white space, also the invisible ones that copying from pages leaves. */
export function collapseSpaces(text: string): string {
  return text
    .replace(/\u200b|\u200c|\u200d|\u2060/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
