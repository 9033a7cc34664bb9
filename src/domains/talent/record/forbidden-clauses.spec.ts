import { forbiddenIn, forbiddenRules } from './forbidden-clauses.js';

const rulesIn = (text: string): string[] => forbiddenIn(new Map([['other', text]]), []).map(({ rule }) => rule);

describe('clauses that no agreement may hold', () => {
  it.each([
    ['学生入班时交押金 500 元', 'deposit'],
    ['每名学生向甲方缴纳风险金', 'deposit'],
    ['学生自行承担培训费', 'training-fee'],
    ['学生须提供担保', 'surety'],
    ['实习期间由甲方代为保管学生身份证', 'documents'],
    ['毕业证交由甲方代管至服务期满', 'documents'],
    ['学生未满服务期离职的，应支付违约金三万元', 'penalty'],
    ['服务期内离职，违约金由学生承担', 'penalty'],
    ['由劳务派遣公司管理实习，按人头费结算', 'agency'],
  ])('%s', (text, rule) => {
    expect(rulesIn(text)).toContain(rule);
  });

  it.each([
    '甲方不得向学生收取押金、培训费或其他费用',
    '禁止扣押学生证件',
    '甲方不要求学生提供担保',
    '免收培训费',
    '甲方逾期支付的，向乙方支付违约金',
    '甲方按期支付实习报酬，不得低于试用期工资的 80%',
  ])('leaves alone: %s', (text) => {
    expect(rulesIn(text)).toEqual([]);
  });

  it('cites the rule in both languages and says where it stands', () => {
    const [found] = forbiddenIn(new Map([['payment', '学生交押金']]), []);
    expect(found).toMatchObject({ rule: 'deposit', clause: 'payment', excerpt: '押金' });
    expect(found?.law['zh-CN']).toContain('教职成〔2021〕4号');
    expect(found?.law.en).toContain('no. 4');
  });

  it('counts what was ticked, with and without words for it', () => {
    expect(forbiddenRules).toHaveLength(6);
    for (const rule of forbiddenRules) expect(forbiddenIn(new Map(), [rule])).toMatchObject([{ rule, clause: null }]);
    expect(forbiddenIn(new Map(), ['nothing'])).toEqual([]);
  });
});
