import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../kernel/actor.js';
import { toHalfWidth } from '../kernel/full-width.js';
import { nameKey } from '../directory/organisations.js';
import { NeedList, type NeedRow } from '../domains/financing/needs/need-list.query.js';
import { ProductQueries, type ProductRow } from '../domains/financing/products/product.queries.js';
import { readProductFilter } from '../domains/financing/products/product.forms.js';
import { ReferralList, type ReferralRow } from '../domains/financing/referrals/referral-list.queries.js';
import { ClassQueries, type ClassListRow } from '../domains/talent/classes/class.queries.js';
import { classHref } from '../domains/talent/classes/class-look.js';
import { CollegeQueries, type CollegeRow } from '../domains/talent/colleges/college.queries.js';
import { DemandList, type DemandRow } from '../domains/talent/demands/demand-list.query.js';
import type { ProgrammeEntry } from '../domains/talent/programmes/programme-catalogue.js';
import { ProgrammeQueries } from '../domains/talent/programmes/programme.queries.js';
import { programmeHref } from '../domains/talent/colleges/college-links.js';
import { demandHref } from '../matchmaking/domains.js';
import { containing } from '../platform/database/conditions.js';
import { Database } from '../platform/database/database.js';

export interface OrganisationHit {
  readonly id: string;
  readonly creditCode: string | null;
  readonly name: string;
  readonly kind: string;
}

const READ_COLLEGES = 'talent.college.read';
/** So many of a kind are shown; one more is read to know whether there are more. */
export const GROUP = 5;
const MOST = GROUP + 1;
const NUMBER = /^([A-Z]{2})-?(\d{4})-?(\d{1,6})$/;
/** Some numbers of products come from outside and have no year: `CP-0001`. */
const OTHER_NUMBER = /^[A-Z]{2}-\d{1,12}$/;

/** What somebody may find: the same rows as in the lists behind it. */
@Injectable()
export class SearchQueries {
  constructor(
    private readonly db: Database,
    private readonly needList: NeedList,
    private readonly referralList: ReferralList,
    private readonly productList: ProductQueries,
    private readonly demandList: DemandList,
    private readonly classList: ClassQueries,
    private readonly programmeList: ProgrammeQueries,
    private readonly collegeList: CollegeQueries,
  ) {}

  /** Where a number leads that was typed in full (`rz-2026-138` is `RZ-2026-000138`), if the actor may go there. */
  async jump(actor: Actor, text: string): Promise<string | null> {
    const typed = toHalfWidth(text).replaceAll(/\s/g, '').toUpperCase();
    const [whole, kind, year, serial = ''] = NUMBER.exec(typed) ?? OTHER_NUMBER.exec(typed) ?? [];
    if (!whole) return null;
    const number = kind ? `${kind}-${year}-${serial.padStart(6, '0')}` : whole;
    const is = <T extends { number: string | null }>(rows: readonly T[]) => rows.find((row) => row.number === number);
    const need = is(await this.needs(actor, number));
    if (need) return `/financing/needs/${need.id}`;
    const referral = is(await this.referrals(actor, number));
    if (referral) return `/financing/referrals/${referral.id}`;
    const product = is(await this.products(actor, number)) ?? is(await this.products(actor, number, 'off'));
    if (product) return `/financing/products/${product.id}`;
    const demand = is(await this.demands(actor, number));
    if (demand) return demandHref({ domain: 'talent', id: demand.id });
    const order = is(await this.classes(actor, number));
    if (order) return classHref(order.id);
    const programme = may(actor, READ_COLLEGES) ? await this.programmeList.byNumber(actor, number) : null;
    return programme ? programmeHref(programme) : null;
  }

  async demands(actor: Actor, q: string): Promise<DemandRow[]> {
    if (!may(actor, 'talent.demand.read')) return [];
    return (await this.demandList.page(actor, { q })).rows.slice(0, MOST);
  }

  async classes(actor: Actor, q: string): Promise<ClassListRow[]> {
    if (!may(actor, 'talent.class.read')) return [];
    return (await this.classList.list(actor, { state: null, plan: null, q }, 1)).rows.slice(0, MOST);
  }

  /** By the names and codes of their majors. */
  async programmes(actor: Actor, major: string): Promise<ProgrammeEntry[]> {
    if (!may(actor, READ_COLLEGES)) return [];
    return (await this.programmeList.list(actor, { major }, 1)).entries.slice(0, MOST);
  }

  async colleges(actor: Actor, text: string): Promise<CollegeRow[]> {
    // Who sees every organisation finds colleges among them.
    if (!may(actor, READ_COLLEGES) || may(actor, 'directory.organisation.read')) return [];
    return (await this.collegeList.list({ text }, 1)).rows.slice(0, MOST);
  }

  async needs(actor: Actor, text: string): Promise<NeedRow[]> {
    return may(actor, 'financing.need.read') ? this.needList.first(actor, { q: text }, MOST) : [];
  }

  async referrals(actor: Actor, text: string): Promise<ReferralRow[]> {
    return may(actor, 'financing.referral.read') ? this.referralList.page(actor, { word: text }, MOST, 1) : [];
  }

  async products(actor: Actor, text: string, state = ''): Promise<ProductRow[]> {
    if (!may(actor, 'financing.product.read')) return [];
    return (await this.productList.catalogue(actor, readProductFilter({ text, state }), 1)).rows.slice(0, MOST);
  }

  async organisations(actor: Actor, text: string): Promise<OrganisationHit[]> {
    if (!may(actor, 'directory.organisation.read')) return [];
    return this.db.select<OrganisationHit>(
      `SELECT id, creditCode, name, kind FROM organisation
        WHERE state = 'active' AND kind <> 'centre' AND (searchText LIKE ? OR creditCode LIKE ?)
        ORDER BY nameKey, id LIMIT ${MOST}`,
      [containing(nameKey(text)), containing(nameKey(text).toUpperCase())],
    );
  }
}
