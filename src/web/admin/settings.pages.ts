import { Body, Controller, Get, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { defaultZone, ZoneSettings } from '../../directory/zone-settings.js';
import { RECORD_SETTING } from '../../domains/financing/record/track-records.service.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { daysOutOfOrder, limitField, limitKinds, settingNumbers, SettingsForm } from './settings.form.js';

/** The zone's own figures. Running deadlines keep theirs: a limit and the hour hold from the next start. */
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
        const wrong = daysOutOfOrder(input);
        if (wrong.length > 0) throw new Problem('validation', {}, wrong);
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
    const numbers = Object.entries(settingNumbers).map(
      async ([name, { key, standing }]) => [name, await this.zone.number(key, standing)] as const,
    );
    return {
      ...Object.fromEntries(await Promise.all(numbers)),
      zoneName: await this.zone.text('zone.name', defaultZone.name),
      zonePhone: await this.zone.text('zone.phone', defaultZone.phone),
      trackRecord: await this.zone.isOn(RECORD_SETTING),
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

const keys: Record<string, string> = { zoneName: 'zone.name', zonePhone: 'zone.phone', trackRecord: RECORD_SETTING };

const keyOf = (name: string): string => keys[name] ?? settingNumbers[name]?.key ?? name;
