import type { Ids } from './world.js';

/** Lists are asked more than once: with what they search, filter and page by. */
const lists = {
  'GET /w': ['', '?view=verify', '?view=answer', '?view=quote', '?view=confirm', '?month=2026-10'],
  'GET /search': ['', '?q=CN-', '?q=RZ-2026-000001', '?q=RZ-2026-000002', '?q=name', '?q=lanhai', '?q=yunxiu', '?q=mingshan', '?q=%25'],
  'GET /financing/needs': ['', '?q=CN-', '?label=CN-', '?state=closed', '?view=all&size=100', '?page=2', '?q=mingshan'],
  'GET /financing/needs/new': ['', '?q=CN-'],
  'GET /financing/needs/export': ['', '?q=CN-'],
  'GET /financing/referrals': ['', '?tab=waiting', '?tab=ended', '?tab=done', '?tab=chosen', '?tab=working', '?word=CN-', '?tab=ended&word=mingshan', '?size=100'],
  'GET /financing/referrals/export': ['', '?q=CN-', '?q=mingshan', '?state=declined'],
  'GET /financing/products': ['', '?text=CN-', '?state=draft', '?state=review'],
  'GET /api/v1/financing/referrals': ['', '?state=declined', '?limit=100', '?state=withdrawn', '?state=awaiting-consent', '?limit=1'],
  'GET /api/v1/financing/needs': ['', '?limit=100', '?state=draft'],
  'GET /api/v1/financing/products': ['', '?limit=100', '?state=draft'],
  'GET /talent/demands': ['', '?q=CN-', '?state=closed', '?size=100', '?q=mingshan'],
  'GET /talent/demands/export': ['', '?q=CN-'],
  'GET /talent/classes': ['', '?state=short', '?state=over', '?page=2'],
  'GET /talent/colleges': ['', '?text=CN-', '?major=460103'],
  'GET /talent/programmes': ['', '?college=CN-', '?state=draft'],
  'GET /api/v1/talent/colleges': ['', '?limit=100'],
  'GET /api/v1/talent/programmes': ['', '?limit=100', '?state=draft'],
  'GET /inbox': ['', '?page=2', '?tab=all'],
  'GET /admin/audit': ['', '?page=2', '?page=3', '?record=RZ-2026-000002'],
  'GET /admin/deliveries': ['', '?state=sent', '?state=held', '?state=suppressed', '?state=failed-permanent'],
  'GET /admin/registrations': ['', '?state=refused'],
  'GET /admin/users': ['', '?q=CN-', '?page=2'],
  'GET /admin/users/export': ['', '?q=CN-'],
  'GET /admin/registrations/export': ['', '?state=refused'],
  'GET /organisations': ['', '?q=CN-', '?page=2'],
  'GET /api/v1/organisations': ['', '?search=CN-', '?limit=100'],
  'GET /imports/:id': ['', '?tab=bad', '?tab=duplicate', '?tab=good'],
} satisfies Readonly<Record<string, readonly string[]>>; // prettier-ignore

/** Addresses that say nothing without one. */
const always = (ids: Ids): Readonly<Record<string, readonly string[]>> => ({
  'POST /financing/needs/:id/autosave': ['?page=use'],
  'POST /talent/demands/:id/autosave': ['?page=post'],
  'GET /financing/needs/:id/send': [`?offer=${ids['stranger/product']}`],
  'GET /financing/needs/:id/consents/give': [`?receiver=${ids['org/stranger']}`],
  'GET /financing/needs/:id/consents/letter': [`?receiver=${ids['org/stranger']}`],
});

/** What is asked for under an address; who is refused is asked for the first of it alone. */
export const queriesOf = (route: string, ids: Ids): readonly string[] =>
  always(ids)[route.replace(/^HEAD /, 'GET ')] ?? (lists as Record<string, readonly string[]>)[route] ?? [''];
