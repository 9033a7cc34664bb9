import { Global, Module } from '@nestjs/common';
import { Calendar } from './calendar.js';
import { CalendarYears } from './calendar-years.service.js';

@Global()
@Module({ providers: [Calendar, CalendarYears], exports: [Calendar, CalendarYears] })
export class CalendarModule {}
