import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../kernel/actor.js';
import { defaultZone, ZoneSettings } from '../directory/zone-settings.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Settings } from '../platform/config/settings.js';
import { Shell, type ShellContext } from '../platform/http/shell.js';
import { message } from '../platform/i18n/message.js';
import { Inbox } from '../platform/notifications/inbox.service.js';
import type { MenuGroup, MenuItem } from '../platform/views/render-context.js';
import { menu, type Entry } from './menu.js';

/** The menu that fits the reader, with what waits behind each entry. */
@Injectable()
export class PortalShell extends Shell {
  constructor(
    private readonly zone: ZoneSettings,
    private readonly inbox: Inbox,
    private readonly clock: BusinessClock,
    private readonly settings: Settings,
  ) {
    super();
  }

  async contextFor(actor: Actor | null, path: string): Promise<ShellContext> {
    const role = actor?.roles[0];
    const shown = actor ? await this.entriesOf(actor) : [];
    return {
      actor: actor && {
        name: actor.name,
        organisationName: actor.organisationName,
        role: role ? message(`role.${role}`) : '',
      },
      menu: actor ? this.groups(shown, path) : [],
      tabs: actor ? this.tabs(actor, shown, path) : [],
      unread: actor ? await this.inbox.unread(actor.userId) : 0,
      demo: this.settings.demo ? { ribbon: message('shell.ribbon', { day: this.clock.today() }) } : null,
      zone: {
        name: await this.zone.text('zone.name', defaultZone.name),
        phone: await this.zone.text('zone.phone', defaultZone.phone),
      },
    };
  }

  /** What the reader may open, and what the zone has switched on. */
  private async entriesOf(actor: Actor): Promise<Entry[]> {
    const own = menu.flatMap(({ items }) => items).filter((entry) => visible(actor, entry));
    const on = await Promise.all(
      own.map(async ({ setting }) => setting === undefined || (await this.zone.isOn(setting))),
    );
    return own.filter((_, at) => on[at]);
  }

  private groups(shown: readonly Entry[], path: string): MenuGroup[] {
    return menu
      .map(({ group, items }) => ({
        group: group === null ? null : message(group),
        items: items.filter((entry) => shown.includes(entry)).map((entry) => item(entry, path)),
      }))
      .filter(({ items }) => items.length > 0);
  }

  /** Phones show the first entries of the menu, the inbox and one's own page. */
  private tabs(actor: Actor, shown: readonly Entry[], path: string): MenuItem[] {
    return shown
      .filter((entry) => isTab(actor, entry))
      .slice(0, 5)
      .map((entry) => item(entry, path));
  }
}

const visible = (actor: Actor, entry: Entry): boolean =>
  (entry.permission === null || may(actor, entry.permission)) &&
  (!entry.kinds || entry.kinds.includes(actor.organisationKind));

const isTab = (actor: Actor, { tab }: Entry): boolean =>
  tab === true || (tab?.includes(actor.organisationKind) ?? false);

const item = ({ href, label, icon }: Entry, path: string): MenuItem => ({
  href,
  label: message(label),
  icon,
  current: path === href || (href !== '/w' && path.startsWith(`${href}/`)),
});
