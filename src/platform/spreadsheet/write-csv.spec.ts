import { parseCsv } from './csv.js';
import { writeCsv } from './write-csv.js';

describe('writeCsv', () => {
  test('is read back as it was written, quotes, commas and lines in cells too', () => {
    const rows = [
      ['机构', '金额（万元）'],
      ['东湖银行"城东", 一部', '1200.5'],
      ['两\n行', '-3'],
    ];
    const [sheet] = parseCsv(writeCsv(rows), 'a.csv');
    expect(sheet?.rows.map((row) => row.map(({ text }) => text))).toEqual(rows);
  });
  test('leaves no formula, whoever named an institution', () => {
    expect(writeCsv([['=1+1', '@SUM(A1)', '3']]).toString()).toBe("\u{feff}'=1+1,'@SUM(A1),3\r\n");
  });
});
