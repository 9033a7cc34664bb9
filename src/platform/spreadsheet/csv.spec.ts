import iconv from 'iconv-lite';
import { parseCsv } from './csv.js';

const texts = (bytes: Buffer) => parseCsv(bytes)[0]?.rows.map((row) => row.map((cell) => cell.text));
const TABLE = '企业名称,人数\r\n恒沃纺织,30\r\n';
const ROWS = [
  ['企业名称', '人数'],
  ['恒沃纺织', '30'],
];

describe('reading CSV', () => {
  it.each(['utf8', 'gbk', 'gb18030', 'utf-16le', 'utf-16be'])('tells %s by its bytes', (encoding) => {
    expect(texts(iconv.encode(TABLE, encoding, { addBOM: encoding.startsWith('utf') }))).toEqual(ROWS);
  });

  it('reads UTF-8 without a mark, and GB18030 beyond GBK', () => {
    expect(texts(Buffer.from(TABLE))).toEqual(ROWS);
    expect(texts(iconv.encode('姓名\n𠮷㐂䶮', 'gb18030'))).toEqual([['姓名'], ['𠮷㐂䶮']]);
  });

  it('refuses bytes that are text in no encoding', () => {
    expect(() => texts(Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x80, 0x20]))).toThrow('spreadsheet-encoding');
  });

  it.each([',', ';', '\t'])('tells the separator %j', (mark) => {
    expect(texts(Buffer.from(TABLE.replaceAll(',', mark)))).toEqual(ROWS);
    expect(texts(Buffer.from(`"a;,\t b"${mark}b${mark}c\n`))).toEqual([['a;,\t b', 'b', 'c']]);
  });

  it('reads quotes, line breaks inside them, blank rows and the sep= line at their place', () => {
    expect(texts(Buffer.from('a,"b ""x""\ny"\n\n"c"d,\n'))).toEqual([['a', 'b "x"\ny'], [], ['cd']]);
    expect(texts(Buffer.from('sep=;\na;b,c'))).toEqual([[], ['a', 'b,c']]);
    expect(() => texts(Buffer.from('a\n"b'))).toThrow(
      expect.objectContaining({ code: 'spreadsheet-quote-open', params: { row: 2 } }),
    );
  });

  it('keeps codes and leading zeros as text', () => {
    expect(texts(Buffer.from('914403001234567890,0012'))).toEqual([['914403001234567890', '0012']]);
  });
});
