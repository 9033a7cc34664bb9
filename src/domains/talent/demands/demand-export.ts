import { Injectable, type OnModuleInit } from '@nestjs/common';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { parks } from '../../../directory/codes/parks.js';
import { LABELS, labelText } from '../../../matchmaking/label-condition.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import { ExportKinds } from '../../../platform/exports/export-kinds.js';
import { sqlExport } from '../../../platform/exports/sql-export.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { DemandFilterForm } from './demand-filter.forms.js';
import { DEMAND_FROM, DemandList } from './demand-list.query.js';
import { majorText } from '../programmes/major-reading.js';
import { listOf } from '../pool/pool.queries.js';
import { listMark } from '../programmes/programme.forms.js';

const columns = [
  { key: 'number', kind: 'text', width: 18 },
  { key: 'enterprise', kind: 'text', width: 32 },
  { key: 'title', kind: 'text', width: 24 },
  { key: 'trade', kind: 'text', width: 14 },
  { key: 'headcountMin', kind: 'number', width: 12 },
  { key: 'headcountMax', kind: 'number', width: 12 },
  { key: 'reserved', kind: 'number', width: 12 },
  { key: 'open', kind: 'number', width: 12 },
  { key: 'level', kind: 'text', width: 14 },
  { key: 'major', kind: 'text', width: 28 },
  { key: 'near', kind: 'text', width: 12 },
  { key: 'cooperation', kind: 'text', width: 20 },
  { key: 'onboardBy', kind: 'day', width: 14 },
  { key: 'probationPay', kind: 'number', width: 14 },
  { key: 'regularPay', kind: 'number', width: 14 },
  { key: 'park', kind: 'text', width: 16 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'officer', kind: 'text', width: 12 },
  { key: 'submittedAt', kind: 'datetime', width: 18 },
  { key: 'expiresOn', kind: 'day', width: 12 },
  { key: 'labels', kind: 'text', width: 20 },
] as const;

interface Row {
  number: string | null;
  enterprise: string;
  title: string | null;
  trade: string | null;
  headcountMin: number | null;
  headcountMax: number | null;
  reserved: number | string;
  wanted: number | string;
  acceptsNear: number | boolean | null;
  cooperation: string | string[] | null;
  probationPay: number | string | null;
  regularPay: number | string | null;
  park: string | null;
  educationLevel: string | null;
  major: string | null;
  onboardBy: string | null;
  state: string;
  officer: string | null;
  submittedAt: string | null;
  expiresOn: string | null;
  labels: string | null;
}

const SELECT = `d.number, o.name AS enterprise, t.title, t.trade, t.headcountMin, t.headcountMax, d.reserved, d.wanted, t.educationLevel, t.acceptsNear,
  t.cooperation, t.probationPay, t.regularPay, t.park,
  (SELECT m.majorCode FROM talent_demand_major m WHERE m.demandId = d.id AND m.position = 0) AS major, t.onboardBy, d.state,
  u.name AS officer, d.submittedAt, d.expiresOn, ${LABELS} AS labels`;

const yuan = (fen: number | string | null): number | null => (fen === null ? null : Number(fen) / 100);

/** 人才需求清单: the list as a spreadsheet, its rows in its order, without a person in it. */
@Injectable()
export class DemandExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly list: DemandList,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define(
      sqlExport<Row>(this.db, {
        name: 'talent.demands',
        permission: 'talent.demand.export',
        columns,
        from: DEMAND_FROM,
        select: () => ({ sql: SELECT, params: [] }),
        statement: (actor, query) =>
          this.list.statement(
            actor,
            bindReadable(DemandFilterForm, query),
            query['id'] === undefined ? null : pickedIds(query['id']),
          ),
        row: ({ trade, educationLevel, major, state, wanted, acceptsNear, cooperation, ...row }, say) => ({
          ...row,
          open: Number(wanted) - Number(row.reserved),
          near: acceptsNear === null ? null : say(`talent.demand.acceptsNear.${acceptsNear ? 'yes' : 'no'}`),
          cooperation: listOf(cooperation)
            .map((code) => say(`talent-fact.cooperation.${code}`))
            .join(listMark(say('plan.locale'))),
          probationPay: yuan(row.probationPay),
          regularPay: yuan(row.regularPay),
          park: row.park && parks.name(row.park, say('plan.locale')),
          trade: trade && say(`talent-fact.trade.${trade}`),
          headcountMin: numberOf(row.headcountMin),
          headcountMax: numberOf(row.headcountMax),
          reserved: Number(row.reserved),
          level: educationLevel && educationLevels.name(educationLevel, say('plan.locale')),
          major: major && majorText(major, say('plan.locale')),
          labels: labelText(row.labels),
          state: say(`talent.demand.state.${state}`),
          submittedAt: row.submittedAt === null ? null : toInstant(row.submittedAt),
        }),
      }),
    );
  }
}
