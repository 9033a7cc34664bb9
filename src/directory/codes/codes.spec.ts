import { isDay } from '../../kernel/day.js';
import { sectionOf } from '../../kernel/industry-code.js';
import { CodeList } from './code-list.js';
import { declineReasons, departments } from './decline-reasons.js';
import { educationLevels, reachesLevel } from './education-levels.js';
import { industries, nearestIndustry } from './industries.js';
import { lprChanges, lprOn } from './lpr.js';
import { majorCategories, majors, nearMajorsOf } from './majors.js';
import { parks } from './parks.js';
import { regions } from './regions.js';

const lists: [string, CodeList<{ code: string; name: string; en?: string; parent?: string }>][] = [
  ['industries', industries],
  ['regions', regions],
  ['parks', parks],
  ['education levels', educationLevels],
  ['decline reasons', declineReasons],
  ['departments', departments],
  ['major categories', majorCategories],
  ['majors', majors],
];

describe.each(lists)('%s', (_name, list) => {
  it('say where they come from and how sure they are', () => {
    expect(list.origin.source).not.toBe('');
    expect(list.origin.version).not.toBe('');
    expect(['V', 'S', 'M']).toContain(list.origin.verified);
  });
  it('name every code in both languages', () => {
    for (const { name, en } of list.entries) {
      expect(name).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z][\x20-\x7e’]+$/);
    }
  });
  it('lie under their parents', () => {
    for (const { code, parent } of list.entries) {
      if (parent !== undefined) expect(list.isUnder(code, parent) && !list.isUnder(parent, code)).toBe(true);
    }
  });
});

describe('industries', () => {
  const ofLevel = (level: string) => industries.entries.filter((entry) => entry.level === level);
  it('are the 20 sections A-T and the 97 divisions 01-97', () => {
    expect(ofLevel('section').map(({ code }) => code)).toEqual('ABCDEFGHIJKLMNOPQRST'.split(''));
    expect(ofLevel('division').map(({ code }) => code)).toEqual(
      Array.from({ length: 97 }, (_, n) => String(n + 1).padStart(2, '0')),
    );
  });
  it('put each division into the section that the kernel puts it into', () => {
    for (const { code, parent } of ofLevel('division')) expect(sectionOf(code)).toBe(parent);
  });
  it.each([
    ['group', 3],
    ['class', 4],
  ])('have %s codes of %d digits under the code that they begin with', (level, digits) => {
    expect(ofLevel(level).length).toBeGreaterThan(0);
    for (const { code, parent } of ofLevel(level)) {
      expect(code).toHaveLength(digits);
      expect(parent).toBe(code.slice(0, -1));
    }
  });
  it('look closer at what the zone lives on', () => {
    expect(industries.path('3976').map(({ name }) => name)).toEqual([
      '制造业',
      '计算机、通信和其他电子设备制造业',
      '电子器件制造',
      '光电子器件制造',
    ]);
    for (const code of ['17', '18', '35', '36', '39', '65', '75', '3825', '3985', '6513'])
      expect(industries.has(code)).toBe(true);
  });
  it('find the nearest entry over a code that is not listed', () => {
    expect(nearestIndustry('C3971')?.code).toBe('397');
    expect(nearestIndustry('3391')?.code).toBe('33');
    expect(nearestIndustry('C')?.code).toBe('C');
    expect(nearestIndustry('99')).toBeUndefined();
    expect(industries.isUnder('3971', 'C')).toBe(true);
  });
});

describe('regions', () => {
  it('have the 12 counties and districts of Quanzhou and the 8 streets of Licheng', () => {
    expect(regions.children('3505')).toHaveLength(12);
    expect(regions.children('350502').map(({ code }) => code)).toEqual(
      Array.from({ length: 8 }, (_, n) => `35050200${n + 1}`),
    );
  });
  it('lead from the province down to the street', () => {
    expect(regions.path('350502008').map(({ name }) => name)).toEqual(['福建省', '泉州市', '鲤城区', '常泰街道']);
    expect(regions.children().map(({ code }) => code)).toEqual(['35']);
  });
  it('are under what their code begins with', () => {
    expect(regions.isUnder('350502008', '3505')).toBe(true);
    expect(regions.isUnder('3505', '350502')).toBe(false);
    expect(regions.isUnder('350582', '350502')).toBe(false);
  });
});

describe('parks', () => {
  it.each(parks.entries.map((park) => [park.name, park] as const))(
    '%s lies in Licheng, approximately',
    (_name, park) => {
      expect(regions.isUnder(park.region, '350502') && regions.has(park.region)).toBe(true);
      expect(Math.abs(park.latitude - 24.9)).toBeLessThan(0.05);
      expect(Math.abs(park.longitude - 118.56)).toBeLessThan(0.05);
      expect(park.approximate).toBe(true);
    },
  );
});

describe('education levels', () => {
  it('rank 职业本科 with 本科, between 专科 and 硕士', () => {
    expect(reachesLevel('vocational-bachelor', 'bachelor')).toBe(true);
    expect(reachesLevel('bachelor', 'vocational-bachelor')).toBe(true);
    expect(reachesLevel('associate', 'vocational-bachelor')).toBe(false);
    expect(reachesLevel('doctor', 'master')).toBe(true);
    expect(reachesLevel('secondary', 'associate')).toBe(false);
    expect(() => reachesLevel('none', 'master')).toThrow(RangeError);
  });
});

