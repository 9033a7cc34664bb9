import { makeCreditCode } from '../../src/kernel/credit-code.js';
import type { FieldSpec } from '../../src/platform/http/fields.js';

const PERSON_TYPES = '  <b>甲"方"&amp;\'Ａ１２｛{{x}}｝=1+1  ';
const LONG_TEXT = '\n 第一行 <script>"１２"</script>\n&amp;&lt; \'乙\'\t末  \n';

/** What a person may type and the field takes, as far from tidy as it goes: spaces, markup, quotes, full-width signs. */
export function oddValue({ kind, options: { max, min } }: FieldSpec): string {
  switch (kind) {
    case 'text':
      return max !== undefined && max < PERSON_TYPES.length
        ? ` ${'１<&"\'>'.slice(0, max)} `.slice(0, max + 2)
        : PERSON_TYPES;
    case 'prose':
      return LONG_TEXT;
    case 'wan':
      return '　１２３．５０ 万元';
    case 'percent':
      return ' ３．４５％ ';
    case 'whole':
      return ` ${wide(Math.min(Math.max(24, min ?? 24), max ?? 24))}`;
    case 'day':
      return ' ２０２６年１１月２０日';
    case 'mobile':
      return '１３８ 0000-0001';
    case 'mail':
      return ' Someone.Else@Example.com ';
    case 'password':
      return 'Ａ "quoted" <secret> 1 ';
    case 'creditCode':
      return wide(makeCreditCode('91350502', 'MA00F001').toLowerCase().replace(/^.{8}/, '$& '));
    case 'choice':
    case 'choices':
    case 'flag':
    case 'hidden':
    case 'file':
      return '';
  }
}

/** What the field refuses; null where nothing that a person can do is refused. */
export function wrongValue({ kind, options: { optional, max = 120 } }: FieldSpec): string | null {
  switch (kind) {
    case 'text':
    case 'prose':
      return optional ? `<"&'${'字'.repeat(max)}` : ' 　 ';
    case 'wan':
      return ' 五百<b>"万" ';
    case 'percent':
      return '三点五 & "％"';
    case 'whole':
      return "１２.５ '个'";
    case 'day':
      return '２０２６-02-30';
    case 'mobile':
      return '１３８ <000>';
    case 'mail':
      return '"a b"@<c>';
    case 'creditCode':
      return '91350502"<&>\'Ｘ';
    case 'choice':
    case 'choices':
      return optional ? 'not-offered' : '';
    case 'password':
      return optional ? null : '';
    case 'flag':
    case 'hidden':
    case 'file':
      return null;
  }
}

/** A paper that is taken, and a page that only calls itself one. */
export const goodPaper = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
export const badPaper = Buffer.from('<html><script>alert(1)</script></html>');

const wide = (value: string | number): string =>
  String(value).replace(/[0-9a-z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
