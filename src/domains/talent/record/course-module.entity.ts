import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

export const moduleKinds = ['general', 'basic', 'core', 'custom', 'practice', 'visit', 'internship'] as const;
export const moduleOwners = ['college', 'firm', 'joint'] as const;
export const modulePlaces = ['college', 'firm', 'base'] as const;
export const moduleAssessments = ['exam', 'project', 'certificate'] as const;

/** A skill and how well (1 knows of it … 4 teaches it to others). */
export interface Skill {
  readonly name: string;
  readonly level: number;
}

/** 课程模块 of a class: who teaches what, for how long, and which of the firms' skills it reaches. */
@table('course_module', { index: [['classId', 'position']] })
export class CourseModule {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.label(60) name!: string;
  @column.code(20) kind!: (typeof moduleKinds)[number];
  @column.count() hours!: number;
  /** In tenths: 25 is 2.5 credits. */
  @column.count(maybe) credits!: number | null;
  @column.code(10) owner!: (typeof moduleOwners)[number];
  /** Share of its hours that firms teach. */
  @column.ppm() firmShare!: number;
  @column.code(10) place!: (typeof modulePlaces)[number];
  @column.count() term!: number;
  /** Who teaches, by role: a teacher of the college, a master of a firm. */
  @column.label(60, maybe) teacher!: string | null;
  @column.label(60, maybe) mentor!: string | null;
  @column.json(maybe) skills!: Skill[] | null;
  @column.code(20, maybe) assessment!: (typeof moduleAssessments)[number] | null;
  @column.count() position!: number;
}
