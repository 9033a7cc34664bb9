import { column, table } from '../../../platform/database/columns.js';

/** 客户经理: a person of an institution to whom needs may be assigned, and how many open cases at most. */
@table('client_manager', { unique: [['organisationId', 'userId']] })
export class ClientManager {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.ref() userId!: string;
  /** Open cases at most. Whatever a colleague takes on by himself counts, and is never refused for it. */
  @column.count() caseLimit!: number;
  /** On leave: keeps what he has, and is assigned nothing. */
  @column.flag() away!: boolean;
  @column.instant() createdAt!: Date;
  @column.version() version!: number;
}

/** A product that a client manager handles. */
@table('client_manager_product', { unique: [['managerId', 'offerId']], index: [['offerId']] })
export class ManagerProduct {
  @column.id() id!: string;
  @column.ref() managerId!: string;
  @column.ref() offerId!: string;
}
