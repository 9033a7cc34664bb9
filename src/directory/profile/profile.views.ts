import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { may } from '../../kernel/actor.js';
import { yearOf } from '../../kernel/day.js';
import { maskMobile, maskName } from '../../kernel/mask.js';
import { sizeClassOf } from '../../kernel/size-class.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Files } from '../../platform/files/files.service.js';
import { message, type Text } from '../../platform/i18n/message.js';
import type { Shown } from '../../platform/views/value-helpers.js';
import { nearestIndustry } from '../codes/industries.js';
import { parks } from '../codes/parks.js';
import { regions } from '../codes/regions.js';
import { industries } from '../codes/industries.js';
import { Organisations } from '../organisations.js';
import { ProfileQuestions } from './profile-questions.js';
import type { ProfileRecord } from './profile-record.js';
import { profileSections, sectionOf, yearFacts, type Showing } from './profile-sections.js';
import type { FactSource } from './profile.entity.js';
import { PaperValidity } from './paper-validity.js';
import { Profiles } from './profiles.js';

/** A fact as it is shown: its value, where it comes from, and whether it may still be relied on. */
export interface ShownFact {
  readonly label: Text;
  readonly value: Shown;
  readonly source: Text | null;
  readonly obtainedOn: string | null;
  readonly validUntil: string | null;
  readonly expired: boolean;
  readonly disputed: boolean;
  readonly fileId: string | null;
}

export interface ShownSection {
  readonly name: string;
  readonly facts: readonly ShownFact[];
}

const personal = new Set(['contactName', 'contactMobile', 'contactMail']);
/** Counts with their unit; the others are bare numbers. */
const units: Readonly<Record<string, string>> = {
  leaseMonthsLeft: 'months',
  insuranceMonths: 'months',
  staff: 'people',
  insuredStaff: 'people',
};

/** The enterprise profile (F2) as people read it. */
@Injectable()
export class ProfileViews {
  constructor(
    private readonly profiles: Profiles,
    private readonly organisations: Organisations,
    private readonly questions: ProfileQuestions,
    private readonly files: Files,
    private readonly validity: PaperValidity,
    private readonly clock: BusinessClock,
  ) {}

  async of(actor: Actor, organisationId: string, locale: string, reveal = false) {
    const { id, name, creditCode } = await this.organisations.require(organisationId);
    const own = actor.organisationId === organisationId;
    const asked = (await this.questions.of(organisationId)).map(({ factKey, settles }) => ({
      label: message(`fact.${factKey.replace('yearBefore.', '')}`),
      settles,
      section: sectionOf(factKey) === 'years' ? `year-${yearOf(this.clock.today()) - 1}` : sectionOf(factKey),
    }));
    const files = await this.files.of('organisation', id);
    const validity = await this.validity.of(id);
    const base = own ? '/profile' : `/organisations/${id}/profile`;
    return {
      id,
      name,
      creditCode,
      own,
      base,
      crumbs: own
        ? null
        : [
            { label: message('organisations.title'), href: '/organisations' },
            { label: name, href: `/organisations/${id}` },
            { label: message('profile.crumb') },
          ],
      mayEdit: may(actor, 'directory.profile.edit'),
      asked: asked.filter(({ section }) => section !== null).slice(0, 6),
      revealed: own || reveal,
      files: files.map((file) => ({ ...file, ...validity.get(file.id) })),
      ...(await this.record(organisationId, locale, own || reveal)),
    };
  }

  /** Sections, titles and years with their sources; people's names and numbers masked unless `reveal`. */
  async record(organisationId: string, locale: string, reveal: boolean) {
    const record = await this.profiles.read(organisationId);
    const today = this.clock.today();
    return {
      sections: this.sections(record, locale, reveal),
      titles: record.qualifications.map(({ code, validUntil }) => ({
        label: message(`fact.qualifications.${code}`),
        validUntil,
        expired: validUntil !== null && validUntil < today,
      })),
      titlesSource: this.origin(record.sources.get('qualifications')),
      years: this.years(record),
    };
  }

