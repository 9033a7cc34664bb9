import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor.js';
import { exportAnswer } from '../../../platform/exports/export-answer.js';
import { Exports } from '../../../platform/exports/exports.service.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { page } from '../../../platform/views/result.js';
import { classHref, classTones } from '../classes/class-look.js';
import { checkpoints, type Checkpoint } from './placement.entity.js';
import { PLACEMENTS } from './placement-totals.export.js';
import { PlacementTotals, promisedBy, type PlacementTotal } from './placement-totals.query.js';

/** The checks after the start, in their order. */
const checks = checkpoints.filter((one) => one !== 'start');

/** 就业汇总: what was promised and what came of it, over every class that its reader may see. */
@Controller('talent/placements')
export class PlacementTotalsPages {
  constructor(
    private readonly totals: PlacementTotals,
    private readonly exports: Exports,
  ) {}

  @Get()
  @Allow('talent.placement.read')
  async show(@Me() me: Actor) {
    const all = await this.totals.of(me);
    const classes = grouped(all, ({ classId }) => classId);
    return page('talent/record/placement-totals', {
      strip: strip(all),
      colleges: grouped(all, ({ college }) => college).map((of) => ({ title: of[0]?.college, ...line(of) })),
      classes: classes.map((of) => {
        const { classId, number, title, college, state } = of[0] as PlacementTotal;
        return { href: classHref(classId), number, title, college, state, tone: classTones[state], ...line(of) };
      }),
    });
  }

  @Get('export')
  @Allow('talent.placement.read')
  async export(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Res({ passthrough: true }) reply: FastifyReply) {
    return exportAnswer(await this.exports.ask(me, PLACEMENTS, {}, locale), reply);
  }
}

function grouped(all: readonly PlacementTotal[], key: (one: PlacementTotal) => string): PlacementTotal[][] {
  const groups = new Map<string, PlacementTotal[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}

const sum = (rows: readonly PlacementTotal[], of: (one: PlacementTotal) => number): number =>
  rows.reduce((total, one) => total + of(one), 0);
const at = (rows: readonly PlacementTotal[], checkpoint: Checkpoint) =>
  rows.filter((one) => one.checkpoint === checkpoint);

function line(rows: readonly PlacementTotal[]) {
  const start = at(rows, 'start');
  return {
    seats: sum(start, ({ seats }) => seats),
    promised: sum(start, promisedBy),
    offered: sum(start, ({ offered }) => offered),
    joined: sum(start, ({ joined }) => joined),
    checks: checks.map((checkpoint) => ({
      label: message(`class.checkpoint.${checkpoint}`),
      value: stay(at(rows, checkpoint)),
    })),
  };
}

/** Those still at work, of those who joined in the classes that have been checked. */
const stay = (rows: readonly PlacementTotal[]): Text | null =>
  rows.length === 0
    ? null
    : message('class.placement.stay', {
        working: sum(rows, ({ working }) => working),
        joined: sum(rows, ({ joined }) => joined),
      });

function strip(all: readonly PlacementTotal[]): object[] {
  const { seats, promised, offered, joined, checks: later } = line(all);
  const people = (count: number) => message('plan.people', { count });
  return [
    { label: message('class.placement.seats'), value: people(seats) },
    { label: message('class.placement.promised'), value: people(promised) },
    { label: message('class.placement.offered'), value: people(offered) },
    { label: message('class.placement.joined'), value: people(joined) },
    ...later.filter(({ value }) => value !== null),
  ];
}
