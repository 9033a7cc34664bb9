import { Injectable } from '@nestjs/common';
import { systemUserId, type Actor } from '../kernel/actor.js';
import { Audit, type TimelineEntry } from '../platform/audit/audit.service.js';
import { Database } from '../platform/database/database.js';
import { toInstant } from '../platform/database/rows.js';
import { message, type Text } from '../platform/i18n/message.js';
import type { Tone } from '../platform/views/result.js';
import { CaseNotes } from './case-notes.js';
import { CasePeople } from './case-people.js';
import type { CaseNote } from './referral.entity.js';

export interface Happening {
  readonly at: Date;
  readonly actor: Text | null;
  readonly action: Text;
  readonly detail: Text | null;
  readonly automatic: boolean;
  readonly tone: Tone;
}

/** Acts on the record that people are told of, each a word `need.log.<act>`, whatever the domain; finer ones stay in the audit trail. */
const told: Readonly<Record<string, Tone>> = {
  'demand.submit': 'info',
  'demand.list': 'ok',
  'demand.return': 'warn',
  'demand.edit': 'info',
  'demand.match': 'mute',
  'demand.hand-over': 'mute',
  'demand.none-suitable': 'warn',
  'demand.reopen': 'warn',
  'demand.fulfil': 'ok',
  'demand.close': 'mute',
  'consent.give': 'ok',
  'consent.withdraw': 'warn',
  'referral.create': 'info',
  'referral.send': 'info',
  'referral.accept': 'ok',
  'referral.decline': 'warn',
  'referral.lapse': 'warn',
  'referral.withdraw': 'mute',
  'referral.agree': 'ok',
  'referral.not-choose': 'mute',
  'referral.release': 'warn',
  'referral.remind': 'mute',
  'deal.sign': 'ok',
  'deal.release': 'warn',
  'payout.report': 'info',
  'payout.correct': 'info',
  'payout.confirmed': 'ok',
  'payout.disputed': 'warn',
  'demand.renew': 'info',
};
/** Answers that no act of the audit trail tells of already. */
const toldResponses = new Set(['contacted', 'surveying', 'papers-asked', 'papers-supplied', 'approving', 'quoted']);

interface ResponseRecord {
  kind: string;
  note: string | null;
  userId: string;
  at: string;
  offer: string;
}

/** 办理记录: acts, answers and notes of one demand as one list, newest first. Nobody can change it. */
@Injectable()
export class DemandTimeline {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly notes: CaseNotes,
    private readonly people: CasePeople,
  ) {}

  async of(actor: Actor, demandId: string, onlyPeople = false): Promise<Happening[]> {
    const entries = (await this.audit.of('demand', demandId)).filter(({ action }) => action in told);
    const responses = await this.responses(demandId);
    const notes = await this.notes.of(actor, demandId);
    const names = await this.people.names([
      ...entries.map(({ actorUserId }) => actorUserId ?? ''),
      ...responses.map(({ userId }) => userId),
      ...notes.map(({ authorId }) => authorId),
    ]);
    const offers = await this.offers(demandId);
    const all = [
      ...entries.map((entry) => fromEntry(entry, names, offers)),
      ...responses.filter(({ kind }) => toldResponses.has(kind)).map((response) => fromResponse(response, names)),
      ...notes.map((note) => fromNote(note, names)),
    ].filter(({ automatic }) => !(onlyPeople && automatic));
    return all.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  }

  private responses(demandId: string): Promise<ResponseRecord[]> {
    return this.db.select(
      `SELECT s.kind, s.note, s.userId, s.at, o.title AS offer FROM response s JOIN referral r ON r.id = s.referralId
        JOIN offer o ON o.id = r.offerId WHERE r.demandId = ? ORDER BY s.at`,
      [demandId],
    );
  }

  private async offers(demandId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.select<{ id: string; receiver: string; title: string; organisation: string }>(
      `SELECT r.id, r.recipientOrganisationId AS receiver, o.title, g.name AS organisation FROM referral r
        JOIN offer o ON o.id = r.offerId JOIN organisation g ON g.id = r.recipientOrganisationId WHERE r.demandId = ?`,
      [demandId],
    );
    const receivers = await this.db.select<{ id: string; name: string }>(
      `SELECT o.id, o.name FROM organisation o JOIN consent c ON c.receiverOrganisationId = o.id WHERE c.demandId = ?`,
      [demandId],
    );
    return new Map([
      ...receivers.map(({ id, name }) => [id, name] as const),
      ...rows.map(({ id, title, organisation }) => [id, `${organisation} · ${title}`] as const),
    ]);
  }
}

type Names = ReadonlyMap<string, string>;

function fromEntry(entry: TimelineEntry, names: Names, offers: Names): Happening {
  const facts = { ...entry.before, ...entry.after };
  const subject = offers.get(String(facts['referral'] ?? facts['receiver'] ?? ''));
  const outcome = typeof facts['outcome'] === 'string' ? message(`need.outcome.${facts['outcome']}`) : null;
  const automatic = entry.actorUserId === null || entry.actorUserId === systemUserId || entry.action === 'demand.match';
  return {
    at: entry.at,
    actor: automatic ? null : (names.get(entry.actorUserId ?? '') ?? null),
    action: message(`need.log.${entry.action}`),
    detail: released(entry, subject) ?? subject ?? outcome ?? counted(entry),
    automatic,
    tone: told[entry.action] ?? 'info',
  };
}

/** Which deal was called off, and why. */
function released({ action, note }: TimelineEntry, subject: string | undefined): Text | null {
  if (action !== 'deal.release' || !note) return null;
  return message('need.log.released', { subject: subject ?? '', reason: message(`deal.release.reason.${note}`) });
}

/** What a run found, in numbers. */
function counted({ action, after }: TimelineEntry): Text | null {
  if (action !== 'demand.match' || !after) return null;
  const { eligible, incomplete, near } = after;
  return message('need.log.found', { eligible, incomplete, near });
}

function fromResponse({ kind, note, userId, at, offer }: ResponseRecord, names: Names): Happening {
  return {
    at: toInstant(at),
    actor: names.get(userId) ?? null,
    action: message(`need.log.response.${kind}`),
    detail: note ?? offer,
    automatic: false,
    tone: kind === 'papers-asked' ? 'warn' : 'info',
  };
}

function fromNote({ kind, audience, text, authorId, at }: CaseNote, names: Names): Happening {
  return {
    at,
    actor: names.get(authorId) ?? null,
    action: message(`need.log.${kind === 'note' ? 'note' : kind}.${audience}`),
    detail: text,
    automatic: false,
    tone: audience === 'enterprise' ? 'info' : 'mute',
  };
}
