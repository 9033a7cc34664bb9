import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Database } from '../../../platform/database/database.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { classHref, classTones, namesAreKnown } from '../classes/class-look.js';
import type { FoundClass } from '../classes/order-classes.js';
import { ClassMilestone } from './milestone.entity.js';

export const recordTabs = ['overview', 'proposal', 'agreements', 'modules', 'calendar', 'placements'] as const;
export type RecordTab = (typeof recordTabs)[number];

export interface NextStep {
  readonly what: Text;
  readonly who: Text | null;
  readonly dueAt: Date | null;
}

/** Who moves a class on when no clock runs: the college, mostly. */
const waitsFor: Readonly<Record<string, 'college' | 'centre'>> = {
  signed: 'college',
  selecting: 'college',
  running: 'college',
  internship: 'college',
  placing: 'college',
};

/** What stands on top of every page of a class's record: its name and state, the tabs, and who acts next. */
@Injectable()
export class RecordHead {
  constructor(
    private readonly db: Database,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
  ) {}

  async of(actor: Actor, found: FoundClass, tab: RecordTab): Promise<object> {
    const { offer, row } = found;
    return {
      id: offer.id,
      number: offer.number,
      heading: offer.title,
      state: row.state,
      tone: classTones[row.state],
      college: await this.organisations.nameOf(offer.organisationId),
      crumbs: [
        { label: message('menu.classes'), href: '/talent/classes' },
        ...(tab === 'overview' ? [{ label: offer.number }] : [{ label: offer.number, href: classHref(offer.id) }]),
      ],
      tabs: recordTabs
        .filter((name) => namesAreKnown(row) || !['agreements', 'placements'].includes(name))
        .map((name) => ({
          label: message(`class.tab.${name}`),
          href: name === 'overview' ? classHref(offer.id) : `${classHref(offer.id)}/${name}`,
          current: name === tab,
        })),
      next: await this.next(actor, found),
    };
  }

  /** The clock that ends first, else whoever the state waits for; null when the class is over. */
  private async next(actor: Actor, { offer, row }: FoundClass): Promise<NextStep | null> {
    const [first] = await this.deadlines.openOf({ offerId: offer.id });
    if (first) {
      const milestone = await this.db.repo(ClassMilestone).findOneBy({ deadlineId: first.id });
      return {
        what: message(milestone ? `class.milestone.${milestone.kind}` : `deadline.${first.kind}`),
        who: await this.nameOf(actor, { offer, row }, first.ownerOrganisationId),
        dueAt: first.dueAt,
      };
    }
    const waits = waitsFor[row.state];
    if (waits === undefined) return null;
    return { what: message(`class.next.${row.state}`), who: message(`class.side.${waits}`), dueAt: null };
  }

  /** Firms are not named to each other before the class is confirmed. */
  async nameOf(actor: Actor, { offer, row }: FoundClass, organisationId: string): Promise<Text> {
    const open =
      actor.organisationKind === 'centre' ||
      namesAreKnown(row) ||
      [actor.organisationId, offer.organisationId, await this.organisations.centreId()].includes(organisationId);
    return open ? this.organisations.nameOf(organisationId) : message('class.a-firm');
  }
}
