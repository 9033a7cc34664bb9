import { isCovered, skillCoverage } from './skill-coverage.js';

const module_ = (name: string, ...skills: [string, number][]) => ({
  name,
  skills: skills.map(([skill, level]) => ({ name: skill, level })),
});

describe('the coverage of skills', () => {
  it('asks for the level of the most demanding firm', () => {
    const demands = [
      { seats: 8, skills: [{ name: 'PLC 编程', level: 2 }] },
      {
        seats: 5,
        skills: [
          { name: 'plc编程', level: 3 },
          { name: '质检', level: 1 },
        ],
      },
    ];
    const half = skillCoverage(demands, [module_('电气控制', ['ＰＬＣ编程', 2]), module_('品管', ['质检', 2])]);
    expect(half.skills).toEqual([
      { name: 'PLC 编程', level: 3, seats: 13, taught: 2, modules: ['电气控制'] },
      { name: '质检', level: 1, seats: 5, taught: 2, modules: ['品管'] },
    ]);
    expect(half).toMatchObject({ covered: 1, percent: 50 });
    expect(skillCoverage(demands, [module_('电气控制', ['PLC编程', 3]), module_('品管', ['质检', 1])]).percent).toBe(
      100,
    );
  });

  it('is unknown where nothing is asked for, and never said to be whole when a part is missing', () => {
    expect(skillCoverage([], [module_('a', ['b', 1])]).percent).toBeNull();
    const skills = Array.from({ length: 201 }, (_, i) => ({ name: `s${i}`, level: 1 }));
    const taught = skills.slice(1).map(({ name }) => [name, 4] as [string, number]);
    expect(skillCoverage([{ seats: 1, skills }], [module_('m', ...taught)]).percent).toBe(99);
  });

  it('never falls when a module is added, and counts a firm once for a skill it names twice', () => {
    const demands = [
      {
        seats: 4,
        skills: [
          { name: 'a', level: 2 },
          { name: 'A', level: 1 },
          { name: 'b', level: 4 },
        ],
      },
    ];
    let before = -1;
    for (const modules of [[], [module_('x', ['a', 1])], [module_('x', ['a', 1]), module_('y', ['a', 4])]]) {
      const { skills, covered } = skillCoverage(demands, modules);
      expect(skills.find(({ name }) => name === 'a')?.seats).toBe(4);
      expect(skills.filter(isCovered)).toHaveLength(covered);
      expect(covered).toBeGreaterThanOrEqual(before);
      before = covered;
    }
  });
});
