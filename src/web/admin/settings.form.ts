import { EXPIRY, expirySettings } from '../../domains/financing/needs/need-expiry.js';
import { defaultDemandDays, demandDaySettings } from '../../domains/talent/demands/expiry-days.js';
import { DEFAULT_REACH_KM, REACH_SETTING } from '../../domains/talent/matching/programme-criteria.js';
import { programmeLimits } from '../../domains/talent/programmes/programme-limits.js';
import type { FieldProblem } from '../../kernel/problem.js';
import {
  DEFAULT_HOUR,
  defaultLimits,
  HOUR_SETTING,
  hourBounds,
  type DeadlineKind,
} from '../../matchmaking/deadline-limits.js';
import { field, form } from '../../platform/http/fields.js';

/** What a zone may set. `limit.*` are working days, `expiry.*` days. */
export const limitKinds = Object.keys(defaultLimits) as DeadlineKind[];

const ending = { min: 7, max: 365, unit: 'admin.settings.days' };
const before = { ...ending, min: 1 };

@form('admin.settings')
export class SettingsForm {
  @field.text({ max: 60 }) zoneName!: string;
  @field.text({ max: 30 }) zonePhone!: string;
  @field.whole({ ...hourBounds, unit: 'admin.settings.oclock' }) deadlineHour!: number;
  @field.whole(before) remindFinancing!: number;
  @field.whole(ending) expiryFinancing!: number;
  @field.whole(before) remindTalent!: number;
  @field.whole(before) callTalent!: number;
  @field.whole(before) remindTalentAgain!: number;
  @field.whole(ending) expiryTalent!: number;
  @field.whole({ ...programmeLimits.reachKm, unit: 'talent.unit.km' }) reachKm!: number;
  @field.flag() trackRecord!: boolean;
}

/** One field for each limit: `limit.verify`, from 1 to 60 working days. */
for (const kind of limitKinds) {
  field.whole({ min: 1, max: 60, unit: 'admin.settings.working-days' })(SettingsForm.prototype, limitField(kind));
}

export function limitField(kind: DeadlineKind): string {
  return `limit.${kind}`;
}

interface SettingNumber {
  readonly key: string;
  /** What stands until the zone sets it. */
  readonly standing: number;
}

/** The numbers of the form by field, with the keys they are kept under. */
export const settingNumbers: Readonly<Record<string, SettingNumber>> = {
  deadlineHour: { key: HOUR_SETTING, standing: DEFAULT_HOUR },
  remindFinancing: { key: expirySettings.reminderOn, standing: EXPIRY.reminderOn },
  expiryFinancing: { key: expirySettings.days, standing: EXPIRY.days },
  remindTalent: { key: demandDaySettings.firstReminder, standing: defaultDemandDays.firstReminder },
  callTalent: { key: demandDaySettings.call, standing: defaultDemandDays.call },
  remindTalentAgain: { key: demandDaySettings.secondReminder, standing: defaultDemandDays.secondReminder },
  expiryTalent: { key: demandDaySettings.end, standing: defaultDemandDays.end },
  reachKm: { key: REACH_SETTING, standing: DEFAULT_REACH_KM },
  ...Object.fromEntries(
    limitKinds.map((kind) => [limitField(kind), { key: limitField(kind), standing: defaultLimits[kind] }]),
  ),
};

/** Reminders and the call come before the end, and the second reminder after the first. */
export function daysOutOfOrder(days: SettingsForm): FieldProblem[] {
  const { remindFinancing, expiryFinancing, remindTalent, remindTalentAgain, callTalent, expiryTalent } = days;
  const late = (name: keyof SettingsForm, day: number, end: number): FieldProblem[] =>
    day < end ? [] : [{ field: name, code: 'day-not-before-end', params: { days: end } }];
  const again = late('remindTalentAgain', remindTalentAgain, expiryTalent);
  const reversed = { field: 'remindTalentAgain', code: 'day-not-after-first', params: { days: remindTalent } };
  return [
    ...late('remindFinancing', remindFinancing, expiryFinancing),
    ...late('remindTalent', remindTalent, expiryTalent),
    ...late('callTalent', callTalent, expiryTalent),
    ...(again.length === 0 && remindTalentAgain <= remindTalent ? [reversed] : again),
  ];
}
