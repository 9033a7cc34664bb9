import { Injectable } from '@nestjs/common';
import { addMonths } from '../../../kernel/day.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { Tone } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import type { MemberRow } from '../classes/class.queries.js';
import { ClassRecord, type RecordOf } from './class-record.js';
import { checkMonths, checkpoints, type Checkpoint, type Placement } from './placement.entity.js';
import { Placements } from './placements.service.js';
import { sumCounts } from './placement-sums.js';
import { RecordHead } from './record-head.js';

const tones: Readonly<Record<Placement['state'], Tone>> = { reported: 'info', confirmed: 'ok', disputed: 'warn' };

/**
 * 就业 of a class: per firm what was promised, offered, joined and is there, and the checks after it. Firms see their own
 * numbers and the sums of the class; the college, officers and leaders see each firm's.
 */
@Injectable()
export class PlacementViews {
  constructor(
    private readonly record: ClassRecord,
    private readonly head: RecordHead,
    private readonly placements: Placements,
    private readonly clock: BusinessClock,
  ) {}

  async show(actor: Actor, classId: string): Promise<object> {
    const record = await this.record.require(actor, classId);
    const all = await this.placements.of(classId);
    const firm = actor.organisationKind === 'enterprise';
    const shown = record.members.filter(({ organisationId }) => !firm || organisationId === actor.organisationId);
    return {
      ...(await this.head.of(actor, record, 'placements')),
      own: firm,
      totals: totalsOf(record, all),
      firms: shown.map((member) => ({
        firm: member.firm,
        number: member.number,
        title: member.title,
        seats: promisedBy(member, all),
        stage: message(`class.stage.${member.stage}`),
        lines: checkpoints.map((checkpoint) => this.line(actor, record, member, all, checkpoint)),
      })),
      places: ['placing', 'completed'].includes(record.row.state),
    };
  }

  private line(
    actor: Actor,
    record: RecordOf,
    member: MemberRow,
    all: readonly Placement[],
    checkpoint: Checkpoint,
  ): object {
    const report = all.find((one) => one.demandId === member.demandId && one.checkpoint === checkpoint);
    const start = all.find((one) => one.demandId === member.demandId && one.checkpoint === 'start');
    const dueOn = addMonths(start?.asOf ?? record.row.endsOn, checkMonths[checkpoint]);
    const ready = checkpoint === 'start' || (start?.state === 'confirmed' && dueOn <= this.clock.today());
    const places = ['placing', 'completed'].includes(record.row.state);
    const own = actor.organisationId === member.organisationId || actor.organisationKind === 'centre';
    const base = `${classHref(record.offer.id)}/placements`;
    return {
      what: message(`class.checkpoint.${checkpoint}`),
      dueOn: checkpoint === 'start' ? record.row.endsOn : dueOn,
      report: report && {
        asOf: report.asOf,
        offered: report.offered,
        joined: report.joined,
        working: report.working,
        gone: report.gone,
        unknown: report.joined - report.working - report.gone,
        fields:
          checkpoint === 'start'
            ? message('class.placement.fields', {
                same: report.sameField,
                near: report.nearField,
                other: report.otherField,
              })
            : null,
        state: message(`class.placement.state.${report.state}`),
        tone: tones[report.state],
        dispute: report.disputeNote,
      },
      reportHref:
        record.mayEdit && places && ready && report?.state !== 'confirmed'
          ? `${base}/${member.referralId}/${checkpoint}`
          : null,
      answerHref:
        report?.state === 'reported' && own && may(actor, 'talent.placement.confirm')
          ? `${base}/answers/${report.id}`
          : null,
    };
  }
}

/** Sums of what is confirmed, and how much of the promise they keep. */
function totalsOf(
  { members, row }: RecordOf,
  all: readonly Placement[],
): { label: Text; value: unknown; note?: Text }[] {
  const confirmed = all.filter(({ checkpoint, state }) => checkpoint === 'start' && state === 'confirmed');
  const { offered, joined, working, gone } = sumCounts(confirmed);
  const seats = members.reduce((sum, member) => sum + promisedBy(member, all), 0);
  const promised = Math.ceil((seats * row.employCommitRate) / 1_000_000);
  const people = (count: number) => message('plan.people', { count });
  return [
    { label: message('class.placement.seats'), value: people(seats) },
    {
      label: message('class.placement.promised'),
      value: people(promised),
      note: message('class.placement.promised.note'),
    },
    { label: message('class.placement.offered'), value: people(offered) },
    { label: message('class.placement.joined'), value: people(joined) },
    { label: message('class.placement.working'), value: people(working) },
    { label: message('class.placement.gone'), value: people(gone) },
  ];
}

/** Seats as they were promised: those of a firm that has confirmed its start stand in the report. */
const promisedBy = ({ demandId, seats }: MemberRow, all: readonly Placement[]): number =>
  all.find((one) => one.demandId === demandId && one.checkpoint === 'start')?.seats ?? seats;
