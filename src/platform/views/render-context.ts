import type { Locale } from '../i18n/locale.js';
import type { Text } from '../i18n/message.js';
import type { Flash } from './result.js';

export interface MenuItem {
  href: string;
  label: Text;
  /** The id of a symbol in `templates/assets/icons.svg`. */
  icon: string;
  /** Open work behind the link; nothing is shown for 0. */
  count?: number;
  current?: boolean;
}

export interface MenuGroup {
  /** Null for the items that stand alone on top. */
  group: Text | null;
  items: MenuItem[];
}

/** What the HTTP layer knows about a request and every layout needs; templates read it as `@view`. */
export interface RenderContext {
  locale: Locale;
  /** The path asked for, with its query: where the language and text size forms come back to. */
  path: string;
  /** The business clock's now: ages, deadlines and the print time are counted from it. */
  now: Date;
  actor: { name: string; organisationName: string; role: Text } | null;
  menu: MenuGroup[];
  /** The bottom bar of phones: five at most. */
  tabs: MenuItem[];
  csrfToken: string;
  /** Unread messages in the inbox. */
  unread: number;
  demo: { ribbon: Text } | null;
  /** The development zone that runs the portal, and the phone number people may always call. */
  zone: { name: string; phone: string };
  flash: Flash | null;
  /** 大字版, the large-text edition, remembered by a cookie. */
  big: boolean;
  /** `Assets.version`: makes asset addresses cacheable for ever. */
  assetVersion: string;
  /** Seconds until an idle session ends; the reader is warned two minutes before. */
  idleSeconds?: number;
}
