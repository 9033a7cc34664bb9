import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { readTable } from '../../src/platform/spreadsheet/table.js';
import { inline, makeZip, workbookEntries } from './zip-maker.js';

const read = async (...args: Parameters<typeof workbookEntries>) =>
  (await readWorkbook(makeZip(workbookEntries(...args)))).sheets;
const texts = async (...args: Parameters<typeof workbookEntries>) =>
  (await read(...args)).map((sheet) => sheet.rows.map((row) => row.map((cell) => cell.text)));

describe('workbooks as Excel and WPS write them', () => {
  it('shows numbers as people see them, with hidden decimals kept and 15 digits', async () => {
    const formats = ['0.00%', '000000', '#,##0.00', '"约"0', '0'];
    const cells = [
      ['A1', 1, '0.0345'],
      ['B1', 2, '50301'],
      ['C1', 3, '1234.567'],
      ['D1', 0, '0.30000000000000004'],
      ['E1', 0, '13800138000'],
      ['F1', 5, '914403001234567890'],
      ['G1', 0, '5.0000000000000001E-2'],
      ['H1', 4, '7'],
    ];
    const data = `<row r="1">${cells.map(([r, s, v]) => `<c r="${r}" s="${s}"><v>${v}</v></c>`).join('')}</row>`;
    const [[row] = []] = await texts([{ data }], { formats });
    expect(row).toEqual(['3.45%', '050301', '1234.567', '0.3', '13800138000', '9.14403E+17', '0.05', '7']);
    const [sheet] = await read([{ data }], { formats });
    expect(sheet?.rows[0]?.map((cell) => cell.kind)).toEqual(Array(8).fill('number'));
    expect(sheet?.rows[0]?.[0]?.raw).toBe(0.0345);
  });

  it('knows dates by every format, also the Chinese built-in ones that files never spell out', async () => {
    const formats = [
      14,
      31,
      57,
      58,
      27,
      'yyyy"年"m"月"d"日"',
      '[$-804]yyyy/m/d;@',
      'yyyy-mm-dd hh:mm:ss',
      'h:mm',
      '0.00\\m',
      '#,##0_);[Red]\\(#,##0\\)',
    ];
    const values = [
      '46461',
      '46461',
      '46461',
      '46461',
      '46461',
      '46461',
      '46461',
      '46461.354166666664',
      '0.354166666666667',
      '46461',
      '46461',
    ];
    const data = `<row r="1">${values.map((v, i) => `<c r="${String.fromCharCode(65 + i)}1" s="${i + 1}"><v>${v}</v></c>`).join('')}</row>`;
    const [sheet] = await read([{ data }], { formats });
    const cells = sheet?.rows[0] ?? [];
    expect(cells.slice(0, 7)).toEqual(Array(7).fill({ text: '2027-03-15', raw: '2027-03-15', kind: 'date' }));
    expect(cells[7]).toEqual({ text: '2027-03-15 08:30', raw: '2027-03-15T08:30:00', kind: 'date' });
    expect(cells[8]).toEqual({ text: '08:30', raw: '08:30:00', kind: 'date' });
    expect(cells.slice(9)).toEqual(Array(2).fill({ text: '46461', raw: 46461, kind: 'number' }));
  });

  it('counts from 1904 where the workbook says so', async () => {
    const entries = workbookEntries([{ data: '<row r="1"><c r="A1" s="1"><v>44999</v></c></row>' }], {
      formats: [14],
    }).map((entry) =>
      entry.name === 'xl/workbook.xml'
        ? { ...entry, content: String(entry.content).replace('<sheets>', '<workbookPr date1904="1"/><sheets>') }
        : entry,
    );
    expect((await readWorkbook(makeZip(entries))).sheets[0]?.rows[0]?.[0]?.text).toBe('2027-03-15');
  });

  it('takes cached values of formulas, also shared ones and ones without a value', async () => {
    const data =
      '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="C1" t="b"><f>1=1</f><v>1</v></c><c r="D1" s="1"><f>TODAY()</f><v>46461</v></c></row>' +
      '<row r="2"><c r="A2"><f t="shared" si="0"/><v>3</v></c><c r="B2"><f>X()</f></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>';
    const [sheet] = await read([{ data }], { formats: [14] });
    expect(sheet?.rows.map((row) => row.map((cell) => [cell.kind, cell.text]))).toEqual([
      [
        ['number', '2'],
        ['text', 'ab'],
        ['boolean', 'TRUE'],
        ['date', '2027-03-15'],
      ],
      [
        ['number', '3'],
        ['empty', ''],
        ['error', '#DIV/0!'],
      ],
    ]);
  });

  it('joins rich text, leaves pinyin out, and unescapes what Excel escapes', async () => {
    const strings = [
      '<r><t>恒沃</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 纺织</t></r>',
      '<t>林</t><rPh sb="0" eb="1"><t>lin</t></rPh>',
      '<t>a_x000D_\nb &amp;lt;</t>',
      '<t></t>',
    ];
    const data = `<row r="1">${strings.map((_, i) => `<c r="${'ABCD'[i]}1" t="s"><v>${i}</v></c>`).join('')}${inline('E1', '末')}</row>`;
    expect(await texts([{ data }], { strings })).toEqual([[['恒沃 纺织', '林', 'a\r\nb &lt;', '', '末']]]);
  });

  it('skips hidden sheets and keeps the order and names of the others', async () => {
    const data = `<row r="1">${inline('A1', 'x')}</row>`;
    const sheets = await read([
      { name: '乙&amp;丙', data },
      { name: 'h', state: 'hidden', data },
      { name: '_lists', state: 'veryHidden', data },
      { name: '甲', data },
    ]);
    expect(sheets.map((sheet) => sheet.name)).toEqual(['乙&丙', '甲']);
  });

  it('expands merged cells, and reads a table with a header of two levels through them', async () => {
    const data =
      `<row r="1">${inline('A1', '春季需求')}</row><row r="2">${inline('A2', '企业名称')}${inline('B2', '联系人')}<c r="C2"/></row>` +
      `<row r="3"><c r="A3"/>${inline('B3', '姓名')}${inline('C3', '电话')}</row><row r="4">${inline('A4', '恒沃')}${inline('B4', '林')}${inline('C4', '1')}</row><row r="5">${inline('B5', '陈')}${inline('C5', '2')}</row>`;
    const after =
      '<mergeCells count="4"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="A4:A5"/></mergeCells>';
    const [sheet] = await read([{ data, after }]);
    expect(sheet?.rows[0]?.map((cell) => cell.text)).toEqual(['春季需求', '春季需求', '春季需求']);
    const table = readTable(sheet ?? { name: '', rows: [] }, [
      { key: 'name', header: '企业名称' },
      { key: 'who', header: '联系人姓名' },
      { key: 'phone', header: '电话' },
    ]);
    expect(table.rows.map(({ row, cells }) => [row, cells.name?.text, cells.who?.text, cells.phone?.text])).toEqual([
      [4, '恒沃', '林', '1'],
      [5, '恒沃', '陈', '2'],
    ]);
  });

  it('applies merges to the sheet they belong to', async () => {
    const data = `<row r="1">${inline('A1', 'x')}</row><row r="2">${inline('B2', 'y')}</row>`;
    expect(await texts([{ data }, { data, after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>' }])).toEqual([
      [['x'], ['', 'y']],
      [
        ['x', 'x'],
        ['', 'y'],
      ],
    ]);
  });

  it('is quick with 300,000 blank styled cells and rows down to 1,048,576', async () => {
    const blank = Array.from(
      { length: 30_000 },
      (_, i) =>
        `<row r="${1_018_576 + i}" s="1">${'ABCDEFGHIJ'.replace(/./g, `<c r="$&${1_018_576 + i}" s="1"/>`)}</row>`,
    ).join('');
    const [sheet] = await read([{ data: `<row r="1">${inline('A1', '企业')}<c r="XFD1" s="1"/></row>${blank}` }], {
      formats: [14],
    });
    expect(sheet?.rows).toHaveLength(1);
    expect(sheet?.rows[0]).toHaveLength(1);
  });

  it('reads prefixed XML and sheets of other names, as .NET libraries write them', async () => {
    const entries = workbookEntries([{ data: `<row r="1">${inline('A1', '企业')}</row>` }]).map(
      ({ name, content }) => ({
        name: name.replace('sheet1.xml', 'Data.xml'),
        content: /sheet1|workbook\.xml$/.test(name)
          ? String(content)
              .replace(/<(\/?)(?=[a-zA-Z])/g, '<$1x:')
              .replace('xmlns=', 'xmlns:x=')
          : String(content).replace('worksheets/sheet1.xml', '/xl/worksheets/Data.xml'),
      }),
    );
    const { sheets } = await readWorkbook(makeZip(entries));
    expect(sheets).toMatchObject([{ name: 'Sheet1', rows: [[{ text: '企业' }]] }]);
  });

  it('names the sheet of a CSV file after the file', async () => {
    const { sheets } = await readWorkbook(Buffer.from('a,b'), 'C:/x/用工需求.csv');
    expect(sheets).toMatchObject([{ name: '用工需求', rows: [[{ text: 'a' }, { text: 'b' }]] }]);
  });
});
