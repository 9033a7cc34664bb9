import { known, unknown } from './facts.js';
import { match } from './match.js';
import { missingPapers } from './missing-papers.js';
import { criterion, model as plain, offer, today } from './spec/model.js';

const model = { ...plain, papers: { revenue: 'accounts', debt: 'accounts' } };

const ratio = criterion({ factKey: 'ratio', op: 'lte', value: 100_000 });
const debt = criterion({ factKey: 'debt', op: 'lte', value: 600_000 });
const grade = criterion({ factKey: 'grade', op: 'gte', value: 'B', settledBy: 'tax-certificate' });
const papers = criterion({ factKey: 'papers', op: 'any-of', value: ['p'] });
const facts = { amount: known('money', 5), revenue: unknown('expired') };

const ask = (...criteria: (typeof ratio)[][]) => {
  const offers = criteria.map((list, at) => offer(list, [], `P-${at}`));
  return missingPapers(model, facts, match(model, facts, offers, today).pairs);
};

describe('missing papers', () => {
  it('come in the order of how many offers each decides alone', () => {
    expect(ask([ratio, debt], [debt], [grade], [grade, debt], [papers, grade])).toEqual([
      { paper: 'accounts', factKeys: ['debt', 'revenue'], settles: 2, asked: 3 },
      { paper: 'tax-certificate', factKeys: ['grade'], settles: 1, asked: 3 },
      { paper: null, factKeys: ['papers'], settles: 0, asked: 1 },
    ]);
  });

  it('are none where nothing is only incomplete', () => {
    expect(ask([criterion({ factKey: 'amount', op: 'lte', value: 9 })])).toEqual([]);
  });
});
