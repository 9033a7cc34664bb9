import { unlawfulIn } from './unlawful-conditions.js';

const rulesIn = (text: string) => unlawfulIn(text).map(({ rule }) => rule);

it.each([
  ['限男性', ['sex']],
  ['只招女工，能倒班', ['sex']],
  ['男性优先', ['sex']],
  ['性别要求：女', ['sex']],
  ['要求女性，已婚已育', ['sex', 'marriage']],
  ['限泉州市户籍', ['residence']],
  ['本地户口优先', ['residence']],
  ['不招河南人', ['region']],
  ['限汉族', ['ethnicity']],
  ['无宗教信仰', ['religion']],
  ['无传染病史，乙肝携带者勿扰', ['health']],
  ['入职交押金 500 元', ['fees']],
  ['扣押身份证', ['fees']],
  ['３５岁以下', ['age']],
  ['年龄 18-35 周岁', ['age']],
])('finds what %s forbids', (text, rules) => {
  expect(new Set(rulesIn(text))).toEqual(new Set(rules));
});

it.each([
  '男女不限，服从倒班',
  '性别不限；户籍不限；年龄不限',
  '不限户籍，提供食宿',
  '能看懂图纸，有数控车床操作经验',
  '无押金，不收培训费',
  '女装打版，男鞋设计',
  '负责男装面料检测',
  '本科及以上学历，机械类专业',
])('leaves %s alone', (text) => expect(rulesIn(text)).toEqual([]));

it('names the article, the words, and whether it stops', () => {
  expect(unlawfulIn('限女，35岁以下')).toEqual([
    expect.objectContaining({ rule: 'sex', severity: 'stop', excerpt: '限女' }),
    expect.objectContaining({ rule: 'age', severity: 'warn', excerpt: '35岁以下' }),
  ]);
  expect(unlawfulIn('限女')[0]?.law['zh-CN']).toContain('就业促进法');
});

it('ends in no time on a long text', () => {
  const started = performance.now();
  unlawfulIn('不招'.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(5_000); // a pattern that backtracks would take hours
});
