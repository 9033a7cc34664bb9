import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/**
 * A post that people are wanted for: what talent alone knows of a demand (same id). The demand's `wanted` is the
 * greatest headcount, in people. Pay in 分 a month.
 */
@table('talent_demand', { index: [['batchId']] })
export class TalentDemand {
  @column.ref({ primary: true }) demandId!: string;
  /** Posts filed together (the basket): submitted in one go, each a demand of its own. */
  @column.ref(maybe) batchId!: string | null;
  @column.label(60, maybe) title!: string | null;
  @column.code(20, maybe) trade!: string | null;
  /** Of the occupation list of 2022 (职业分类大典): `6-18-01-01`. */
  @column.code(12, maybe) occupation!: string | null;
  @column.prose(maybe) duties!: string | null;
  @column.count(maybe) headcountMin!: number | null;
  @column.count(maybe) headcountMax!: number | null;
  /** true: decided; false: an estimate. */
  @column.flag(maybe) headcountFirm!: boolean | null;
  /** The least level accepted (config/codes/education-levels.json). */
  @column.code(30, maybe) educationLevel!: string | null;
  /** Whether near majors will do, and whether its people may sit in several classes. */
  @column.flag(maybe) acceptsNear!: boolean | null;
  @column.flag(maybe) splittable!: boolean | null;
  @column.json(maybe) skills!: { name: string; level: number; must: boolean }[] | null;
  @column.json(maybe) cooperation!: string[] | null;
  /** The first day of the month in which they should be at work; null = 还没想好. */
  @column.day(maybe) onboardBy!: string | null;
  @column.code(20, maybe) urgency!: string | null;
  @column.code(10, maybe) shift!: string | null;
  @column.code(30, maybe) park!: string | null;
  @column.label(120, maybe) workplace!: string | null;
  /** Degrees × 1 000 000, as in the profile. */
  @column.money(maybe) latitude!: number | null;
  @column.money(maybe) longitude!: number | null;
  @column.money(maybe) probationPay!: number | null;
  @column.money(maybe) regularPay!: number | null;
  @column.code(10, maybe) board!: string | null;
  @column.json(maybe) trainingSupport!: string[] | null;
  @column.money(maybe) trainingBudget!: number | null;
  @column.count(maybe) mentorCount!: number | null;
  /** For the caps on interns: 10 % of all staff, 20 % of those at the same post (教职成〔2021〕4号). */
  @column.count(maybe) employeesTotal!: number | null;
  @column.count(maybe) employeesSamePost!: number | null;
  @column.prose(maybe) conditions!: string | null;
  @column.flag(maybe) anonymous!: boolean | null;
  /** Enterprises it does not want to share a class with, and colleges it does not want. */
  @column.json(maybe) avoidedEnterprises!: string[] | null;
  @column.json(maybe) avoidedColleges!: string[] | null;
  @column.label(60, maybe) contactName!: string | null;
  @column.label(60, maybe) contactTitle!: string | null;
  @column.code(20, maybe) contactMobile!: string | null;
  @column.label(60, maybe) callHours!: string | null;
  @column.ref(maybe) renewedFrom!: string | null;
  /** A class it had seats in failed: it goes first in the next plan. */
  @column.flag({ default: false }) released!: boolean;
}

export const majorRoles = ['preferred', 'acceptable'] as const;

@table('talent_demand_major', { unique: [['demandId', 'majorCode']], index: [['majorCode']] })
export class TalentDemandMajor {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.code(12) majorCode!: string;
  @column.code(12) role!: (typeof majorRoles)[number];
  @column.count() position!: number;
}

/** A condition that the law forbids in a post, found in what was written; an officer may let it stand with a note. */
@table('unlawful_condition', { index: [['demandId']] })
export class UnlawfulCondition {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.code(30) rule!: string;
  @column.code(30) field!: string;
  @column.label(60) excerpt!: string;
  @column.instant() foundAt!: Date;
  @column.ref(maybe) allowedBy!: string | null;
  @column.label(300, maybe) allowedNote!: string | null;
  @column.instant(maybe) allowedAt!: Date | null;
}
