import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { Organisations } from '../../directory/organisations.js';
import { Profiles } from '../../directory/profile/profiles.js';
import { Allow, Me } from '../../platform/http/access.js';
import { bindReadable } from '../../platform/http/bind.js';
import { field, form } from '../../platform/http/fields.js';
import { Forms } from '../../platform/http/forms.js';
import { hrefWith, pageNumber, pagerOf, type Query as Parameters } from '../../platform/http/list-address.js';
import { message } from '../../platform/i18n/message.js';
import type { Organisation } from '../../platform/identity/organisation.entity.js';
import { page, redirect } from '../../platform/views/result.js';
import { People } from '../account/people.queries.js';
import { OrganisationFilterForm } from './organisation-filter.form.js';
import { OrganisationList, type OrganisationCounts } from './organisations.queries.js';

const READ = 'directory.organisation.read';
const EDIT = 'directory.organisation.edit';
const PATH = '/organisations';
const madeHere = ['enterprise', 'institution', 'college'] as const;

@form('organisations.new')
class NewOrganisationForm {
  @field.choice(madeHere, { words: 'organisation-kind' }) kind!: (typeof madeHere)[number];
  @field.text({ max: 120 }) name!: string;
  @field.creditCode({ optional: true }) creditCode!: string | null;
}

/** The parties, as the centre's people see them. */
@Controller('organisations')
export class OrganisationPages {
  constructor(
    private readonly forms: Forms,
    private readonly organisations: Organisations,
    private readonly profiles: Profiles,
    private readonly people: People,
    private readonly queries: OrganisationList,
  ) {}

  @Get()
  @Allow(READ)
  async list(@Me() me: Actor, @Query() query: Parameters) {
    const filter = bindReadable(OrganisationFilterForm, query);
    const { total, rows } = await this.queries.list(filter, pageNumber(query));
    return page('organisations/list', {
      rows,
      filter: this.forms.blank(OrganisationFilterForm, filter),
      pager: pagerOf(PATH, query, total, OrganisationList.pageSize),
      exportHref: total > 0 ? hrefWith(`${PATH}/export`, query, { page: undefined }) : null,
      mayEdit: me.permissions.has(EDIT),
    });
  }

  @Get('new')
  @Allow(EDIT)
  blank() {
    return page('organisations/new', { form: this.forms.blank(NewOrganisationForm) });
  }

  @Post()
  @Allow(EDIT)
  create(@Me() me: Actor, @Body() body: unknown) {
    return this.forms.handle(NewOrganisationForm, body, {
      submit: async (input) => {
        const { id } = await this.organisations.create(me, input);
        return redirect(`${PATH}/${id}`, 'organisations.created');
      },
      again: (form) => page('organisations/new', { form }),
    });
  }

  @Get(':id')
  @Allow(READ)
  async show(@Me() me: Actor, @Param('id') id: string) {
    const organisation = await this.organisations.require(id);
    const counts = await this.queries.counts(id);
    const { rows: people } = await this.people.list({ organisation: id }, 1);
    return page('organisations/show', {
      organisation,
      people,
      kpis: kpis(me, organisation, counts),
      profileHref:
        organisation.kind === 'enterprise' && may(me, 'directory.profile.read') ? `${PATH}/${id}/profile` : null,
      ...(await this.facts(me, organisation)),
      mayEdit: me.permissions.has(EDIT) && id !== me.organisationId,
      mayInvite: me.permissions.has('platform.user.manage'),
    });
  }

  @Get(':id/disabling')
  @Allow(EDIT)
  async confirmDisabling(@Param('id') id: string) {
    return page('organisations/disabling', { organisation: await this.organisations.require(id) });
  }

  @Post(':id/disabling')
  @Allow(EDIT)
  async disable(@Me() me: Actor, @Param('id') id: string) {
    await this.organisations.setState(me, id, 'disabled');
    return redirect(`${PATH}/${id}`, 'organisations.disabled');
  }

  @Post(':id/enabling')
  @Allow(EDIT)
  async enable(@Me() me: Actor, @Param('id') id: string) {
    await this.organisations.setState(me, id, 'active');
    return redirect(`${PATH}/${id}`, 'organisations.enabled');
  }

  /** Facts of the profile are for whoever may read profiles; the register's own are for all who come here. */
  private async facts(me: Actor, organisation: Organisation) {
    const base = [
      { label: message('organisations.kind'), value: message(`organisation-kind.${organisation.kind}`) },
      { label: message('organisations.creditCode'), value: organisation.creditCode },
      { label: message('organisations.created-at'), value: { at: organisation.createdAt } },
    ];
    if (organisation.kind !== 'enterprise' || !may(me, 'directory.profile.read')) return { facts: base, tags: [] };
    const { profile, qualifications } = await this.profiles.read(organisation.id);
    const facts = [
      ...base,
      {
        label: message('organisations.establishedOn'),
        value: profile.establishedOn ? { day: profile.establishedOn } : null,
      },
      { label: message('organisations.staff'), value: profile.staff ?? null },
      { label: message('organisations.taxGrade'), value: profile.taxGrade ?? null },
    ];
    const tags = qualifications.map(({ code, validUntil }) => ({
      text: message(`fact.qualifications.${code}`),
      validUntil,
    }));
    return { facts, tags };
  }
}

/** Counts lead to the list behind them, for who may read it. */
function kpis(
  me: Actor,
  { id, kind, name, creditCode }: Organisation,
  { needs, openNeeds, products, referrals }: OrganisationCounts,
) {
  const link = (permission: string, href: string) => (may(me, permission) ? { href } : {});
  const query = encodeURIComponent(creditCode ?? name);
  if (kind === 'enterprise') {
    return [
      {
        label: message('organisations.count.needs'),
        value: needs,
        ...link('financing.need.read', `/financing/needs?view=all&q=${query}`),
      },
      { label: message('organisations.count.openNeeds'), value: openNeeds },
    ];
  }
  if (kind === 'college')
    return [
      {
        label: message('organisations.count.programmes'),
        value: products,
        ...link('talent.college.read', `/talent/colleges/${id}`),
      },
    ];
  if (kind !== 'institution') return [];
  return [
    {
      label: message('organisations.count.products'),
      value: products,
      ...link('financing.product.read', `/financing/products?institution=${id}`),
    },
    {
      label: message('organisations.count.referrals'),
      value: referrals,
      ...link('financing.referral.read', `/financing/referrals?tab=all&institution=${id}`),
    },
  ];
}
