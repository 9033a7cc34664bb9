import { message } from '../i18n/message.js';
import { kitFilter, kitForm } from './kit-form.js';

const HOUR = 3_600_000;
const WAN = 1_000_000;
const company = (n: number) => message(`kit.company.${n}`);
const link = (label: string, href = '#') => ({ label: message(label), href });
const verdict = (name: string, result: string) => ({ verdict: result, text: message(`kit.verdict.${name}`) });
const status = (name: string, tone: string, icon?: string) => ({ text: message(`kit.tag.${name}`), tone, icon });

/** What `pages/kit.hbs` shows: every component in every state, at the moment `now`. */
export function kitData(now: Date): object {
  const at = (hours: number): Date => new Date(now.getTime() + hours * HOUR);
  return {
    ...lists(at),
    ...matching(),
    ...planning(),
    ...cases(at),
    form: kitForm,
    filter: kitFilter,
    emptyAction: link('kit.do.register'),
    calendarLink: link('kit.do.calendar'),
    orderLink: link('kit.do.order'),
  };
}

function lists(at: (hours: number) => Date): object {
  const row = (n: number, stage: string, amount: number | null, more: object) => ({
    company: company(n),
    number: `RZ-2026-00013${n}`,
    stage,
    amount,
    ...more,
  });
  return {
    queues: [
      {
        count: 6,
        tone: 'info',
        note: message('kit.queue.verify.note', { count: 2 }),
        label: message('kit.queue.verify'),
      },
      { count: 3, tone: 'bad', note: message('kit.queue.late.note'), label: message('kit.queue.late') },
      { count: 5, tone: 'warn', note: message('kit.queue.confirm.note'), label: message('kit.queue.confirm') },
      {
        count: 1208,
        tone: 'mute',
        note: message('kit.queue.wait.note'),
        label: message('kit.queue.wait'),
        current: true,
      },
    ].map((tile) => ({ href: '#queue', ...tile })),
    views: [
      { href: '?all', label: message('kit.queue.all'), count: 22, current: true },
      { href: '?mine', label: message('kit.queue.mine'), count: 0 },
      { href: '?late', label: message('kit.queue.late') },
    ],
    filterTags: [link('kit.filter.tag', '?')],
    sort: { by: 'amount', direction: 'descending', hrefs: { company: '?sort=company', amount: '?sort=amount' } },
    sizes: [20, 50, 100].map((size) => ({ size, href: `?size=${size}`, current: size === 20 })),
    rows: [
      row(1, 'verify', 800 * WAN, { dueAt: at(-28) }),
      row(2, 'verify', 30.5 * WAN, { dueAt: at(-6) }),
      row(3, 'confirm', null, { dueAt: at(3) }),
      row(1, 'wait', 100_000 * WAN, { dueAt: at(50) }),
      row(2, 'wait', 5 * WAN, { dueAt: at(1), doneAt: at(-1) }),
      row(3, 'wait', 5 * WAN, { dueAt: at(-2), doneAt: at(-1) }),
      row(1, 'wait', 0, { dueAt: at(20), paused: true }),
    ],
  };
}

function matching(): object {
  const terms = (limit: number, rate: number, months: number, days: number) => [
    { label: message('kit.term.limit'), value: { fen: limit * WAN } },
    { label: message('kit.term.rate'), value: { ppm: rate } },
    { label: message('kit.term.term'), value: message('kit.term.months', { count: months }) },
    { label: message('kit.term.disbursal'), value: message('kit.term.days', { count: days }) },
  ];
  const met = [verdict('amount', 'met'), verdict('guarantee', 'met')];
  return {
    matches: [
      {
        heading: message('kit.bank.1'),
        status: status('eligible', 'ok'),
        pickValue: '1',
        picked: true,
        terms: terms(1000, 34_500, 36, 5),
        verdicts: met,
        more: { count: 2, href: '#more' },
        why: message('kit.why'),
      },
      {
        heading: message('kit.bank.2'),
        status: status('incomplete', 'warn'),
        href: '#offer',
        terms: terms(500, 38_500, 24, 7),
        verdicts: [...met, verdict('grade', 'not-met'), verdict('patent', 'unknown')],
      },
    ],
    nears: [
      {
        heading: message('kit.bank.3'),
        status: status('near', 'warn'),
        summary: message('kit.summary'),
        misses: [message('kit.verdict.limit')],
        fix: message('kit.fix'),
        action: link('kit.do.try'),
      },
    ],
  };
}

