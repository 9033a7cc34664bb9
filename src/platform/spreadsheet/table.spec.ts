import { EMPTY, textCell, type Sheet } from './cell.js';
import { readFirstTable, readTable } from './table.js';

const sheet = (...rows: (string | undefined)[][]): Sheet => ({
  name: '需求',
  rows: rows.map((row) => row.map((value) => (value === undefined ? EMPTY : textCell(value)))),
});
const COLUMNS = [
  { key: 'name', header: '企业名称', aliases: ['单位名称', '公司'], required: true },
  { key: 'amount', header: '融资额度（万元）', aliases: ['额度'], required: true },
  { key: 'contact', header: '联系人', aliases: ['联系人姓名'] },
  { key: 'phone', header: '联系电话', aliases: ['联系人电话', '手机号'] },
];
const values = (table: ReturnType<typeof readTable>) =>
  table.rows.map((row) => [row.row, row.cells.name?.text, row.cells.amount?.text]);

describe('reading a table', () => {
  it('keeps columns of one name apart, so that neither is lost', () => {
    const table = readTable(sheet(['企业名称', '额度', '备注', '备注'], ['恒沃', '5', '甲', '乙']), COLUMNS);
    expect(table.unknown.map(({ header }) => header)).toEqual(['备注', '备注 (2)']);
    expect(table.rows).toMatchObject([{ other: { 备注: { text: '甲' }, '备注 (2)': { text: '乙' } } }]);
  });

  it('finds the header below titles, columns moved, unknown ones kept aside', () => {
    const table = readTable(
      sheet(
        ['2027 年春季融资需求', '2027 年春季融资需求'],
        [],
        ['填报单位：', '高新区'],
        ['序号', '手机号', ' 额度\n(万元) ', '企 业 名 称*', ''],
        ['1', '138', '500', '恒沃', '备注在此'],
      ),
      COLUMNS,
    );
    expect(table.headerRow).toBe(4);
    expect(table.found).toEqual([
      { key: 'name', index: 3, header: '企 业 名 称*' },
      { key: 'amount', index: 2, header: '额度\n(万元)', unit: '万元' },
      { key: 'phone', index: 1, header: '手机号' },
    ]);
    expect(table.missing.map((column) => column.key)).toEqual(['contact']);
    expect(table.unknown).toEqual([
      { index: 0, header: '序号' },
      { index: 4, header: '(E)' },
    ]);
    expect(table.rows).toMatchObject([
      {
        row: 5,
        cells: { name: { text: '恒沃' }, contact: { kind: 'empty' } },
        other: { 序号: { text: '1' }, '(E)': { text: '备注在此' } },
      },
    ]);
  });

  it('joins a header of two levels', () => {
    const table = readTable(
      sheet(
        ['单位名称', '额度', '联系人', '联系人'],
        ['单位名称', undefined, '姓名', '电话'],
        ['恒沃', '500', '林', '138'],
      ),
      COLUMNS,
    );
    expect(table.found.map(({ key, header }) => [key, header])).toEqual([
      ['name', '单位名称'],
      ['amount', '额度'],
      ['contact', '联系人姓名'],
      ['phone', '联系人电话'],
    ]);
    expect(table.rows).toMatchObject([{ row: 3, cells: { contact: { text: '林' }, phone: { text: '138' } } }]);
  });

  it('never takes the first data row for a second header level', () => {
    expect(
      values(readTable(sheet(['企业名称', '额度', '联系人'], ['恒沃', undefined, undefined], ['安禾', '5']), COLUMNS)),
    ).toEqual([
      [2, '恒沃', ''],
      [3, '安禾', '5'],
    ]);
  });

  it('reads full-width forms, and prefers the column with the unit asked for', () => {
    const table = readTable(sheet(['公司', '融资额度（元）', '融资额度(万元)'], ['恒沃', '5000000', '500']), COLUMNS);
    expect(values(table)).toEqual([[2, '恒沃', '500']]);
    expect(table.unknown).toEqual([{ index: 1, header: '融资额度（元）' }]);
    const wide = readTable(sheet(['Ｎａｍｅ', 'AMOUNT'], ['x', '1']), [
      { key: 'n', header: 'name' },
      { key: 'a', header: 'Amount' },
    ]);
    expect(wide.found).toHaveLength(2);
  });

  it('passes over 100 blank rows in the middle and at the end', () => {
    const blank = Array.from({ length: 100 }, () => [undefined, ' ']);
    const table = readTable(sheet(['企业名称', '额度'], ['甲', '1'], ...blank, ['乙', '2'], ...blank), COLUMNS);
    expect(values(table)).toEqual([
      [2, '甲', '1'],
      [103, '乙', '2'],
    ]);
  });

  it('leaves out samples, merged notes and repeated headers, and says so', () => {
    const note = '注：金额以万元计';
    const table = readTable(
      sheet(
        ['企业名称', '额度', '联系人'],
        ['【示例】某某公司', '5', '张'],
        ['甲', '1', '李'],
        ['企业名称', '额度', '联系人'],
        [note, note, note],
      ),
      COLUMNS,
      { sampleMarks: ['【示例】', '[Example]'] },
    );
    expect(values(table)).toEqual([[3, '甲', '1']]);
    expect(table.skipped).toEqual([
      { row: 2, text: '【示例】某某公司' },
      { row: 4, text: '企业名称' },
      { row: 5, text: note },
    ]);
  });

  it('says which columns it looked for when there is no header', () => {
    const far = Array.from({ length: 15 }, () => ['x']);
    expect(() => readTable(sheet(...far, ['企业名称', '额度']), COLUMNS)).toThrow(
      expect.objectContaining({
        code: 'spreadsheet-header-not-found',
        params: { sheet: '需求', expected: '企业名称、融资额度（万元）、联系人、联系电话' },
      }),
    );
  });

  it('takes the first sheet that holds the table', () => {
    const table = readFirstTable(
      [sheet(['填表说明']), { ...sheet(['企业名称', '额度'], ['甲', '1']), name: '二' }],
      COLUMNS,
    );
    expect(table).toMatchObject({ sheet: '二', rows: [{ row: 2 }] });
    expect(() => readFirstTable([], COLUMNS)).toThrow('spreadsheet-empty');
  });
});