describe('majors', () => {
  const firstDigits: Record<string, RegExp> = {
    secondary: /^(6[1-9]|7\d)/,
    associate: /^(4[1-9]|5\d)/,
    'vocational-bachelor': /^(2[1-9]|3\d)/,
    bachelor: /^(0[1-9]|1[0-4])/,
  };

  it('are at least 120, of all four levels', () => {
    expect(majors.entries.length).toBeGreaterThanOrEqual(120);
    expect(new Set(majors.entries.map(({ level }) => level))).toEqual(new Set(Object.keys(firstDigits)));
  });
  it('have six digits that begin as their level says, under their class and category', () => {
    for (const { code, level, classCode, category } of majors.entries) {
      expect([code, educationLevels.has(level)]).toEqual([code, true]);
      expect(code).toMatch(/^\d{6}$/);
      expect(code).toMatch(firstDigits[level] ?? /^never$/);
      expect([code, code.startsWith(classCode), classCode.length]).toEqual([code, true, 4]);
      expect([code, classCode.startsWith(category), majorCategories.has(category)]).toEqual([code, true, true]);
    }
  });
  it('say which edition they were read in and how sure they are', () => {
    for (const { catalogueYear, verified, level } of majors.entries) {
      expect(catalogueYear).toBe(level === 'bachelor' ? '2025' : '2021');
      expect(['V', 'S', 'M']).toContain(verified);
    }
  });
  it('keep the suffixes of bachelor majors beside the code', () => {
    expect(majors.find('080910')).toMatchObject({ name: '数据科学与大数据技术', special: true });
    expect(majors.find('080904')).toMatchObject({ name: '信息安全', controlled: true });
    expect(majors.find('080911')).toMatchObject({ special: true, controlled: true });
    expect(majors.entries.filter((one) => one.level !== 'bachelor' && (one.special ?? one.controlled))).toEqual([]);
  });
  it('are near both ways, each to another one that is listed, once', () => {
    const joined = majors.entries.filter(({ code }) => nearMajorsOf(code).length > 0);
    expect(joined.length).toBeGreaterThan(100);
    for (const { code } of majors.entries) {
      const others = nearMajorsOf(code).map((one) => one.code);
      expect(new Set(others).size).toBe(others.length);
      expect(others).not.toContain(code);
      for (const { code: other, reason } of nearMajorsOf(code)) {
        expect(majors.has(other)).toBe(true);
        expect(nearMajorsOf(other)).toContainEqual({ code, reason });
      }
    }
  });
  it('lead from the lower level to the higher ones', () => {
    expect(nearMajorsOf('510203').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['710203', '310203', '080902', '510213']),
    );
    expect(nearMajorsOf('080902')).toContainEqual({ code: '510203', reason: 'same-field' });
    expect(nearMajorsOf('999999')).toEqual([]);
  });
});

describe('LPR', () => {
  it('lists rising days, whole rates, five years never below one', () => {
    expect(lprChanges.every(({ from }) => isDay(from))).toBe(true);
    expect(lprChanges.map(({ from }) => from)).toEqual([...new Set(lprChanges.map(({ from }) => from))].toSorted());
    for (const { oneYear, fiveYears } of lprChanges) {
      expect(Number.isInteger(oneYear) && Number.isInteger(fiveYears) && oneYear <= fiveYears).toBe(true);
    }
  });
  it.each([
    ['2026-04-20', 'oneYear', 30_000, '2025-05-20'],
    ['2025-05-19', 'fiveYears', 36_000, '2024-10-21'],
    ['2020-04-20', 'oneYear', 38_500, '2020-04-20'],
  ] as const)('on %s %s is %d ppm since %s', (day, term, rate, from) =>
    expect(lprOn(day, term)).toMatchObject({ rate, from }),
  );
  it('is not known before the reform', () => expect(lprOn('2019-08-19', 'oneYear')).toBeNull());
});

describe('decline reasons', () => {
  it('name a responsible department that is listed', () => {
    for (const { department } of declineReasons.entries) expect(departments.has(department)).toBe(true);
  });
  it('are 14 met in sources and 6 of the platform, one of them open', () => {
    expect(declineReasons.entries.filter(({ platform }) => !platform)).toHaveLength(14);
    expect(declineReasons.entries.filter(({ platform }) => platform)).toHaveLength(6);
    expect(declineReasons.entries.filter(({ noteRequired }) => noteRequired).map(({ code }) => code)).toEqual([
      'other',
    ]);
  });
});

describe('CodeList', () => {
  const origin = { version: '1', source: 'a list', verified: 'M' } as const;
  it('names by locale, falls back to Chinese, then to the code', () => {
    const list = new CodeList(origin, [
      { code: 'a', name: '甲', en: 'Alpha' },
      { code: 'b', name: '乙' },
    ]);
    expect([list.name('a', 'zh-CN'), list.name('a', 'en'), list.name('b', 'en'), list.name('c', 'en')]).toEqual([
      '甲',
      'Alpha',
      '乙',
      'c',
    ]);
    expect(list.path('c')).toEqual([]);
  });
  it('refuses codes listed twice and parents that are not listed', () => {
    const entry = { code: 'a', name: '甲' };
    expect(() => new CodeList(origin, [entry, entry])).toThrow('listed twice');
    expect(() => new CodeList(origin, [{ ...entry, parent: 'x' }])).toThrow('x, which is not listed');
  });
});
