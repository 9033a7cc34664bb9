import type { OrganisationKind } from '../../kernel/actor.js';
import { column, table } from '../database/columns.js';

export const organisationStates = ['pending', 'active', 'disabled'] as const;

/** A party on the platform: the centre itself, an enterprise, an institution or a college. */
@table('organisation', { unique: [['creditCode']], index: [['kind', 'nameKey']] })
export class Organisation {
  @column.id() id!: string;
  @column.code(20) kind!: OrganisationKind;
  @column.label(120) name!: string;
  /** Lower-cased, half-width name: what duplicate checks look at, and lists are sorted by. */
  @column.label(120) nameKey!: string;
  /** What searches look through: the name, its pinyin and their initials. */
  @column.prose({ nullable: true }) searchText!: string | null;
  /** 统一社会信用代码; null for a party that has none on file. Unique where given. */
  @column.code(18, { nullable: true }) creditCode!: string | null;
  @column.code(20) state!: (typeof organisationStates)[number];
  /** Invented for the demo town; shown as 示例 wherever the name stands. */
  @column.flag() sample!: boolean;
  @column.instant() createdAt!: Date;
  @column.version() version!: number;
}
