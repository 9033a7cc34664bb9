import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { addMonths, type Day } from '../../../kernel/day.js';
import type { Place } from '../../../kernel/matching/facts.js';
import type { Exclusion, Pin, PlanDemand, PlanInstance, PlanProgramme } from '../../../kernel/planning/instance.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Database } from '../../../platform/database/database.js';
import { OrderClass } from '../classes/class.entity.js';
import { TalentDemand, TalentDemandMajor } from '../demands/demand.entity.js';
import { ProgrammeCatalogue } from '../programmes/programme-catalogue.js';
import { seatsLeft } from '../matching/programme-criteria.js';
import { rulesFor, type OfficerRules } from './plan-rules.js';
import { startsOf } from './plan-term.js';
import { PlanPin, type ClassPlan, type PlanGoal } from './plan.entity.js';

/**
 * What the planner is asked: the open rest of every listed demand, and what the programmes on the shelf can still take
 * in the term. The planner's month is the one in which people are at work: a class that starts in March and takes six
 * months answers "by September"; `startOf` leads back.
 */
@Injectable()
export class PlanInputs {
  constructor(
    private readonly db: Database,
    private readonly catalogue: ProgrammeCatalogue,
  ) {}

  async instance(plan: ClassPlan, goal: PlanGoal): Promise<PlanInstance> {
    const programmes = await this.programmes(plan.term);
    const { pins, exclusions } = await this.wishes(plan, programmes);
    return {
      demands: await this.demands(),
      programmes,
      rules: rulesFor(plan.rules as OfficerRules, goal),
      pins,
      exclusions,
    };
  }

  /** Demands that wish for an order class and have people left; of demands in other classes only the rest. */
  private async demands(): Promise<PlanDemand[]> {
    const open = await this.db.repo(Demand).find({
      where: { domain: 'talent', state: In(['listed', 'engaged', 'agreed']) },
      order: { number: 'ASC' },
    });
    const ids = open.map(({ id }) => id);
    const details = await this.byDemand(TalentDemand, ids);
    const majors = await this.db
      .repo(TalentDemandMajor)
      .find({ where: { demandId: In(ids) }, order: { position: 'ASC' } });
    return open.flatMap((demand) => {
      const row = details.get(demand.id);
      const wanted = majors.filter(({ demandId }) => demandId === demand.id);
      const left = demand.wanted - demand.reserved;
      if (!row || left < 1 || wanted.length === 0 || !row.cooperation?.includes('order-class')) return [];
      const least = demand.reserved > 0 ? 1 : Math.min(row.headcountMin ?? 1, left);
      return [
        {
          id: demand.id,
          organisation: demand.organisationId,
          headcountMin: least,
          headcountMax: left,
          level: rankOf(row.educationLevel),
          majors: wanted.map(({ majorCode, role }) => ({ code: majorCode, role })),
          acceptsNear: row.acceptsNear ?? true,
          start: row.onboardBy?.slice(0, 7) ?? null,
          startTolerance: null,
          excludedOrganisations: row.avoidedEnterprises ?? [],
          excludedColleges: row.avoidedColleges ?? [],
          excludedProgrammes: [],
          mentors: row.mentorCount,
          splittable: row.splittable ?? false,
          priority: row.released ? 1 : 0,
          place: placeOf(row.latitude, row.longitude),
        },
      ];
    });
  }

  private async byDemand(entity: typeof TalentDemand, ids: readonly string[]): Promise<Map<string, TalentDemand>> {
    const rows = await this.db.repo(entity).findBy({ demandId: In([...ids]) });
    return new Map(rows.map((row) => [row.demandId, row]));
  }

  private async programmes(term: string): Promise<PlanProgramme[]> {
    const { entries } = await this.catalogue.onShelf();
    const open = await this.db.repo(OrderClass).findBy({ term, state: In([...holdsItsPlace]) });
    return entries.flatMap(({ offer, programme, campus, nearMajors }) => {
      const starts = startsOf(term).filter((day) => programme.earliestStart === null || day >= programme.earliestStart);
      const taken = open.filter(({ programmeId }) => programmeId === offer.id).length;
      const classes = programme.maxClassesPerTerm - taken;
      const seats = seatsLeft(offer) ?? programme.maxClass * classes;
      if (starts.length === 0 || classes < 1 || seats < programme.minClass) return [];
      return [
        {
          college: offer.organisationId,
          id: offer.id,
          majorCode: programme.majorCode,
          nearMajors,
          level: rankOf(programme.level),
          starts: starts.map((day) => addMonths(day, programme.classMonths).slice(0, 7)),
          minClass: programme.minClass,
          maxClass: programme.maxClass,
          maxClassesPerTerm: classes,
          capacity: seats,
          place: placeOf(campus?.latitude ?? null, campus?.longitude ?? null),
        },
      ];
    });
  }

  /** What the officer decided beforehand; a programme or demand that is gone meanwhile is passed over. */
  private async wishes(plan: ClassPlan, programmes: readonly PlanProgramme[]) {
    const rows = await this.db.repo(PlanPin).find({ where: { planId: plan.id }, order: { id: 'ASC' } });
    const pins: Pin[] = [];
    const exclusions: Exclusion[] = [];
    for (const { kind, offerId, demandId } of rows) {
      const programme = programmes.find(({ id }) => id === offerId);
      if (kind === 'leave-out') exclusions.push({ kind: 'demand', demand: demandId });
      if (kind === 'place') pins.push({ kind: 'demand', demand: demandId });
      if (!programme) continue;
      const ref = { college: programme.college, programme: programme.id };
      if (kind === 'forbid') exclusions.push({ kind: 'class', ...ref, start: null });
      if (kind === 'open') pins.push({ kind: 'class', ...ref, start: programme.starts[0] ?? '', classes: 1 });
    }
    return { pins, exclusions };
  }
}

/** States in which a class takes one of its programme's places in the term. */
export const holdsItsPlace = ['consulting', 'short', 'to-sign', 'signed', 'selecting', 'running'] as const;

/** The day a class starts that answers the planner's month. */
export function startOf(term: string, ready: string, classMonths: number): Day {
  const days = startsOf(term);
  return days.find((day) => addMonths(day, classMonths).slice(0, 7) === ready) ?? days[0];
}

const rankOf = (level: string | null): number => (level === null ? 0 : (educationLevels.find(level)?.rank ?? 0));

const placeOf = (latitude: number | null, longitude: number | null): Place | null =>
  latitude === null || longitude === null ? null : { lat: latitude / 1_000_000, lng: longitude / 1_000_000 };
