import { Random } from '../matching/spec/random.js';
import { namesOwner } from './alias-column.js';
import { choose } from './choose.js';
import { columnKind, writtenNumber } from './column-kind.js';
import { evaluate } from './evaluate.js';
import { metricsOf, rankOf } from './metrics.js';
import { popularity, Owners, recency, FLOOR } from './popularity.js';
import { columns, history } from './spec/history.js';
import { splitAfter, splitByShare } from './time-split.js';
import { TrackRecord } from './track-record.js';
import { writtenDays } from './written-days.js';
import type { OutcomeTable } from './outcomes.js';

const evaluated = ({ columns: of, rows }: OutcomeTable) => evaluate(of, splitByShare(rows, 0.8));
const close = (actual: number, expected: number) => expect(actual).toBeCloseTo(expected, 12);

describe('the figures', () => {
  it('are those worked out by hand', () => {
    const figures = metricsOf([1, 2, 4, 6, 20, Infinity]);
    expect(figures.cases).toBe(6);
    close(figures['hit@1'], 1 / 6);
    close(figures['hit@3'], 2 / 6);
    close(figures['hit@5'], 3 / 6);
    close(figures['hit@10'], 4 / 6);
    close(figures.mrr, (1 + 1 / 2 + 1 / 4 + 1 / 6 + 1 / 20 + 0) / 6);
    expect(metricsOf([])).toEqual({ cases: 0, 'hit@1': 0, 'hit@3': 0, 'hit@5': 0, 'hit@10': 0, mrr: 0 });
  });

  it('rank equals by name, and whom nobody knows nowhere', () => {
    const scores = Float64Array.of(0.2, 0.5, 0.5, 0.1);
    expect([0, 1, 2, 3, -1].map((owner) => rankOf(scores, owner))).toEqual([3, 1, 2, 4, Infinity]);
  });
});

describe('popularity', () => {
  const rows = [
    { day: '2026-01-01', owner: 'b', cells: [] },
    { day: '2026-01-01', owner: 'b', cells: [] },
    { day: '2026-01-31', owner: 'a', cells: [] },
  ];
  const owners = new Owners(rows);

  it('counts all alike, or the recent more, and leaves everybody the floor', () => {
    const even = popularity(owners, rows, recency(rows, '2026-01-31', Infinity));
    close(even[1] as number, (1 - FLOOR) * (2 / 3) + FLOOR / 2);
    const fading = popularity(owners, rows, recency(rows, '2026-01-31', 30));
    close(fading[0] as number, 0.5);
    close(fading[1] as number, 0.5);
  });
});

describe('the split by time', () => {
  const { rows } = history(1, 500, true);

  it('never parts a day, and never puts a later row into the past', () => {
    for (let share = 0; share <= 1; share += 0.05) {
      const { past, later, from } = splitByShare(rows, share);
      expect([...past, ...later]).toEqual(rows);
      expect(past.every(({ day }) => day < from)).toBe(true);
      expect(later.every(({ day }) => day >= from)).toBe(true);
    }
    const { past, later } = splitAfter(rows, '2024-06-30');
    expect(past.at(-1)?.day).toMatch(/^2024-06-(29|30)$/);
    expect(later[0]?.day).toMatch(/^2024-07-0[1-3]$/);
  });

  it('lets nothing of the later rows into what is learned', () => {
    const table = history(2, 800, true);
    const split = splitByShare(table.rows, 0.7);
    const upset = split.later.map((row, at) => ({
      ...row,
      owner: `bank ${(at % 9) + 10}`,
      cells: ['x', '1', 'y', 'z'],
    }));
    const [one, other] = [split.later, upset].map((later) => evaluate(columns, { ...split, later }));
    expect(other?.model).toEqual(one?.model);
    expect(other?.owners).toBe(one?.owners);
    const changedLast = split.later.map((row, at) =>
      at === split.later.length - 1 ? { ...row, owner: 'nobody' } : row,
    );
    expect(evaluate(columns, { ...split, later: changedLast }).examples).toEqual(one?.examples);
  });
});

