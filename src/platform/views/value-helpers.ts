import type { Text } from '../i18n/message.js';
import type { Words } from '../i18n/words.js';
import { sayer, type Helpers, type Options, type Say } from './helper.js';
import { markup, type Html } from './html.js';
import { iconMarkup } from './icon.js';
import { grouped, isYi, MISSING, percentText, wanNumber, yiNumber, yuanNumber } from './number-text.js';
import { isClose, span, wallTime, weekday } from './time-text.js';

type Maybe<V> = V | null | undefined;

/** A value of a list, card or tile, with its kind: the page that shows it formats it. */
export type Shown =
  Text | number | null | { fen: number } | { ppm: number } | { day: string } | { at: Date } | { due: Date };

export function valueHelpers(words: Words): Helpers {
  const say = sayer(words);
  const helpers = {
    /** 分 → `500 万元`; `unit=false` leaves the unit to the table's head. */
    wan: (fen: Maybe<number>, options: Options) => {
      if (fen === null || fen === undefined) return MISSING;
      return options.hash.unit === false ? wanNumber(fen) : money(say, options, fen);
    },
    /** As `wan`, and from 10,000 万元 on in 亿元: tiles only. */
    yi: (fen: Maybe<number>, options: Options) => {
      if (fen === null || fen === undefined) return MISSING;
      if (options.data.view.locale === 'en' || !isYi(fen)) return money(say, options, fen);
      return say(options, { key: 'common.money.yi', params: { amount: yiNumber(fen) } });
    },
    /** ppm → `3.45%`; `digits=2` fixes the decimals. */
    percent: (ppm: Maybe<number>, { hash }: Options) =>
      ppm === null || ppm === undefined ? MISSING : percentText(ppm, hash.digits as number | undefined),
    /** A day `YYYY-MM-DD`; `weekday=true` adds the day of the week. */
    day: (day: Maybe<string>, options: Options) => {
      if (!day) return MISSING;
      const name = options.hash.weekday ? ` ${say(options, { key: `common.weekday.${weekday(day)}` })}` : '';
      return markup`<time class="num" datetime="${day}">${day}${name}</time>`;
    },
    /** Now, for the foot of printed pages. */
    clock: ({ data }: Options) => wallTime(data.view.now),
    when: (at: Maybe<Date>, options: Options) => (at ? when(say, options, at) : MISSING),
    deadline: (dueAt: Maybe<Date>, options: Options) => (dueAt ? deadline(say, options, dueAt) : MISSING),
  };
  /** `{{show value}}` formats a value by its kind. */
  const show = (value: Maybe<Shown>, options: Options) => {
    if (value === null || value === undefined || value === '') return MISSING;
    if (typeof value === 'number') return grouped(value, 2);
    if (typeof value === 'string' || 'key' in value) return say(options, value);
    if ('fen' in value) return helpers.yi(value.fen, options);
    if ('ppm' in value) return helpers.percent(value.ppm, options);
    if ('day' in value) return helpers.day(value.day, options);
    return 'at' in value ? helpers.when(value.at, options) : helpers.deadline(value.due, options);
  };
  return { ...helpers, show };
}

/** In Chinese money is counted in 万元, in English in yuan. */
function money(say: Say, options: Options, fen: number): string {
  const amount = options.data.view.locale === 'en' ? yuanNumber(fen) : wanNumber(fen);
  return say(options, { key: 'common.money.amount', params: { amount } });
}

/** 3 小时前 on screen, `2026-11-23 09:12` on hover and on paper; `absolute=true` where the moment itself is what counts. */
function when(say: Say, options: Options, at: Date): Html {
  const { now } = options.data.view;
  const absolute = wallTime(at);
  if (options.hash.absolute || !isClose(at, now))
    return markup`<time class="num" datetime="${at.toISOString()}">${absolute}</time>`;
  const gap = span(Math.abs(now.getTime() - at.getTime()));
  const side = at <= now ? 'ago' : 'ahead';
  const moment = gap.unit === 'minutes' && gap.minutes === 0;
  const key = moment ? 'common.now' : `common.${side}.${gap.unit}`;
  const words = say(options, { key, params: { ...gap } });
  return markup`<time datetime="${at.toISOString()}" title="${absolute}"><span class="rel">${words}</span><span class="abs num">${absolute}</span></time>`;
}

/** 超时 in red, the last day in amber, more in grey; `done=` and `paused=` end and stop the clock. */
function deadline(say: Say, options: Options, dueAt: Date): Html {
  const { now } = options.data.view;
  const done = options.hash.done as Maybe<Date>;
  if (done)
    return tag(say, options, dueAt, 'mute', 'check', done <= dueAt ? 'common.deadline.kept' : 'common.deadline.missed');
  if (options.hash.paused) return tag(say, options, dueAt, 'mute', 'clock', 'common.deadline.paused');
  const left = dueAt.getTime() - now.getTime();
  const late = left < 0;
  const gap = span(Math.abs(left), late);
  const tone = late ? 'bad' : gap.days > 0 ? 'mute' : 'warn';
  const key = `common.deadline.${late ? 'over' : 'left'}.${gap.unit}`;
  return tag(say, options, dueAt, tone, late ? 'warn' : 'clock', key, { ...gap });
}

function tag(say: Say, options: Options, at: Date, tone: string, icon: string, key: string, params = {}): Html {
  const absolute = wallTime(at);
  return markup`<time class="tag ${tone}" datetime="${at.toISOString()}" title="${absolute}">${iconMarkup(icon, options.data.view)}${say(options, { key, params })}<span class="abs num">${absolute}</span></time>`;
}
