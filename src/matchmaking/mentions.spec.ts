import { mentionedIn } from './mentions.js';

const people = [
  { id: 'lin', name: '林晓敏' },
  { id: 'short', name: '王志' },
  { id: 'wang', name: '王志远' },
  { id: 'namesake', name: '王志远' },
  { id: 'ann', name: 'Ann Lee' },
];

describe('names in a note', () => {
  it.each([
    ['请 @林晓敏 看一下', ['lin']],
    ['＠林晓敏，@Ann Lee：明天', ['lin', 'ann']],
    ['@王志远', ['wang', 'namesake']],
    ['@王志 和 @王志远', ['short', 'wang', 'namesake']],
    ['林晓敏 说过，写信到 a@example.com', []],
    ['@@林晓敏', ['lin']],
    ['@ 林晓敏', []],
    ['', []],
  ])('%s', (text, told) => {
    expect(mentionedIn(text, people)).toEqual(told);
  });
});
