import { Controller, Get } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { referralStatus } from '../domains/financing/referrals/referral-status.js';
import { classHref } from '../domains/talent/classes/class-look.js';
import { collegeHref, programmeHref } from '../domains/talent/colleges/college-links.js';
import { demandHref } from '../matchmaking/domains.js';
import { Me, SignedIn } from '../platform/http/access.js';
import { QueryText } from '../platform/http/query-text.js';
import { message, type Text } from '../platform/i18n/message.js';
import { page, redirect } from '../platform/views/result.js';
import { GROUP, SearchQueries } from './search.queries.js';

interface Item {
  readonly label: Text;
  readonly notes: (Text | null)[];
  readonly href: string;
}

/** One box for everything: a whole number jumps, part of a name lists what the reader may see, five of each kind. */
@Controller('search')
export class SearchPages {
  constructor(private readonly queries: SearchQueries) {}

  @Get()
  @SignedIn()
  async find(@Me() me: Actor, @QueryText('q') typed: string | undefined) {
    const q = typed?.trim().slice(0, 60) ?? '';
    const jump = q ? await this.queries.jump(me, q) : null;
    if (jump) return redirect(jump);
    return page('search/found', {
      asked: q,
      subtitle: q ? message('search.for', { q }) : message('search.hint'),
      groups: q ? await this.groups(me, q) : [],
      filter: { key: 'search', fields: { q: { kind: 'text', value: q, max: 60 } }, errors: [] },
    });
  }

  private async groups(me: Actor, q: string): Promise<object[]> {
    const found = [
      group('needs', `/financing/needs?view=all&q=`, q, await this.queries.needs(me, q), (row) => ({
        label: row.organisation,
        notes: [row.number, message(`need.state.${row.status}`)],
        href: `/financing/needs/${row.id}`,
      })),
      group('referrals', '/financing/referrals?word=', q, await this.queries.referrals(me, q), (row) => ({
        label: row.enterprise ?? row.number,
        notes: [
          row.enterprise === undefined ? null : row.number,
          row.institution,
          message(`referral.status.${referralStatus(row.state, row.stage, row.disclosed).code}`),
        ],
        href: `/financing/referrals/${row.id}`,
      })),
      group('products', '/financing/products?text=', q, await this.queries.products(me, q), (row) => ({
        label: row.title,
        notes: [row.number, row.institution, message(`financing.product.state.${row.state}`)],
        href: `/financing/products/${row.id}`,
      })),
      group('demands', '/talent/demands?q=', q, await this.queries.demands(me, q), (row) => ({
        label: row.title ?? message('talent.demand.untitled'),
        notes: [row.number, row.organisation, message(`talent.demand.state.${row.state}`)],
        href: demandHref({ domain: 'talent', id: row.id }),
      })),
      group('classes', '/talent/classes?q=', q, await this.queries.classes(me, q), (row) => ({
        label: row.title,
        notes: [row.number, row.college, message(`class.state.${row.state}`)],
        href: classHref(row.id),
      })),
      group(
        'programmes',
        '/talent/programmes?major=',
        q,
        await this.queries.programmes(me, q),
        ({ offer, college }) => ({
          label: offer.title,
          notes: [offer.number, college.name, message(`talent.programme.state.${offer.state}`)],
          href: programmeHref(offer.id),
        }),
      ),
      group('colleges', '/talent/colleges?text=', q, await this.queries.colleges(me, q), (row) => ({
        label: row.name,
        notes: [],
        href: collegeHref(row.id),
      })),
      group('organisations', '/organisations?q=', q, await this.queries.organisations(me, q), (row) => ({
        label: row.name,
        notes: [row.creditCode, message(`organisation-kind.${row.kind}`)],
        href: `/organisations/${row.id}`,
      })),
    ];
    return found.filter((one) => one !== null);
  }
}

/** At most five, and the way to the list with the same word where there are more. */
function group<R>(name: string, all: string, q: string, rows: readonly R[], item: (row: R) => Item): object | null {
  if (rows.length === 0) return null;
  const items = rows.slice(0, GROUP).map((row) => {
    const { notes, ...rest } = item(row);
    return { ...rest, notes: notes.filter(Boolean) };
  });
  const link = { href: all + encodeURIComponent(q), label: message('search.more') };
  return { heading: message(`search.group.${name}`), items, ...(rows.length > GROUP && { more: link }) };
}
