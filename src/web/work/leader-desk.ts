import { Injectable } from '@nestjs/common';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { message } from '../../platform/i18n/message.js';
import { dayLine } from './greeting.js';
import { funnelSteps, type Figure } from './figure-definitions.js';
import { Figures, monthsAround, type Month } from './figures.js';

/** The leader's page: six figures of financing and three of talent, each with its formula and its list; the funnel; who is slow. */
@Injectable()
export class LeaderDesk {
  constructor(
    private readonly figures: Figures,
    private readonly clock: BusinessClock,
  ) {}

  async data(month: Month): Promise<object> {
    const href = (name: Figure) => `/w/figures/${name}?month=${month}`;
    const ofBank = (name: Figure, id: string) => `${href(name)}&institution=${id}`;
    const total = (name: Figure) => this.figures.total(name, month);
    const [needs, sent, quoted] = [await total('new-needs'), await total('sent'), await total('quoted')];
    const [confirmed, overdue] = [await total('confirmed'), await total('overdue')];
    const [demands, seats, waiting] = [
      await total('new-demands'),
      await total('seats-confirmed'),
      await total('without-seat'),
    ];
    const people = { unit: message('work.unit.people') };
    const hours = await this.figures.medianHours(month);
    const figure = (name: string, list: Figure, value: unknown, more: object = {}) => ({
      label: message(`work.figure.${name}`),
      formula: message(`work.figure.${name}.formula`),
      href: href(list),
      value,
      ...more,
    });
    const funnel = await this.figures.funnel(month);
    const { previous, next } = monthsAround(month);
    return {
      subtitle: message('work.leader.today', { ...dayLine(this.clock.today()), month }),
      month,
      funnelHref: `/w/funnel/export?month=${month}`,
      institutionsHref: `/w/institutions/export?month=${month}`,
      previousHref: `/w?month=${previous}`,
      nextHref: month < this.clock.today().slice(0, 7) ? `/w?month=${next}` : null,
      figures: [
        figure('new-needs', 'new-needs', needs.count),
        figure('sent', 'sent', sent.count),
        figure('answer-hours', 'answered', hours, { unit: message('work.unit.hours') }),
        figure('quoted', 'quoted', quoted.count),
        figure('confirmed', 'confirmed', { fen: confirmed.amount }),
        figure('overdue', 'overdue', overdue.count, { tone: overdue.count > 0 ? 'bad' : null }),
      ],
      talent: [
        figure('new-demands', 'new-demands', demands.count),
        figure('seats-confirmed', 'seats-confirmed', seats.amount, people),
        figure('without-seat', 'without-seat', waiting.amount, { ...people, tone: waiting.amount > 0 ? 'warn' : null }),
      ],
      chart: {
        heading: message('work.funnel'),
        series: [message('work.funnel.series')],
        rows: funnelSteps.map((step) => ({
          label: message(`work.funnel.${step}`),
          values: [funnel[step]],
          value: funnel[step],
          href: href(`funnel-${step}`),
        })),
      },
      banks: (await this.figures.banks(month)).map((bank) => ({
        ...bank,
        sentHref: ofBank('sent', bank.id),
        answeredHref: ofBank('sent-answered', bank.id),
        openHref: ofBank('sent-open', bank.id),
        lapsedHref: ofBank('sent-lapsed', bank.id),
      })),
    };
  }
}
