import { Injectable } from '@nestjs/common';
import { systemUserId } from '../../../kernel/actor.js';
import { Audit, type TimelineEntry } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { Tone } from '../../../platform/views/result.js';
import { declineReasons } from '../../../directory/codes/decline-reasons.js';
import { ResponseRow } from '../../../matchmaking/referral.entity.js';
import type { ReferralView } from './referral.views.js';

export interface Happening {
  readonly at: Date;
  readonly actor: Text | null;
  readonly action: Text;
  readonly detail: Text | null;
  readonly tone: Tone | null;
  readonly automatic: boolean;
}

/** What the audit trail adds to what the sides said: steps of the deal, reminders, and who looked at the phone number. */
const traced = [
  'referral.remind',
  'deal.sign',
  'deal.release',
  'payout.report',
  'payout.correct',
  'payout.confirmed',
  'payout.disputed',
  'payout.end',
  'payout.end-agreed',
  'payout.end-refused',
];
const tones: Readonly<Record<string, Tone>> = {
  accepted: 'ok',
  quoted: 'ok',
  declined: 'warn',
  'papers-asked': 'warn',
  'payout.confirmed': 'ok',
  'payout.disputed': 'bad',
  'payout.end-agreed': 'ok',
  'payout.end-refused': 'bad',
};

/** 办理记录: one immutable list of who did what, told to each side as far as it may know. */
@Injectable()
export class ReferralHistory {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /** Latest first. */
  async of(view: ReferralView, locale: Locale): Promise<Happening[]> {
    const { referral, demand } = view;
    const responses = await this.db.repo(ResponseRow).find({ where: { referralId: referral.id } });
    const entries = (await this.audit.of('demand', demand.id)).filter((entry) => concerns(entry, view));
    const people = await this.people([...responses.map((one) => one.userId), ...entries.map((one) => one.actorUserId)]);
    const who = (userId: string | null) => actorText(view, people.get(userId ?? ''));
    const all: Happening[] = [
      happening(referral.sentAt, 'sent', null),
      happening(referral.seenAt, 'seen', view.institution),
      happening(referral.state === 'declined' ? null : referral.closedAt, `ended-${referral.state}`, null),
      ...responses
        .filter(({ side }) => view.disclosed !== 'ended' || view.side !== 'recipient' || side === 'recipient')
        .map((row) => ({
          ...happening(row.at, row.kind, who(row.userId)),
          detail:
            view.side === 'recipient' && view.disclosed === 'ended' ? codesOf(row, locale) : detailOf(row, locale),
          tone: tones[row.kind] ?? null,
        })),
      ...entries.map((entry) => ({
        ...happening(entry.at, traceWord(entry), who(entry.actorUserId)),
        detail: noteOf(entry),
        tone: tones[entry.action] ?? null,
      })),
    ].filter((item): item is Happening => item.at !== null);
    return all.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  }

  private async people(
    ids: readonly (string | null)[],
  ): Promise<Map<string, { name: string; organisationId: string; organisation: string }>> {
    const wanted = [...new Set(ids)].filter((id): id is string => id !== null && id !== systemUserId);
    if (wanted.length === 0) return new Map();
    const rows = await this.db.select<{ id: string; name: string; organisationId: string; organisation: string }>(
      `SELECT u.id, u.name, o.id AS organisationId, o.name AS organisation FROM user_account u
        JOIN membership m ON m.userId = u.id JOIN organisation o ON o.id = m.organisationId
        WHERE u.id IN (${wanted.map(() => '?').join()})`,
      wanted,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function happening(at: Date | null, kind: string, actor: Text | null): Happening & { at: Date } {
  return {
    at: at as Date,
    actor,
    action: message(`referral.history.${kind}`),
    detail: null,
    tone: null,
    automatic: false,
  };
}

/** Why a deal was called off; of other acts, how the centre knows of what it recorded for another. */
function noteOf({ action, note }: TimelineEntry): Text | null {
  if (!note) return null;
  if (action === 'deal.release') return message(`deal.release.reason.${note}`);
  return message('referral.history.on-behalf', { reason: message(`deal.on-behalf.${note}`) });
}

function concerns(entry: TimelineEntry, { referral, side, disclosed }: ReferralView): boolean {
  if (side === 'recipient' && disclosed === 'ended') return false;
  if (entry.action === 'view') return entry.actorOrganisationId === referral.recipientOrganisationId;
  const about = entry.after?.['referral'] ?? entry.before?.['referral'];
  return traced.includes(entry.action) && about === referral.id;
}

/** Two things are looked at through a referral: the phone number, and the papers. */
const traceWord = ({ action, after }: TimelineEntry): string =>
  action === 'view' && [after?.['fields']].flat().includes('file') ? 'view-file' : action;

/** People of the enterprise are named to itself and to the centre only; an institution reads the organisation's name. */
function actorText(
  { side, demand, disclosed, referral }: ReferralView,
  person: { name: string; organisationId: string; organisation: string } | undefined,
): Text | null {
  if (!person) return null;
  const others = person.organisationId !== referral.recipientOrganisationId;
  if (side === 'recipient' && others)
    return person.organisationId === demand.organisationId && disclosed === 'ended' ? null : person.organisation;
  return `${person.organisation} ${person.name}`;
}

function codesOf({ kind, codes }: ResponseRow, locale: Locale): Text | null {
  if (codes.length === 0) return null;
  if (kind === 'contacted') return message(`answer.way.${codes[0]}`);
  return codes.map((code) => declineReasons.name(code, locale)).join(locale === 'en' ? ', ' : '\u3001');
}

function detailOf(row: ResponseRow, locale: Locale): Text | null {
  const codes = codesOf(row, locale);
  if (codes && row.note) return message('referral.history.codes-and-note', { codes, note: row.note });
  return codes ?? row.note;
}