  private sections(record: ProfileRecord, locale: string, reveal: boolean): ShownSection[] {
    const values = record.profile as unknown as Record<string, unknown>;
    return Object.entries(profileSections).map(([name, { facts }]) => ({
      name,
      facts: [
        ...Object.entries(facts as Record<string, Showing>).map(([key, showing]) => ({
          label: message(`fact.${key}`),
          value: !reveal && personal.has(key) ? masked(key, values[key]) : shown(key, showing, values[key], locale),
          ...this.origin(values[key] === null ? undefined : record.sources.get(key)),
        })),
        ...(name === 'people' ? [{ ...this.sizeClass(record), ...this.origin(undefined) }] : []),
        ...(name === 'registration'
          ? [
              {
                ...location(record),
                ...this.origin(record.profile.latitude === null ? undefined : record.sources.get('park')),
              },
            ]
          : []),
      ],
    }));
  }

  private origin(source: FactSource | undefined) {
    const today = this.clock.today();
    return {
      source: source ? message(`profile.source.${source.source}`) : null,
      obtainedOn: source?.obtainedOn ?? null,
      validUntil: source?.validUntil ?? null,
      expired: source !== undefined && source.validUntil !== null && source.validUntil < today,
      disputed: source?.disputed ?? false,
      fileId: source?.fileId ?? null,
    };
  }

  private sizeClass({ profile, years: [latest] }: ProfileRecord): { label: Text; value: Shown } {
    const found = profile.industry
      ? sizeClassOf({
          industry: profile.industry,
          staff: profile.staff,
          revenueFen: latest?.revenue ?? null,
          assetsFen: latest?.assets ?? null,
        })
      : 'unknown';
    const known = found !== 'unknown' && found !== 'not-applicable';
    return { label: message('fact.sizeClass'), value: known ? message(`fact.sizeClass.${found}`) : null };
  }

  /** The three latest closed years, also those without figures, so that they can be filled in. */
  private years(record: ProfileRecord) {
    const last = yearOf(this.clock.today()) - 1;
    return [last, last - 1, last - 2].map((year) => {
      const figures = record.years.find((one) => one.year === year);
      return {
        year,
        figures: yearFacts.map((key) => ({
          label: message(`fact.${key}`),
          value: amount(figures?.[key] ?? null),
        })),
        ...this.origin(record.sources.get(`year.${year}`)),
      };
    });
  }
}

const amount = (fen: number | null): Shown => (fen === null ? null : { fen });

function location({ profile }: ProfileRecord): { label: Text; value: Shown } {
  const { latitude, longitude } = profile;
  const degrees = (value: number) => (value / 1_000_000).toFixed(4);
  const value = latitude === null || longitude === null ? null : `${degrees(latitude)}, ${degrees(longitude)}`;
  return { label: message('fact.location'), value };
}

function masked(key: string, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (key === 'contactMobile') return maskMobile(value);
  if (key === 'contactName') return maskName(value);
  return value.replace(/^(.).*(@.*)$/, '$1***$2');
}

function shown(key: string, showing: Showing, value: unknown, locale: string): Shown {
  if (value === null || value === undefined || value === '') return null;
  switch (showing) {
    case 'money':
      return { fen: value as number };
    case 'ppm':
      return { ppm: value as number };
    case 'day':
      return { day: value as string };
    case 'code':
      return message(`fact.${key}.${value as string}`);
    case 'count':
      return units[key]
        ? message('profile.counted', { n: value, unit: message(`profile.unit.${units[key]}`) })
        : (value as number);
    case 'industry':
      return `${value as string} ${industries.name(nearestIndustry(value as string)?.code ?? (value as string), locale)}`;
    case 'region':
      return regions.name(value as string, locale);
    case 'park':
      return parks.name(value as string, locale);
    case 'list':
      return (value as string[]).join(locale === 'en' ? ', ' : '\u3001');
    case 'text':
      return value as string;
  }
}
