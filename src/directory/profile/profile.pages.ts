import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { yearOf } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { openHeaders } from '../../platform/files/open-headers.js';
import { Files } from '../../platform/files/files.service.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { QueryText } from '../../platform/http/query-text.js';
import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { industries, nearestIndustry } from '../codes/industries.js';
import { parks } from '../codes/parks.js';
import { regions } from '../codes/regions.js';
import { Organisations } from '../organisations.js';
import { ProfileEditing } from './profile-editing.js';
import { ProfileLooks } from './profile-looks.js';
import { formOfSection } from './profile-sections.js';
import { profileCodes } from './profile-codes.js';
import { withSource, type ProvedForm } from './profile.forms.js';
import { ProfileViews } from './profile.views.js';
import { Profiles } from './profiles.js';

/** The enterprise profile (F2): one's own at /profile, for the centre under the organisation. */
@Controller()
export class ProfilePages {
  constructor(
    private readonly profiles: Profiles,
    private readonly organisations: Organisations,
    private readonly views: ProfileViews,
    private readonly editing: ProfileEditing,
    private readonly looks: ProfileLooks,
    private readonly files: Files,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
  ) {}

  @Get('profile')
  @Allow('directory.profile.read')
  own(@Me() me: Actor, @Facts() facts: RequestFacts) {
    return this.show(me, me.organisationId, facts);
  }

  @Get('organisations/:id/profile')
  @Allow('directory.profile.read')
  async show(@Me() me: Actor, @Param('id') id: string, @Facts() { locale }: RequestFacts) {
    await this.enterprise(me, id);
    if (me.organisationId !== id) await this.looks.note(me, id, ['profile']);
    return page('profile/profile', await this.views.of(me, id, locale));
  }

  /** Reveals the contact's name, number and mail; on record. */
  @Post('organisations/:id/profile/contact-look')
  @Allow('directory.profile.edit')
  async contact(@Me() me: Actor, @Param('id') id: string, @Facts() { locale }: RequestFacts) {
    await this.enterprise(me, id);
    await this.looks.note(me, id, ['contact']);
    return page('profile/profile', await this.views.of(me, id, locale, true));
  }

  @Get('profile/views')
  @Allow('directory.profile.read')
  async seen(@Me() me: Actor) {
    await this.enterprise(me, me.organisationId);
    const looks = await this.looks.of(me.organisationId);
    return page('profile/views', {
      looks: looks.map((look) => ({
        ...look,
        fields: look.fields.map((name) => message(`profile.seen.${seenWord(name)}`)),
      })),
    });
  }

  @Get(['profile/files/:fileId', 'organisations/:id/profile/files/:fileId'])
  @Allow('directory.profile.read')
  async file(
    @Me() me: Actor,
    @Param('id') id: string | undefined,
    @Param('fileId') fileId: string,
    @QueryText('view') view: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisationId = id ?? me.organisationId;
    await this.enterprise(me, organisationId);
    if (!(await this.files.of('organisation', organisationId)).some((file) => file.id === fileId))
      throw new Problem('not-found');
    const { file, stream } = await this.files.open(fileId);
    if (me.organisationId !== organisationId) await this.looks.note(me, organisationId, ['file']);
    void reply.headers(openHeaders(file, view)).send(stream);
  }

  @Get(['profile/:section', 'organisations/:id/profile/:section'])
  @Allow('directory.profile.edit')
  async edit(
    @Me() me: Actor,
    @Param('id') id: string | undefined,
    @Param('section') section: string,
    @Facts() { locale }: RequestFacts,
  ) {
    const organisationId = id ?? me.organisationId;
    const type = await this.editable(me, organisationId, section);
    if (me.organisationId !== organisationId) await this.looks.note(me, organisationId, ['profile']);
    const form = this.forms.blank(type, await this.editing.answers(organisationId, section));
    return this.editPage(me, organisationId, section, form, locale);
  }