describe('the track record', () => {
  it('finds structure: well above both popularities', () => {
    for (const seed of [1, 2, 3]) {
      const { metrics, model } = evaluated(history(seed, 3000, true));
      expect(metrics.learned.mrr).toBeGreaterThan(metrics.popularity.mrr + 0.15);
      expect(metrics.learned.mrr).toBeGreaterThan(metrics.recentPopularity.mrr + 0.15);
      for (const figure of ['hit@1', 'hit@3', 'hit@5', 'hit@10'] as const)
        expect(metrics.learned[figure]).toBeGreaterThan(metrics.recentPopularity[figure]);
      expect(model.terms.map(({ term }) => term).join(' ')).not.toContain('noise');
    }
  });

  it('is never much worse than the better popularity where there is none', () => {
    for (const seed of [4, 5, 6, 7, 8]) {
      const { metrics } = evaluated(history(seed, 2000, false));
      const best = Math.max(metrics.popularity.mrr, metrics.recentPopularity.mrr);
      expect(metrics.learned.mrr).toBeGreaterThan(best - 0.02);
    }
  });

  it('says the same every time', () => {
    const [one, other] = [history(9, 900, true), history(9, 900, true)].map(evaluated);
    expect(other).toEqual(one);
  });

  it('adds up: the score is the share of the owner times what its reasons say', () => {
    const table = history(3, 1500, true);
    const { choice } = choose(table);
    const [record, bare] = [new TrackRecord(table, choice), new TrackRecord(table, { ...choice, terms: [] })];
    expect(choice.terms.length).toBeGreaterThan(1);
    for (const { cells } of table.rows.slice(0, 50)) {
      const [scores, plain] = [record.scores(cells), bare.scores(cells)];
      for (const [at, owner] of record.owners.names.entries()) {
        const times = record.reasons(cells, owner).reduce((product, reason) => product * reason.times, 1);
        expect((scores[at] as number) - (plain[at] as number)).toBeCloseTo(Math.log(times), 9);
      }
    }
  });

  it('gives a newcomer a place, not the last by decree', () => {
    const rows = ['a', 'a', 'a', 'b'].map((owner) => ({ day: '2026-01-01', owner, cells: [] }));
    const record = new TrackRecord({ columns: [], rows }, { halfLife: Infinity, liftHalfLife: Infinity, terms: [] });
    const ranked = record.rank([], ['new', 'b', 'a']);
    expect(ranked.map(({ owner }) => owner)).toEqual(['a', 'b', 'new']);
    close(Math.exp(ranked[2]?.score ?? 0), FLOOR / 2);
  });

  it('ranks by popularity when there is nothing else', () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({
      day: `2026-01-${String(1 + (at % 28)).padStart(2, '0')}`,
      owner: at % 3 ? 'a' : 'b',
      cells: [],
    })).sort((a, b) => (a.day < b.day ? -1 : 1));
    const { metrics, model } = evaluate([], splitByShare(rows, 0.8));
    expect(model.terms).toEqual([]);
    expect(metrics.learned['hit@3']).toBe(1);
  });
});

describe('columns', () => {
  it('are known by what they hold', () => {
    const random = new Random(1);
    const many = (make: (at: number) => string) => Array.from({ length: 400 }, (_, at) => make(at));
    expect(columnKind(many(() => String(random.int(1, 999_999))))).toBe('number');
    expect(columnKind(many(() => `¥${random.int(1, 9999)}.50 万元`))).toBe('number');
    expect(columnKind(many(() => String(random.int(1, 5))))).toBe('category');
    expect(columnKind(many(() => String(510_000 + random.int(0, 80))))).toBe('category');
    expect(columnKind(many((at) => String(at * 97).padStart(5, '0')))).toBe('category');
    expect(columnKind(many(() => random.pick(['north', 'south', ''])))).toBe('category');
    expect(columnKind(many((at) => `2024-0${1 + (at % 9)}-11`))).toBe('date');
    expect(columnKind(many((at) => `new machines for line ${at} of the plant`))).toBe('text');
    expect(columnKind(['', ''])).toBe('category');
  });

  it('of numbers and days are read as people write them', () => {
    expect(['1,200.5', '$3', '3.45%', '500万元', '-2', 'x', ''].map(writtenNumber)).toEqual([
      1200.5,
      3,
      3.45,
      500,
      -2,
      NaN,
      NaN,
    ]);
    expect(
      writtenDays(['2026-03-05', '2026/3/5 10:00', '28-Feb-97', '7-Jan-2014', '2026年3月', '2019', 'soon']),
    ).toEqual(['2026-03-05', '2026-03-05', '1997-02-28', '2014-01-07', '2026-03-01', '2019-01-01', null]);
    expect(writtenDays(['3/5/2026', '3/15/2026'])).toEqual(['2026-03-05', '2026-03-15']);
    expect(writtenDays(['3/5/2026', '15/3/2026'])).toEqual(['2026-05-03', '2026-03-15']);
    expect(writtenDays(['3/5/2026', '4/4/2026'])).toEqual([null, null]);
  });

  it('that only name the owner are seen', () => {
    const rows = Array.from({ length: 100 }, (_, at) => ({
      day: '2026-01-01',
      owner: `o${at % 5}`,
      cells: [`code-${at % 5}`, `area-${at % 2}`, `x${at}`],
    }));
    expect([0, 1, 2].map((column) => namesOwner(rows, column))).toEqual([true, false, false]);
  });
});
