import { moduleOwners, type CourseModule } from './course-module.entity.js';

export type ModuleOwner = (typeof moduleOwners)[number];
type Counted = Pick<CourseModule, 'hours' | 'owner' | 'term' | 'firmShare' | 'credits'>;

export interface HourLine {
  readonly hours: number;
  readonly byOwner: Readonly<Record<ModuleOwner, number>>;
}

export interface ModuleHours extends HourLine {
  readonly terms: readonly ({ readonly term: number } & HourLine)[];
  /** Hours that firms teach, their shares of joint modules among them, rounded to whole hours. */
  readonly firmHours: number;
  /** In tenths. */
  readonly credits: number;
}

/** The hours of a class by who answers for them and by term. */
export function moduleHours(modules: readonly Counted[]): ModuleHours {
  const terms = [...new Set(modules.map(({ term }) => term))].toSorted((a, b) => a - b);
  return {
    ...lineOf(modules),
    terms: terms.map((term) => ({ term, ...lineOf(modules.filter((one) => one.term === term)) })),
    firmHours: Math.round(modules.reduce((sum, { hours, firmShare }) => sum + hours * firmShare, 0) / 1_000_000),
    credits: modules.reduce((sum, { credits }) => sum + (credits ?? 0), 0),
  };
}

function lineOf(modules: readonly Counted[]): HourLine {
  const of = (owner?: ModuleOwner) =>
    modules.filter((one) => owner === undefined || one.owner === owner).reduce((sum, { hours }) => sum + hours, 0);
  return { hours: of(), byOwner: { college: of('college'), firm: of('firm'), joint: of('joint') } };
}