  @Post(['profile/:section', 'organisations/:id/profile/:section'])
  @Allow('directory.profile.edit')
  async save(
    @Me() me: Actor,
    @Param('id') id: string | undefined,
    @Param('section') section: string,
    @Facts() { locale }: RequestFacts,
    @Body() body: unknown,
  ) {
    const organisationId = id ?? me.organisationId;
    const type = await this.editable(me, organisationId, section);
    return this.forms.handle<ProvedForm>(type, body, {
      submit: async ({ proof, ...input }) => {
        await this.editing.save(me, organisationId, section, input, proof ?? null);
        return redirect(
          `${base(me, organisationId)}#${section.startsWith('year-') ? 'years' : section}`,
          'profile.saved',
        );
      },
      again: (form) => this.editPage(me, organisationId, section, form, locale),
    });
  }

  private async enterprise(me: Actor, id: string): Promise<void> {
    this.profiles.requireVisible(me, id);
    const { kind } = await this.organisations.require(id);
    if (kind !== 'enterprise') throw new Problem('not-found');
  }

  private async editable(me: Actor, id: string, section: string): Promise<new () => ProvedForm> {
    await this.enterprise(me, id);
    const form = formOfSection(section);
    const year = Number(/^year-(\d{4})$/.exec(section)?.[1] ?? 0);
    const last = yearOf(this.clock.today()) - 1;
    if (!form || (year !== 0 && (year > last || year < last - 9))) throw new Problem('not-found');
    return me.organisationKind === 'centre' ? withSource(form) : form;
  }

  private async editPage(me: Actor, id: string, section: string, form: FormView, locale: string) {
    const year = /^year-(\d{4})$/.exec(section)?.[1] ?? null;
    const { name } = await this.organisations.require(id);
    if (section === 'registration') listCodes(form, locale);
    const names = Object.keys(form.fields).filter((field) => !provenance.includes(field));
    if (section === 'qualifications') labelTitles(form);
    const proof = form.fields['proof'];
    if (proof) Object.assign(proof, { label: message('profile.proof.add'), hint: message('profile.proof.kinds') });
    return page('profile/section', {
      name,
      form,
      names,
      year,
      section: year ? 'year' : section,
      officer: me.organisationKind === 'centre',
      base: base(me, id),
      action: `${base(me, id)}/${section}`,
    });
  }
}

/** Asked once for all that stands on a page, below it. */
const provenance = ['source', 'obtainedOn', 'validUntil', 'proof'];

const base = (me: Actor, id: string): string =>
  me.organisationId === id ? '/profile' : `/organisations/${id}/profile`;

/** The code lists as choices, with the name in the reader's language; a finer industry code stays choosable. */
function listCodes(form: FormView, locale: string): void {
  const lists = {
    industry: industries.entries
      .filter(({ level }) => level === 'division')
      .map(({ code }) => [code, industries.name(code, locale)]),
    region: regions.entries.map(({ code }) => [code, regions.name(code, locale)]),
    park: parks.entries.map(({ code }) => [code, parks.name(code, locale)]),
  };
  for (const [name, entries] of Object.entries(lists)) {
    const field = form.fields[name];
    const value = field?.value ?? '';
    const other =
      value !== '' && !entries.some(([code]) => code === value) ? [[value, named(name, value, locale)]] : [];
    form.fields[name] = {
      ...field,
      kind: 'choice',
      options: [...other, ...entries].map(([code = '', label = '']) => ({
        value: code,
        label: name === 'industry' && code !== label ? `${code} ${label}` : label,
        checked: code === value,
      })),
    };
  }
}

/** A code that the list does not offer: a finer industry by its nearest name, anything else as it is. */
const named = (list: string, code: string, locale: string): string =>
  list === 'industry' ? industries.name(nearestIndustry(code)?.code ?? code, locale) : code;

function labelTitles(form: FormView): void {
  form.key = 'fact.qualifications';
  for (const code of profileCodes.qualifications) {
    const until = form.fields[`${code}-until`];
    if (until) until.label = message('profile.title.until', { title: message(`fact.qualifications.${code}`) });
  }
  for (const name of ['source', 'obtainedOn', 'validUntil']) {
    const field = form.fields[name];
    if (field) field.label = message(`fact.${name}`);
  }
}

const known = new Set(['profile', 'contact', 'file', 'contactName', 'contactMobile']);
const seenWord = (name: string): string => (known.has(name) ? name : 'other');
