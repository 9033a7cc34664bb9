import { Controller, Get, Query } from '@nestjs/common';
import { may, type Actor } from '../kernel/actor.js';
import { Me, SignedIn } from '../platform/http/access.js';
import { message, type Text } from '../platform/i18n/message.js';
import { page, redirect } from '../platform/views/result.js';
import { GROUP, SearchQueries, type Hit } from './search.queries.js';

type Shape = (hit: Hit) => { label: Text; notes: Text[]; href: string | null };
const known = (...notes: (Text | null)[]): Text[] => notes.filter((note): note is Text => note !== null && note !== '');

const shapes: Record<'needs' | 'referrals' | 'products' | 'organisations', Shape> = {
  needs: ({ id, number, name, state }) => ({
    label: name,
    notes: known(number, message(`search.need.${state}`)),
    href: `/financing/needs/${id}`,
  }),
  referrals: ({ id, number, name, other, state }) => ({
    label: name,
    notes: known(name === number ? null : number, other, message(`work.referral.${state}`)),
    href: `/financing/referrals/${id}`,
  }),
  products: ({ id, number, name, other, state }) => ({
    label: name,
    notes: known(number, other, message(`work.offer.${state}`)),
    href: `/financing/products/${id}`,
  }),
  organisations: ({ number, name, other }) => ({
    label: name,
    notes: known(number, message(`search.kind.${other}`)),
    href: other === 'enterprise' ? `/financing/needs?q=${encodeURIComponent(name)}` : null,
  }),
};

/** One box for everything: a whole number jumps, part of a name lists what the reader may see, five of each kind. */
@Controller('search')
export class SearchPages {
  constructor(private readonly queries: SearchQueries) {}

  @Get()
  @SignedIn()
  async find(@Me() me: Actor, @Query('q') typed: string | string[] | undefined) {
    const q = (Array.isArray(typed) ? typed[0] : typed)?.trim().slice(0, 60) ?? '';
    const jump = q ? await this.queries.jump(me, q) : null;
    if (jump) return redirect(jump);
    const groups = q ? await this.groups(me, q) : [];
    return page('search/found', {
      asked: q,
      subtitle: q ? message('search.for', { q }) : message('search.hint'),
      groups,
      filter: { key: 'search', fields: { q: { kind: 'text', value: q, max: 60, optional: true } }, errors: [] },
    });
  }

  private async groups(me: Actor, q: string): Promise<object[]> {
    const address = encodeURIComponent(q);
    const found = [
      may(me, 'financing.need.read') &&
        group('needs', await this.queries.needs(me, q), `/financing/needs?q=${address}`),
      may(me, 'financing.referral.read') &&
        group('referrals', await this.queries.referrals(me, q), `/financing/referrals?q=${address}`),
      may(me, 'financing.product.read') &&
        group('products', await this.queries.products(me, q), `/financing/products?q=${address}`),
      may(me, 'directory.organisation.read') && group('organisations', await this.queries.organisations(q), null),
    ];
    return found.filter((one): one is object => Boolean(one));
  }
}

function group(name: keyof typeof shapes, hits: readonly Hit[], all: string | null): object | null {
  if (hits.length === 0) return null;
  const more = hits.length > GROUP && all ? { more: { href: all, label: message('search.more') } } : {};
  return { heading: message(`search.group.${name}`), items: hits.slice(0, GROUP).map(shapes[name]), ...more };
}
