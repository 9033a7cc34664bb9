import { nameKey } from './organisations.js';
import { searchText } from './search-text.js';

const finds = (name: string, query: string) => searchText(nameKey(name)).includes(nameKey(query));

describe('the search text of a name', () => {
  it.each([
    ['匠台机械（示例）', '匠台机械(示例) jiangtaijixie(shili) jtjx(sl)'],
    ['吕氏ABC-5 科技', '吕氏abc-5科技 lvshiabc-5keji lsabc-5kj'],
    ['Seaside Mills', 'seasidemills'],
  ])('%s is %s', (name, text) => expect(searchText(nameKey(name))).toBe(text));

  it.each([
    ['匠台机械', 'jtjx', true],
    ['匠台机械', 'JiangTai', true],
    ['匠台机械', 'jiang tai ji', true],
    ['匠台机械', '匠台', true],
    ['重庆长城仪表', 'chongqingchangcheng', true],
    ['厦门银行', 'xmyh', true],
    ['匠台机械', 'tjjx', false],
    ['匠台机械', 'xiejt', false], // the end of one part and the beginning of the next
  ])('%s by %s: %s', (name, query, found) => expect(finds(name, query)).toBe(found));
});
