import { defaultLimits, type DeadlineKind } from '../../matchmaking/deadline-limits.js';
import { programmeLimits } from '../../domains/talent/programmes/programme-limits.js';
import { field, form } from '../../platform/http/fields.js';

/** What a zone may set, and what stands until it does. `limit.*` are working days, `expiry.*` days. */
export const limitKinds = Object.keys(defaultLimits) as DeadlineKind[];
export const expiryDefaults = { financing: 90 } as const;

@form('admin.settings')
export class SettingsForm {
  @field.text({ max: 60 }) zoneName!: string;
  @field.text({ max: 30 }) zonePhone!: string;
  @field.whole({ min: 7, max: 365, unit: 'admin.settings.days' }) expiryFinancing!: number;
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
