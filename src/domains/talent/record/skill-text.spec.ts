import { skillsIn, skillText } from './skill-text.js';

describe('skills as people type them', () => {
  it('reads a level that stands apart', () => {
    expect(skillsIn('PLC 编程 3、CAD，质检（1）;ISO9001')).toEqual([
      { name: 'PLC 编程', level: 3 },
      { name: 'CAD', level: 2 },
      { name: '质检', level: 1 },
      { name: 'ISO9001', level: 2 },
    ]);
  });

  it('writes what it reads back', () => {
    const skills = [
      { name: '5S 管理', level: 4 },
      { name: 'a', level: 1 },
    ];
    expect(skillsIn(skillText(skills, '、'))).toEqual(skills);
    expect(skillsIn(skillText(skills, ', '))).toEqual(skills);
  });
});
