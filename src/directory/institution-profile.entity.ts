import { column, table } from '../platform/database/columns.js';

export const institutionTypes = ['bank', 'guarantee', 'fund', 'adviser'] as const;
export type InstitutionType = (typeof institutionTypes)[number];

/** What is known of a bank, guarantee company, fund or adviser beside its name. Blank = not published. */
@table('institution_profile')
export class InstitutionProfile {
  @column.ref({ primary: true }) organisationId!: string;
  @column.code(20) type!: InstitutionType;
  /** What its customers call it; settlement banks of an enterprise are named by it. */
  @column.label(60, { nullable: true }) shortName!: string | null;
  @column.label(120, { nullable: true }) address!: string | null;
  /** Degrees × 1 000 000. */
  @column.money({ nullable: true }) latitude!: number | null;
  @column.money({ nullable: true }) longitude!: number | null;
  @column.label(190, { nullable: true }) mail!: string | null;
  @column.label(300, { nullable: true }) remark!: string | null;
}
