import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/** What the platform knows of a college beyond its organisation (same id). */
@table('college_profile')
export class CollegeProfile {
  @column.ref({ primary: true }) organisationId!: string;
  /** The five digits of the state's code list. */
  @column.code(10, maybe) nationalCode!: string | null;
  @column.code(10, maybe) nature!: 'public' | 'private' | null;
  /** The highest level it teaches. */
  @column.code(30, maybe) level!: string | null;
  @column.label(60, maybe) contactName!: string | null;
  @column.label(60, maybe) contactTitle!: string | null;
  @column.code(20, maybe) contactMobile!: string | null;
  @column.label(60, maybe) secondContactName!: string | null;
  @column.label(60, maybe) secondContactTitle!: string | null;
  @column.code(20, maybe) secondContactMobile!: string | null;
  /** When the college last said that its programmes and numbers are right; asked every quarter. */
  @column.day(maybe) confirmedOn!: string | null;
  @column.ref(maybe) confirmedBy!: string | null;
  @column.label(200, maybe) source!: string | null;
  @column.version() version!: number;
}

@table('campus', { unique: [['organisationId', 'name']] })
export class Campus {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.label(60) name!: string;
  @column.label(120, maybe) address!: string | null;
  /** Degrees × 1 000 000. */
  @column.money(maybe) latitude!: number | null;
  @column.money(maybe) longitude!: number | null;
}

/**
 * A programme (college × major × campus): what talent alone knows of an offer of kind `programme` (same id). The
 * offer's capacity is the order seats it can give a year; `taken` are those that published classes hold.
 */
@table('programme', { index: [['majorCode'], ['campusId']] })
export class Programme {
  @column.ref({ primary: true }) offerId!: string;
  @column.ref() campusId!: string;
  @column.code(12) majorCode!: string;
  @column.code(4) catalogueYear!: string;
  @column.label(60, maybe) department!: string | null;
  @column.code(30) level!: string;
  @column.count() lengthMonths!: number;
  @column.count(maybe) yearlyIntake!: number | null;
  /** Students by year of study, the first year first. */
  @column.json(maybe) roster!: number[] | null;
  @column.count() minClass!: number;
  @column.count() maxClass!: number;
  @column.count() maxClassesPerTerm!: number;
  /** The first day of the first month in which an order class can start. */
  @column.day(maybe) earliestStart!: string | null;
  /** Months an order class of it takes from its start to the day its people are at work. */
  @column.count() classMonths!: number;
  @column.label(300, maybe) labs!: string | null;
  @column.label(300, maybe) certificates!: string | null;
  @column.count(maybe) dualTeachers!: number | null;
  /** Share of graduates who stay in the city. */
  @column.ppm(maybe) stayRate!: number | null;
  /** How far the college sends its people, in km; null = as far as the zone's setting. */
  @column.count(maybe) reachKm!: number | null;
}

/** A major the programme says it can serve beside its own (beyond the catalogue's own bridge). */
@table('programme_near_major', { unique: [['offerId', 'majorCode']] })
export class ProgrammeNearMajor {
  @column.id() id!: string;
  @column.ref() offerId!: string;
  @column.code(12) majorCode!: string;
}

/** A college's word on the pooled demand for a major, before any plan: it would open a class, or why it would not. */
@table('pool_interest', { unique: [['organisationId', 'majorCode', 'term']] })
export class PoolInterest {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.code(12) majorCode!: string;
  @column.code(6) term!: string;
  @column.code(12) kind!: 'interested' | 'declined';
  @column.json() codes!: string[];
  @column.count(maybe) seats!: number | null;
  @column.label(300, maybe) note!: string | null;
  @column.ref() userId!: string;
  @column.instant() at!: Date;
}