function planning(): object {
  const people = message('kit.unit.person');
  const seats = (n: number, committed: number, intended: number) => ({
    label: message(`kit.class.${n}`),
    college: message('kit.college'),
    start: '2027-03-01',
    committed,
    intended,
    capacity: 40,
    minimum: 25,
  });
  return {
    kpis: [
      { label: message('kit.kpi.pooled'), value: 212, unit: people, note: message('kit.kpi.note') },
      { label: message('kit.kpi.classes'), value: 5, unit: message('kit.unit.class'), tone: 'ok', href: '#classes' },
      { label: message('kit.kpi.amount'), value: { fen: 12_000 * WAN } },
      { label: message('kit.kpi.rate'), value: { ppm: 920_000 }, tone: 'bad' },
      { label: message('kit.kpi.unmet'), value: 26, unit: people, tone: 'warn' },
    ],
    classes: [seats(1, 28, 10), seats(2, 18, 18)],
    chart: {
      heading: message('kit.chart'),
      series: [message('kit.chart.committed'), message('kit.chart.intended')],
      rows: [
        { label: message('kit.class.1'), values: [28, 10], href: '#class' },
        { label: message('kit.class.2'), values: [18, 18] },
      ],
    },
  };
}

function cases(at: (hours: number) => Date): object {
  const fact = (name: string, value: unknown) => ({ label: message(`kit.fact.${name}`), value });
  const value = (name: string, shown: unknown) => ({ label: message(`kit.value.${name}`), value: shown });
  const needFacts = [
    fact('amount', { fen: 500 * WAN }),
    fact('purpose', message('kit.fact.purpose.value')),
    fact('due', { day: '2026-12-20' }),
    fact('officer', message('kit.officer')),
    fact('missing', null),
  ];
  return {
    steps: ['submitted', 'verified', 'matched', 'referred', 'closed'].map((step, i) => ({
      label: message(`kit.step.${step}`),
      state: i < 2 ? 'done' : i === 2 ? 'current' : undefined,
    })),
    needFacts,
    answers: needFacts.map((answer) => ({ ...answer, href: '#change' })),
    companyFacts: [
      fact('established', { day: '2019-04-18' }),
      { ...fact('revenue', { fen: 3860 * WAN }), note: '2025' },
      fact('missing', null),
    ],
    agenda: [
      { day: '2026-11-24', label: message('kit.agenda.1'), href: '#1', note: message('kit.agenda.1.note') },
      { day: '2026-11-26', label: message('kit.agenda.2'), href: '#2', note: message('kit.agenda.2.note') },
    ],
    timeline: [
      {
        at: at(-3),
        actor: message('kit.timeline.bank'),
        action: message('kit.timeline.accept'),
        detail: message('kit.timeline.accept.detail'),
        tone: 'ok',
      },
      { at: at(-40), action: message('kit.timeline.remind'), automatic: true, tone: 'mute' },
    ],
    values: [
      value('money', { fen: 30.55 * WAN }),
      value('tile', { fen: 1_234_500 * WAN }),
      value('rate', { ppm: 41_000 }),
      value('day', { day: '2026-11-23' }),
      value('recent', { at: at(-3) }),
      value('old', { at: at(-90) }),
      value('due', { due: at(0.5) }),
      value('none', null),
    ],
  };
}
