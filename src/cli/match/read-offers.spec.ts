import { FinancingWords } from '../../domains/financing/matching/match-words.js';
import { projectWords } from '../../platform/i18n/i18n.module.js';
import { readWorkbook } from '../../platform/spreadsheet/read-workbook.js';
import { readOffers } from './read-offers.js';

const tiers =
  '产品编号,档位代码,档位名称,最低额度,最高额度\nCP-1,t,信用,50,300\nCP-2,t,信用,50,300\nCP-3,t,信用,50,300\n';
const criteria = '产品编号,事实,算符,值\nCP-1,金额,不低于,10\n';

async function read(products: string) {
  const parts = { 产品: products, 档位: tiers, 条件: criteria };
  const sheets = await Promise.all(
    Object.entries(parts).map(async ([name, csv]) => {
      const { sheets: found } = await readWorkbook(Buffer.from(csv), `${name}.csv`);
      return { name, rows: found[0]?.rows ?? [] };
    }),
  );
  return readOffers(new FinancingWords(projectWords()).in('zh-CN'), 'offers.xlsx', { sheets });
}

test('a product’s total is read in 万元, a blank one is none, and one that cannot be read leaves the product out', async () => {
  const { offers, problems } = await read(
    '产品编号,机构,产品名称,可用额度(万元)\nCP-1,甲银行,一,200\nCP-2,甲银行,二,\nCP-3,甲银行,三,很多\n',
  );
  expect(offers.map(({ offer }) => [offer.number, offer.capacity, offer.taken])).toEqual([
    ['CP-1', 200_000_000, 0],
    ['CP-2', null, 0],
  ]);
  expect(problems).toEqual([{ file: 'offers.xlsx', at: '产品!4', code: 'value-unreadable', text: '很多' }]);
});
