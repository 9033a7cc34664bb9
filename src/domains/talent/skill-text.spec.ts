import { skillsIn, skillText, wantedSkillsIn, wantedSkillText } from './skill-text.js';

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

  it('tells what a firm must have from what is welcome', () => {
    const skills = [
      { name: 'PLC 编程', level: 3, must: true },
      { name: '英语', level: 2, must: false },
      { name: '焊工证', level: 4, must: false },
    ];
    expect(wantedSkillsIn('PLC 编程 3、英语（加分）、焊工证 4 (Nice)')).toEqual(skills);
    for (const locale of ['zh-CN', 'en'] as const)
      expect(wantedSkillsIn(wantedSkillText(skills, locale === 'en' ? ', ' : '、', locale))).toEqual(skills);
  });
});
