import { pinyin } from 'pinyin-pro';

/**
 * What searches for an organisation look through: its name as it is compared, then its pinyin and the initials of that,
 * so that 匠台机械 is found by 匠台, by `jiangtai` and by `jtjx`. A character with several readings has the one that
 * its neighbours ask for. Blanks part the three; the name comes as `nameKey` makes it, like the query, without any.
 */
export function searchText(key: string): string {
  const parts = pinyin(key, { type: 'all', toneType: 'none', v: true, nonZh: 'consecutive' });
  if (!parts.some(({ isZh }) => isZh)) return key;
  const spelled = parts.map((part) => (part.isZh ? part.pinyin : part.origin));
  const initials = parts.map((part) => (part.isZh ? part.pinyin.slice(0, 1) : part.origin));
  return [key, spelled.join(''), initials.join('')].join(' ');
}
