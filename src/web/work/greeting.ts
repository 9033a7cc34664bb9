import { weekday, type Day } from '../../kernel/day.js';
import { message, type Message } from '../../platform/i18n/message.js';

const hourOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' });

/** 上午好, by the clock of the zone. */
export function greeting(now: Date, name: string): Message {
  const hour = Number(hourOf.format(now));
  const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  return message(`work.greeting.${part}`, { name });
}

/** `2026-11-23 星期一`, as params of a sentence. */
export const dayLine = (today: Day): { day: Day; weekday: Message } => ({
  day: today,
  weekday: message(`common.weekday.${weekday(today) % 7}`),
});
