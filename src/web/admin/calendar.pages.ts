import { Body, Controller, Get, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays, isDay, yearOf, type Day } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { parseDay } from '../../kernel/sheet-dates.js';
import type { CalendarYear } from '../../kernel/working-days.js';
import { Calendar } from '../../platform/calendar/calendar.js';
import { CalendarYears } from '../../platform/calendar/calendar-years.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Allow, Me } from '../../platform/http/access.js';
import { field, form } from '../../platform/http/fields.js';
import { Forms } from '../../platform/http/forms.js';
import { QueryText } from '../../platform/http/query-text.js';
import { page, redirect } from '../../platform/views/result.js';

@form('admin.calendar')
class YearForm {
  @field.whole({ min: 2024, max: 2099 }) year!: number;
  @field.text({ max: 300 }) source!: string;
  @field.prose({ max: 4000 }) off!: string;
  @field.prose({ max: 4000, optional: true }) work!: string | null;
  @field.flag() provisional!: boolean;
}

/** The working calendar: which years are known, and a form for the notice of the next one. */
@Controller('admin/calendar')
@Allow('platform.calendar.edit')
export class CalendarPages {
  constructor(
    private readonly db: Database,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
    private readonly calendar: Calendar,
    private readonly years: CalendarYears,
  ) {}

  @Get()
  async show() {
    const now = yearOf(this.clock.today());
    const rows = Array.from({ length: 5 }, (_, i) => this.row(now - 2 + i));
    const [guessed] = await this.db.select<{ n: unknown }>(
      'SELECT COUNT(*) AS n FROM deadline WHERE doneAt IS NULL AND byWeekends = ?',
      [true],
    );
    return page('admin/calendar', { rows, guessed: Number(guessed?.n ?? 0) });
  }

  private row(year: number) {
    const data = this.calendar.working().year(year);
    const state = !data ? 'unknown' : data.provisional ? 'provisional' : 'published';
    return { year, state, source: data?.source ?? null, off: data?.off.length ?? 0, work: data?.work.length ?? 0 };
  }

  @Get('year')
  edit(@QueryText('year') asked: string | undefined) {
    const year = Number(asked) || yearOf(this.clock.today()) + 1;
    const data = this.calendar.working().year(year);
    const values = { year, source: data?.source, off: data?.off.join('\n'), work: data?.work.join('\n') };
    const provisional = data?.provisional ?? false;
    return page('admin/calendar-year', { form: this.forms.blank(YearForm, { ...values, provisional }) });
  }

  @Post('year')
  save(@Me() me: Actor, @Body() body: unknown) {
    return this.forms.handle(YearForm, body, {
      submit: async ({ year, source, off, work, provisional }) => {
        const data: CalendarYear = {
          source,
          provisional,
          off: readDays('off', off),
          work: readDays('work', work ?? ''),
        };
        await this.years.save(me, year, data);
        return redirect('/admin/calendar', 'admin.calendar.saved', { year });
      },
      again: (form) => page('admin/calendar-year', { form }),
    });
  }
}

/** Days as a notice gives them: one by one, or a first and a last day with `~` between; separated by anything else. */
export function readDays(name: string, text: string): Day[] {
  const days = text
    .split(/[\s,;，；、]+/u)
    .filter(Boolean)
    .flatMap((part) => {
      const [from = '', to = from] = part.split(/[~～至]/u).map((end) => {
        const parsed = parseDay(end);
        return parsed.ok ? parsed.value : '';
      });
      if (isDay(from) && isDay(to)) return span(from, to);
      throw new Problem('validation', {}, [{ field: name, code: 'calendar-day', params: { text: part.slice(0, 20) } }]);
    });
  return [...new Set(days)].toSorted();
}

/** At most a month, so that a slip of the pen does not make a year of it. */
function span(from: Day, to: Day): Day[] {
  const days = [from];
  while ((days.at(-1) ?? to) < to && days.length < 31) days.push(addDays(days.at(-1) ?? from, 1));
  return days;
}
