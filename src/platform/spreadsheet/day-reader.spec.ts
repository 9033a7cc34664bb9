import fc from 'fast-check';
import { textCell } from './cell.js';
import { day } from './day-reader.js';

describe('the day reader', () => {
  it.each([
    '2027-03-15',
    '2027-3-15',
    '2027/3/15',
    '2027.3.15',
    '2027年3月15日',
    '2027年03月15号',
    '２０２７－０３－１５',
    '20270315',
    '2027-03-15 08:30:00',
    '2027-03-15T00:00:00',
    '二〇二七年三月十五日',
    '二零二七年三月十五日',
    '46461',
    '46461.5',
  ])('reads %s', (value) => {
    expect(day()(textCell(value))).toEqual({ ok: true, value: '2027-03-15' });
  });

  it('reads date cells with and without a time, and serials stored as numbers', () => {
    expect(day()({ text: '2027-03-15 08:30', raw: '2027-03-15T08:30:00', kind: 'date' })).toMatchObject({
      value: '2027-03-15',
    });
    expect(day()({ text: '46461', raw: 46461, kind: 'number' })).toMatchObject({ value: '2027-03-15' });
    expect(day()({ text: '08:30', raw: '08:30:00', kind: 'date' })).toMatchObject({ code: 'cell-day' });
  });

  it('reads a month alone as its first or last day when allowed', () => {
    expect(day({ monthOnly: 'first' })(textCell('2027-03'))).toMatchObject({ value: '2027-03-01' });
    expect(day({ monthOnly: 'last' })(textCell('2028年2月份'))).toMatchObject({ value: '2028-02-29' });
    expect(day()(textCell('2027年3月'))).toMatchObject({ code: 'cell-day-needed' });
  });

  it.each([
    ['2027/13', 'cell-day-month'],
    ['2027-02-29', 'cell-day-unreal'],
    ['2027-04-31', 'cell-day-unreal'],
    ['27-3-15', 'cell-day'],
    ['尽快', 'cell-day'],
    ['3月15日', 'cell-day'],
    ['1234', 'cell-day'],
  ])('refuses %s', (value, code) => {
    expect(day()(textCell(value))).toMatchObject({ ok: false, code });
  });

  it('reads every day back in every form', () => {
    const days = fc.date({ min: new Date('1960-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('-', '/', '.'), (date, mark) => {
        const iso = date.toISOString().slice(0, 10);
        expect(day()(textCell(iso.replaceAll('-', mark)))).toEqual({ ok: true, value: iso });
        const serial = Math.floor((date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000);
        expect(day()({ text: String(serial), raw: serial, kind: 'number' })).toEqual({ ok: true, value: iso });
      }),
    );
  });
});
