import { Injectable, type OnModuleInit } from '@nestjs/common';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { parks } from '../../../directory/codes/parks.js';
import type { Channel } from '../../../matchmaking/demand.entity.js';
import { LABELS, labelText } from '../../../matchmaking/label-condition.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { ExportKinds } from '../../../platform/exports/export-kinds.js';
import { sqlExport } from '../../../platform/exports/sql-export.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import type { TalentDemand, TalentDemandMajor } from './demand.entity.js';
import { DemandFilterForm } from './demand-filter.forms.js';
import { DEMAND_FROM, DemandList } from './demand-list.query.js';
import { wantedSkillText } from '../skill-text.js';
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
  { key: 'preferredMajors', kind: 'text', width: 36 },
  { key: 'acceptableMajors', kind: 'text', width: 36 },
  { key: 'near', kind: 'text', width: 12 },
  { key: 'skills', kind: 'text', width: 28 },
  { key: 'cooperation', kind: 'text', width: 20 },
  { key: 'onboardBy', kind: 'day', width: 14 },
  { key: 'urgency', kind: 'text', width: 12 },
  { key: 'probationPay', kind: 'number', width: 14 },
  { key: 'regularPay', kind: 'number', width: 14 },
  { key: 'park', kind: 'text', width: 16 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'officer', kind: 'text', width: 12 },
  { key: 'channel', kind: 'text', width: 16 },
  { key: 'collectedOn', kind: 'day', width: 12 },
  { key: 'filedBy', kind: 'text', width: 12 },
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
  preferredMajors: string | null;
  acceptableMajors: string | null;
  skills: string | TalentDemand['skills'];
  urgency: string | null;
  channel: Channel;
  collectedOn: string | null;
  filedBy: string | null;
  onboardBy: string | null;
  state: string;
  officer: string | null;
  submittedAt: string | null;
  expiresOn: string | null;
  labels: string | null;
}

/** Codes of one role in the order they were named, parted by commas. */
const majorsAs = (role: TalentDemandMajor['role']): string =>
  `(SELECT GROUP_CONCAT(m.majorCode ORDER BY m.position) FROM talent_demand_major m WHERE m.demandId = d.id AND m.role = '${role}')`;

/** Who wrote down what the centre collected; of what an enterprise filed itself no person is named. */
const FILER = 'LEFT JOIN user_account w ON w.id = d.filedBy';

const SELECT = `d.number, o.name AS enterprise, t.title, t.trade, t.headcountMin, t.headcountMax, d.reserved, d.wanted, t.educationLevel, t.acceptsNear,
  t.cooperation, t.probationPay, t.regularPay, t.park,
  ${majorsAs('preferred')} AS preferredMajors, ${majorsAs('acceptable')} AS acceptableMajors, t.skills, t.onboardBy, t.urgency, d.state,
  d.channel, d.collectedOn, CASE WHEN d.channel <> 'self' THEN w.name END AS filedBy,
  u.name AS officer, d.submittedAt, d.expiresOn, ${LABELS} AS labels`;

const yuan = (fen: number | string | null): number | null => (fen === null ? null : Number(fen) / 100);

/** Several in one cell, written as the import reads them. */
const listed = (names: readonly string[], locale: string): string | null => names.join(listMark(locale)) || null;

const majorsIn = (codes: string | null, locale: string): string | null =>
  listed(
    (codes?.split(',') ?? []).map((code) => majorText(code, locale)),
    locale,
  );

function skillsIn(skills: Row['skills'], locale: Locale): string | null {
  const found = typeof skills === 'string' ? (JSON.parse(skills) as TalentDemand['skills']) : skills;
  return wantedSkillText(found ?? [], listMark(locale), locale) || null;
}

/** 人才需求清单: the list as a spreadsheet, its rows in its order, without a person of an enterprise in it. */
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
        joins: FILER,
        select: () => ({ sql: SELECT, params: [] }),
        statement: (actor, query) =>
          this.list.statement(
            actor,
            bindReadable(DemandFilterForm, query),
            query['id'] === undefined ? null : pickedIds(query['id']),
          ),
        row: ({ trade, educationLevel, state, wanted, acceptsNear, cooperation, ...row }, say) => ({
          ...row,
          open: Number(wanted) - Number(row.reserved),
          near: acceptsNear === null ? null : say(`talent.demand.acceptsNear.${acceptsNear ? 'yes' : 'no'}`),
          preferredMajors: majorsIn(row.preferredMajors, say('plan.locale')),
          acceptableMajors: majorsIn(row.acceptableMajors, say('plan.locale')),
          skills: skillsIn(row.skills, say('plan.locale') as Locale),
          urgency: row.urgency && say(`talent-fact.urgency.${row.urgency}`),
          channel: say(`channel.${row.channel}`),
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
          labels: labelText(row.labels),
          state: say(`talent.demand.state.${state}`),
          submittedAt: row.submittedAt === null ? null : toInstant(row.submittedAt),
        }),
      }),
    );
  }
}
