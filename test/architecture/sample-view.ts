import type { Locale } from '../../src/platform/i18n/locale.js';
import { message } from '../../src/platform/i18n/message.js';
import type { RenderContext } from '../../src/platform/views/render-context.js';

/** A signed-in officer's page, as the HTTP layer would describe it. */
export function sampleView(locale: Locale, changes: Partial<RenderContext> = {}): RenderContext {
  const item = (label: string, icon: string, more: object = {}) => ({
    href: `/${label}`,
    label: message(`kit.menu.${label}`),
    icon,
    ...more,
  });
  return {
    locale,
    path: '/kit?page=2',
    now: new Date('2026-11-23T01:12:00Z'),
    actor: { name: 'Lin Xiaomin', organisationName: 'Example Service Centre', role: message('kit.role') },
    menu: [
      { group: null, items: [item('home', 'home', { count: 22, current: true })] },
      {
        group: message('kit.menu.financing'),
        items: [item('needs', 'coin', { count: 13 }), item('products', 'list')],
      },
      { group: message('kit.menu.talent'), items: [item('demands', 'people', { count: 9 }), item('classes', 'cap')] },
    ],
    tabs: [
      item('home', 'home', { current: true }),
      item('needs', 'coin', { count: 3 }),
      item('demands', 'people'),
      item('me', 'user'),
    ],
    csrfToken: 'token',
    unread: 7,
    demo: { ribbon: message('kit.ribbon') },
    zone: { name: 'Example Zone', phone: '0595-12345' },
    flash: { ...message('kit.flash'), tone: 'ok' },
    big: false,
    assetVersion: 'v1',
    idleSeconds: 1800,
    ...changes,
  };
}
