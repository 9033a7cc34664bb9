import fc from 'fast-check';
import iconv from 'iconv-lite';
import { parseCsv } from './csv.js';
import { writeCsv } from './write-csv.js';

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

describe('writing CSV', () => {
  it('starts with a byte order mark and writes the kinds as people read them', () => {
    const kinds = ['text', 'number', 'money-wan', 'percent', 'day', 'datetime'] as const;
    const bytes = writeCsv({
      columns: kinds.map((kind) => ({ key: kind, header: kind, kind })),
      rows: [
        {
          text: '=1+1',
          number: -3,
          'money-wan': 500_000_000,
          percent: 34_500,
          day: '2027-03-15',
          datetime: new Date('2027-03-15T01:30:00Z'),
        },
      ],
    });
    expect(bytes.toString()).toBe(
      '\uFEFFtext,number,money-wan,percent,day,datetime\r\n"\'=1+1",-3,500,3.45%,2027-03-15,2027-03-15 09:30\r\n',
    );
  });

  it('gives back any text, and writes none that a spreadsheet program would compute', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', "'=", "''+", '"'), fc.string())
        .map((parts) => parts.join('')),
    );
    const columns = ['text', 'end'].map((key) => ({ key, header: 'h', kind: 'text' as const }));
    fc.assert(
      fc.property(hostile, (text) => {
        const bytes = writeCsv({ columns, rows: [{ text, end: '.' }] });
        expect(texts(bytes)?.[1]).toEqual([text, '.']);
        expect(bytes.toString().slice('\uFEFFh,h\r\n'.length)).not.toMatch(/^"?[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 1000 },
    );
  });
});
