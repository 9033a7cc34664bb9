import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { addDays } from '../kernel/day.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Words } from '../platform/i18n/words.js';
import { newId } from '../platform/ids.js';
import { Notices } from '../platform/notifications/notices.service.js';
import type { Demand } from './demand.entity.js';
import { demandHref, demandPermission } from './domains.js';
import { CasePeople } from './case-people.js';
import { Colleagues } from './colleagues.js';
import { Deadlines } from './deadlines.js';
import { mentionedIn } from './mentions.js';
import { CaseNote } from './referral.entity.js';

export interface NewNote {
  readonly kind: 'note' | 'call' | 'message';
  readonly audience: CaseNote['audience'];
  readonly text: string;
  readonly nextOn?: string | null;
}

/** A call as it was logged: what came of it as keys of words, what else was said, and in how many days to call next. */
export interface LoggedCall {
  readonly said: readonly string[];
  readonly remark: string | null;
  readonly days: string | null;
}

/** A note with the name of who wrote it. */
export type SignedNote = CaseNote & { readonly author: string | null };

/** The officers' memory of a case. What is for colleagues never reaches the enterprise: the audience is part of the note. */
@Injectable()
export class CaseNotes {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly people: CasePeople,
    private readonly colleagues: Colleagues,
    private readonly deadlines: Deadlines,
    private readonly words: Words,
  ) {}

  /** 内部备注: colleagues whom it names with `@name` are told. */
  async note(actor: Actor, demand: Demand, text: string): Promise<void> {
    const mentioned = mentionedIn(text, await this.colleagues.list(demand.domain));
    await this.add(actor, demand, { kind: 'note', audience: 'staff', text }, mentioned);
  }

  /** 给企业留言: the enterprise reads it on its demand and is told. */
  async message(actor: Actor, demand: Demand, text: string): Promise<void> {
    await this.add(actor, demand, { kind: 'message', audience: 'enterprise', text });
  }

  /** 记一次电话: kept in the words of whoever called. */
  async call(actor: Actor, demand: Demand, { said, remark, days }: LoggedCall): Promise<void> {
    const text = [...said.map((key) => this.words.t(actor.locale, key)), ...(remark ? [remark] : [])].join(' · ');
    const nextOn = days ? addDays(this.clock.today(), Number(days)) : null;
    await this.add(actor, demand, { kind: 'call', audience: 'staff', text, nextOn });
  }

  /** A call that is logged is the call that was owed, whatever came of it. `mentioned`: colleagues named in the text, who are told. */
  async add(actor: Actor, demand: Demand, note: NewNote, mentioned: readonly string[] = []): Promise<CaseNote> {
    return this.db.transaction(async () => {
      const row = await this.insert(actor, demand.id, note);
      if (note.kind === 'call') await this.deadlines.finish({ demandId: demand.id }, ['call-firm']);
      await this.audit.record(actor, {
        action: `case.${note.kind}`,
        type: 'demand',
        id: demand.id,
        after: { note: row.id, audience: note.audience },
      });
      if (note.audience === 'enterprise')
        await this.tell(
          demand,
          row,
          'case-message',
          { organisationId: demand.organisationId, permission: demandPermission(demand.domain, 'read') },
          actor,
        );
      const others = mentioned.filter((userId) => userId !== actor.userId);
      if (others.length > 0) await this.tell(demand, row, 'case-mention', { userIds: others }, actor);
      return row;
    });
  }

  /** What the enterprise wrote when it took the demand back: for itself and the centre. Inside the withdrawal's transaction. */
  async withdrawn(actor: Actor, demandId: string, text: string): Promise<void> {
    await this.insert(actor, demandId, { kind: 'withdrawal', audience: 'enterprise', text });
  }

  private async insert(
    actor: Actor,
    demandId: string,
    note: Pick<CaseNote, 'kind' | 'audience' | 'text'> & { readonly nextOn?: string | null },
  ): Promise<CaseNote> {
    const row = Object.assign(new CaseNote(), {
      ...note,
      id: newId(),
      demandId,
      referralId: null,
      nextOn: note.nextOn ?? null,
      authorId: actor.userId,
      at: this.clock.now(),
    });
    await this.db.repo(CaseNote).insert(row);
    return row;
  }

  private async tell(
    demand: Demand,
    note: CaseNote,
    kind: 'case-message' | 'case-mention',
    to: { organisationId: string; permission: string } | { userIds: readonly string[] },
    actor: Actor,
  ): Promise<void> {
    await this.notices.tell({
      kind,
      to,
      about: { type: 'demand', id: demand.id, href: `${demandHref(demand)}#notes` },
      params: { number: demand.number ?? '', officer: actor.name },
      eventKey: `${kind}:${note.id}`,
      demandId: demand.id,
    });
  }

  /** Newest first; an enterprise reads only what was written to it. */
  async of(actor: Actor, demandId: string): Promise<CaseNote[]> {
    const audience = actor.organisationKind === 'centre' ? {} : { audience: 'enterprise' as const };
    return this.db.repo(CaseNote).find({ where: { demandId, ...audience }, order: { at: 'DESC', id: 'DESC' } });
  }

  /** As `of`, with the name of each author. */
  async signed(actor: Actor, demandId: string): Promise<SignedNote[]> {
    const notes = await this.of(actor, demandId);
    const names = await this.people.names(notes.map(({ authorId }) => authorId));
    return notes.map((note) => ({ ...note, author: names.get(note.authorId) ?? null }));
  }
}
