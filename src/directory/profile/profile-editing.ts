import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Files } from '../../platform/files/files.service.js';
import type { Upload } from '../../platform/http/multipart.js';
import { nearestIndustry } from '../codes/industries.js';
import { parks } from '../codes/parks.js';
import { regions } from '../codes/regions.js';
import { profileCodes } from './profile-codes.js';
import { profileSections, type SectionName } from './profile-sections.js';
import { Profiles, type ProfileChange, type Provenance } from './profiles.js';

type Answers = Record<string, unknown>;

/** Saves one section of a profile as a person filled it in, with its proof. */
@Injectable()
export class ProfileEditing {
  constructor(
    private readonly db: Database,
    private readonly profiles: Profiles,
    private readonly files: Files,
    private readonly clock: BusinessClock,
  ) {}

  /** What the form of a section starts with. */
  async answers(organisationId: string, section: string): Promise<Answers> {
    const { profile, years, qualifications, sources } = await this.profiles.read(organisationId);
    const year = yearIn(section);
    const today = { source: 'document', obtainedOn: this.clock.today() };
    if (year !== null)
      return { ...today, ...Object.fromEntries(Object.entries(years.find((figures) => figures.year === year) ?? {})) };
    if (section === 'qualifications') {
      const held = new Map(qualifications.map(({ code, validUntil }) => [code, validUntil]));
      return {
        ...today,
        ...Object.fromEntries(
          profileCodes.qualifications.flatMap((code) => [
            [code, held.has(code)],
            [`${code}-until`, held.get(code) ?? null],
          ]),
        ),
      };
    }
    const validUntil = Object.keys(profileSections[section as SectionName].facts)
      .map((key) => sources.get(key)?.validUntil ?? null)
      .find((day) => day !== null && day >= this.clock.today());
    const settlementBanks = profile.settlementBanks?.join('\u3001') ?? null;
    return {
      ...today,
      validUntil: validUntil ?? null,
      ...Object.fromEntries(Object.entries(profile)),
      settlementBanks,
    };
  }

  /** The proof is kept together with what it proves, or neither. */
  async save(
    actor: Actor,
    organisationId: string,
    section: string,
    input: Answers,
    proof: Upload | null,
  ): Promise<void> {
    const { source, obtainedOn, validUntil, ...answers } = input;
    if (typeof obtainedOn === 'string' && obtainedOn > this.clock.today()) refuse('obtainedOn', 'day-future');
    await this.db.transaction(async () => {
      const owner = { type: 'organisation', id: organisationId, organisationId };
      const file = proof ? await this.files.store(actor, proof, owner) : null;
      const officer = actor.organisationKind === 'centre';
      await this.write(actor, organisationId, section, answers, {
        source: officer ? (source as Provenance['source']) : 'self',
        obtainedOn: officer ? (obtainedOn as string) : this.clock.today(),
        validUntil: officer ? ((validUntil as string | null) ?? null) : null,
        fileId: file?.id ?? null,
      });
    });
  }

  private async write(
    actor: Actor,
    organisationId: string,
    section: string,
    answers: Answers,
    provenance: Provenance,
  ): Promise<void> {
    const year = yearIn(section);
    if (year !== null) return this.profiles.setYears(actor, organisationId, [{ ...answers, year }], provenance);
    if (section === 'qualifications') {
      const titles = profileCodes.qualifications
        .filter((code) => answers[code] === true)
        .map((code) => ({ code, validUntil: (answers[`${code}-until`] as string | null) ?? null }));
      return this.profiles.setQualifications(actor, organisationId, titles, provenance);
    }
    const { profile, sources } = await this.profiles.read(organisationId);
    const before = profile as unknown as Answers;
    const change = checked(answers, before);
    const today = this.clock.today();
    const expired = (key: string) => (sources.get(key)?.validUntil ?? today) < today;
    // An officer answers for all that stands on the page; the enterprise only for what it changed, so that a fact taken
    // from a document does not become hearsay because a line beside it was edited. What has expired it says anew.
    const kept = Object.entries(change).filter(([key, value]) =>
      value !== null && (actor.organisationKind === 'centre' || expired(key))
        ? true
        : JSON.stringify(value ?? null) !== JSON.stringify(before[key] ?? null),
    );
    if (kept.length === 0) return;
    await this.profiles.change(actor, organisationId, placed(Object.fromEntries(kept), before), provenance);
  }
}

const yearIn = (section: string): number | null => {
  const year = /^year-(\d{4})$/.exec(section)?.[1];
  return year === undefined ? null : Number(year);
};

/** Codes of the big lists are looked up, unless they stood there already; the names of banks are split. */
function checked(answers: Answers, before: Answers): Answers {
  const { settlementBanks } = answers;
  const fresh = (key: string) => (answers[key] === before[key] ? null : answers[key]);
  const [industry, region, park] = ['industry', 'region', 'park'].map(fresh);
  if (typeof industry === 'string' && !nearestIndustry(industry)) refuse('industry', 'choice');
  if (typeof region === 'string' && !regions.has(region)) refuse('region', 'choice');
  if (typeof park === 'string' && !parks.has(park)) refuse('park', 'choice');
  if (!('settlementBanks' in answers)) return answers;
  const names =
    typeof settlementBanks === 'string' ? settlementBanks.split(/[\u3001,\uff0c;\uff1b\s]+/).filter(Boolean) : null;
  return { ...answers, settlementBanks: names };
}

/** A park has a place: an enterprise without one of its own is found there. */
function placed(change: Answers, before: Answers): ProfileChange {
  const park = typeof change['park'] === 'string' ? parks.find(change['park']) : undefined;
  if (!park || (before['latitude'] !== null && change['park'] === before['park'])) return change as ProfileChange;
  const degrees = (value: number) => Math.round(value * 1_000_000);
  return { ...change, latitude: degrees(park.latitude), longitude: degrees(park.longitude) } as ProfileChange;
}

function refuse(field: string, code: string): never {
  throw new Problem('validation', {}, [{ field, code, params: {} }]);
}
