import { projectWords } from '../../platform/i18n/i18n.module.js';
import { textCell, type Cell } from '../../platform/spreadsheet/cell.js';
import { columnReader } from './column-readers.js';
import { choice, enterpriseChoices } from './enterprise-choices.js';
import type { ColumnLayout } from './import-layout.js';
import { readLayout } from './import-layout.js';

const words = projectWords();
const number = (raw: number): Cell => ({ text: String(raw), raw, kind: 'number' });
const value = (expected: unknown) => ({ ok: true, value: expected });

/** The reader of a real column. */
function reader(kind: string, key: string, choices = {}) {
  const column = readLayout(kind)
    .sheets.flatMap(({ columns }) => columns)
    .find((one) => one.key === key);
  if (!column) throw new Error(`no column ${key}`);
  return columnReader(words, column as ColumnLayout, { ...enterpriseChoices, ...choices });
}

describe('columns of imports', () => {
  it.each([
    ['500', undefined, 500_000_000],
    ['５００', undefined, 500_000_000],
    ['1,200.5 万元', undefined, 1_200_500_000],
    ['5000000', '元', 500_000_000],
    ['500万', '元', 500_000_000],
    ['0.12亿', undefined, 1_200_000_000],
    ['500', '含税', 500_000_000],
  ])('read the amount %s under a header in %s', (typed, unit, fen) => {
    expect(reader('needs', 'amount')(textCell(typed), { unit })).toEqual(value(fen));
  });

  it('refuse amounts out of reach, and read losses', () => {
    expect(reader('needs', 'amount')(textCell('0.0005'))).toMatchObject({ code: 'amount-below', params: { min: 1 } });
    expect(reader('needs', 'amount')(textCell('900000000'))).toMatchObject({ code: 'amount-above' });
    expect(reader('needs', 'amount')(textCell('一百二十'))).toMatchObject({ code: 'amount-not-a-number' });
    for (const loss of ['-12.5', '（12.5）', '－12.5'])
      expect(reader('enterprise-years', 'netProfit')(textCell(loss))).toEqual(value(-12_500_000));
  });

  it('ask whether the unit was mistaken, when that gives a usual amount', () => {
    const amount = reader('needs', 'amount');
    const guess = (typed: string, meant: string) => ({ code: 'amount-unit-guess', params: { typed, meant } });
    expect(amount(textCell('５，０００，０００'))).toMatchObject(guess('5,000,000', '500'));
    expect(amount(number(1_200_000))).toMatchObject(guess('1,200,000', '120'));
    expect(amount(textCell('0.5'))).toMatchObject(guess('0.5', '5,000'));
  });

  it('ask once about an amount that is possible, but not usual', () => {
    const amount = reader('needs', 'amount');
    const odd = (typed: string) => ({ code: 'amount-unusual', params: { typed, least: '10', most: '5,000' } });
    expect(amount(textCell('8000'))).toMatchObject(odd('8,000'));
    expect(amount(textCell('9.99万元'))).toMatchObject(odd('9.99'));
    expect(amount(textCell('100000'))).toMatchObject({ code: 'amount-unusual', params: { meant: '10' } });
    for (const [typed, fen] of [
      ['8000', 8_000_000_000],
      ['1', 1_000_000],
      ['100000', 100_000_000_000],
    ] as const)
      expect(amount(textCell(typed), { asIs: true })).toEqual(value(fen));
    for (const typed of ['10', '5000']) expect(amount(textCell(typed)).ok).toBe(true);
    expect(amount(textCell('100001'), { asIs: true })).toMatchObject({ code: 'amount-unit-guess' });
    expect(amount(textCell('0.5'), { asIs: true }).ok).toBe(false);
  });

  it('tell a code that became a number from one that is mistyped', () => {
    const code = reader('enterprises', 'creditCode');
    expect(code(textCell(' 91350502ma00x00157 '))).toEqual(value('91350502MA00X00157'));
    expect(code(number(913_505_020_000_000_000))).toMatchObject({ code: 'code-stored-as-number' });
    expect(code(textCell('9.13505E+17'))).toMatchObject({ code: 'code-stored-as-number' });
    expect(code(textCell('123456789012345000'))).toMatchObject({ code: 'code-stored-as-number' });
    expect(code(textCell('91350502MA00X00158'))).toMatchObject({ code: 'credit-code-check-18' });
    expect(code(textCell('91350502'))).toMatchObject({ code: 'cell-identifier' });
  });

  it('read titles with the last day of their certificates, and "none" as none', () => {
    const titles = reader('enterprises', 'qualifications');
    expect(titles(textCell('高新技术企业(2027-11-30)；专精特新“小巨人”企业（2028年6月30日）、瞪羚'))).toEqual(
      value([
        { code: 'high-tech', validUntil: '2027-11-30' },
        { code: 'little-giant', validUntil: '2028-06-30' },
        { code: 'gazelle', validUntil: null },
      ]),
    );
    expect(titles(textCell('无'))).toEqual(value([]));
    expect(titles(textCell(''))).toEqual(value(undefined));
    expect(titles(textCell('高企(2027-02-30)'))).toMatchObject({ code: 'cell-day-unreal' });
    expect(titles(textCell('独角兽'))).toMatchObject({ code: 'choice-unknown', params: { value: '独角兽' } });
  });

  it('read options by word in either language, by other words, and by code', () => {
    const channel = reader('needs', 'channel', { channel: choice('channel', ['self', 'visit']) });
    for (const word of ['走访摸排', '走访', 'Visit', 'visit', ' 走访 摸排 '])
      expect(channel(textCell(word))).toEqual(value('visit'));
    const guarantees = reader('needs', 'guarantees', {
      guarantees: { codes: ['credit', 'plant-land-mortgage'], words: 'fact.guarantees' },
    });
    expect(guarantees(textCell('纯信用；厂房/土地抵押'))).toEqual(value(['credit', 'plant-land-mortgage']));
  });

  it('read places by name, by code, and by the names in use', () => {
    expect(reader('enterprises', 'park')(textCell('海天产业园'))).toEqual(value('haitian'));
    expect(reader('enterprises', 'park')(textCell('园区外'))).toEqual(value('outside'));
    expect(reader('enterprises', 'park')(textCell('月球园'))).toMatchObject({ code: 'park-unknown' });
    expect(reader('enterprises', 'industry')(textCell('C3976'))).toEqual(value('3976'));
    expect(reader('enterprises', 'industry')(number(3976))).toEqual(value('3976'));
    expect(reader('enterprises', 'industry')(textCell('制造'))).toMatchObject({ code: 'industry-unknown' });
    expect(reader('enterprises', 'region')(textCell('350502000'))).toEqual(value('350502'));
    expect(reader('enterprises', 'region')(textCell('泉州'))).toMatchObject({ code: 'region-unknown' });
  });

  it('read telephones and mails as people write them', () => {
    expect(reader('needs', 'contactMobile')(textCell('+86 138-0000-0001'))).toEqual(value('13800000001'));
    expect(reader('needs', 'contactMobile')(textCell('1386000'))).toMatchObject({
      code: 'mobile',
      params: { digits: 7 },
    });
    expect(reader('enterprises', 'contactMobile')(textCell('0595-22000000'))).toEqual(value('059522000000'));
    expect(reader('enterprises', 'contactMail')(textCell('a@example'))).toMatchObject({ code: 'mail' });
  });
});
