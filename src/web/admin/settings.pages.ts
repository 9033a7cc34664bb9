import { Body, Controller, Get, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { defaultZone, ZoneSettings } from '../../directory/zone-settings.js';
import { RECORD_SETTING } from '../../domains/financing/record/track-records.service.js';
import { DEFAULT_REACH_KM, REACH_SETTING } from '../../domains/talent/matching/programme-criteria.js';
import { defaultLimits } from '../../matchmaking/deadline-limits.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { expiryDefaults, limitField, limitKinds, SettingsForm } from './settings.form.js';

/** The zone's own figures. Running deadlines keep theirs: a limit holds from the next start. */
@Controller('admin/settings')
@Allow('platform.setting.edit')
export class SettingsPages {
  constructor(
    private readonly db: Database,
    private readonly forms: Forms,
    private readonly zone: ZoneSettings,
    private readonly audit: Audit,
  ) {}

  @Get()
  async show() {
    return this.page(this.forms.blank(SettingsForm, await this.values()));
  }

  @Post()
  change(@Me() me: Actor, @Body() body: unknown) {
    return this.forms.handle(SettingsForm, body, {
      submit: async (input) => {
        await this.save(me, input as unknown as Values);
        return redirect('/admin/settings', 'admin.settings.saved');
      },
      again: (form) => this.page(form),
    });
  }

  private page(form: FormView) {
    return page('admin/settings', { form, limits: limitKinds.map(limitField) });
  }

  private async values(): Promise<Values> {
    const limits = limitKinds.map(async (kind) => {
      const name = limitField(kind);
      return [name, await this.zone.number(name, defaultLimits[kind])] as const;
    });
    return {
      ...Object.fromEntries(await Promise.all(limits)),
      zoneName: await this.zone.text('zone.name', defaultZone.name),
      zonePhone: await this.zone.text('zone.phone', defaultZone.phone),
      expiryFinancing: await this.zone.number('expiry.financing', expiryDefaults.financing),
      trackRecord: await this.zone.isOn(RECORD_SETTING),
      reachKm: await this.zone.number(REACH_SETTING, DEFAULT_REACH_KM),
    };
  }

  private async save(me: Actor, input: Values): Promise<void> {
    const before = await this.values();
    const changed = Object.keys(before).filter((name) => before[name] !== input[name]);
    if (changed.length === 0) return;
    const pick = (from: Values) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
    await this.db.transaction(async () => {
      await this.zone.set(Object.fromEntries(changed.map((name) => [keyOf(name), String(input[name])])));
      await this.audit.record(me, {
        action: 'settings.change',
        type: 'settings',
        id: 'zone',
        before: pick(before),
        after: pick(input),
      });
    });
  }
}

type Values = Record<string, string | number | boolean>;

const keys: Record<string, string> = {
  zoneName: 'zone.name',
  zonePhone: 'zone.phone',
  expiryFinancing: 'expiry.financing',
  reachKm: REACH_SETTING,
  trackRecord: RECORD_SETTING,
};

const keyOf = (field: string): string => keys[field] ?? field;
