import { majors } from '../../../directory/codes/majors.js';
import { majorNamed, majorOption, majorsLike, majorsNamed, majorText } from './major-reading.js';
import { listMark } from './programme.forms.js';

describe('majors as people write them', () => {
  it.each([
    ['510203', '510203'],
    ['510203 软件技术', '510203'],
    ['510203软件技术', '510203'],
    ['０８０９１０T', '080910'],
    ['080911TK 网络空间安全', '080911'],
    ['软件工程', '080902'],
    ['software engineering', '080902'],
  ])('%s is %s', (text, code) => expect(majorNamed(text)?.code).toBe(code));

  it('are none when the code is not listed, or the name is borne by several', () => {
    expect(majorNamed('999999')).toBeUndefined();
    expect(majorNamed('5102034')).toBeUndefined();
    expect(majorNamed('数控技术')).toBeUndefined(); // 460103 and 260103
    expect(majorNamed('')).toBeUndefined();
  });

  it('come in lists, and the first unknown is named', () => {
    expect(majorsNamed('510203、080902 软件工程；510203')).toEqual({ codes: ['510203', '080902'], unknown: null });
    expect(majorsNamed('510203，造船')).toEqual({ codes: ['510203'], unknown: '造船' });
    expect(majorsNamed(' ')).toEqual({ codes: [], unknown: null });
  });

  it('are looked for by part of a name or the beginning of a code', () => {
    expect(majorsLike('软件')).toEqual(expect.arrayContaining(['510203', '080902', '310203', '710203']));
    expect(majorsLike('5102')).toHaveLength(16);
    expect(majorsLike('Robot')).toEqual(expect.arrayContaining(['460305', '080803']));
    expect(majorsLike('没有这样的')).toEqual([]);
  });

  it('are shown with code and level', () => {
    expect(majorText('510203', 'zh-CN')).toBe('510203 软件技术');
    expect(majorOption('260103', 'en')).toBe('260103 Numerical Control Technology · Vocational bachelor');
  });

  it('are read again from a list of them in either language, whichever they are', () => {
    for (const locale of ['zh-CN', 'en'])
      expect(majorsNamed(majors.codes.map((code) => majorText(code, locale)).join(listMark(locale)))).toEqual({
        codes: [...majors.codes],
        unknown: null,
      });
  });
});
