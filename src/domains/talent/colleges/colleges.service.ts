import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/faults.js';
import { Organisation } from '../../../platform/identity/organisation.entity.js';
import { CollegeProfile } from './college.entity.js';
import { confirmedThisQuarter } from './quarter.js';

export type CollegeFacts = Omit<CollegeProfile, 'organisationId' | 'confirmedOn' | 'confirmedBy' | 'version'>;

export const collegeNatures = ['public', 'private'] as const;
const EDIT = 'talent.college.edit';

/** The colleges (T2): an organisation of kind college, what is known of it, and when it last confirmed that. */
@Injectable()
export class Colleges {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /** Everybody who may read the directory sees colleges in use; the centre and the college itself also a disabled one. */
  async require(actor: Actor, id: string): Promise<Organisation> {
    const college = await this.db.repo(Organisation).findOneBy({ id, kind: 'college' });
    const seen = college?.state === 'active' || actor.organisationKind === 'centre' || actor.organisationId === id;
    if (!college || !seen) throw new Problem('not-found');
    return college;
  }

  /** @throws Problem `not-found` | `forbidden` where the caller may not write it */
  async requireEditable(actor: Actor, id: string): Promise<Organisation> {
    const college = await this.require(actor, id);
    if (!this.mayEdit(actor, id)) throw new Problem('forbidden');
    return college;
  }

  /** The college itself and officers; they see its contacts too. */
  mayEdit(actor: Actor, id: string): boolean {
    return (actor.organisationKind === 'centre' || actor.organisationId === id) && may(actor, EDIT);
  }

  async profile(id: string): Promise<CollegeProfile> {
    return (await this.db.repo(CollegeProfile).findOneBy({ organisationId: id })) ?? blank(id);
  }

  isConfirmed({ confirmedOn }: Pick<CollegeProfile, 'confirmedOn'>): boolean {
    return confirmedThisQuarter(confirmedOn, this.clock.today());
  }

  /**
   * @param version the one the edit starts from, 0 for a college of which nothing was known
   * @throws Problem `conflict-version`
   */
  async edit(actor: Actor, id: string, facts: CollegeFacts, version: number): Promise<void> {
    await this.requireEditable(actor, id);
    const before = await this.profile(id);
    await this.db.transaction(async () => {
      if (version === 0) await this.insert({ ...blank(id), ...facts });
      else {
        const { affected } = await this.db.repo(CollegeProfile).update({ organisationId: id, version }, facts);
        if (affected !== 1) throw new Problem('conflict-version');
      }
      const changed = Object.keys(facts).filter(
        (key) => facts[key as keyof CollegeFacts] !== before[key as keyof CollegeFacts],
      );
      await this.audit.record(actor, { action: 'college.edit', type: 'organisation', id, changed });
    });
  }

  private async insert(profile: CollegeProfile): Promise<void> {
    try {
      await this.db.repo(CollegeProfile).insert({ ...profile, version: 1 });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new Problem('conflict-version');
    }
  }

  /** 数据无误: the college, or an officer who asked it, looked at everything and it is still right. */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.requireEditable(actor, id);
    await this.db.transaction(async () => {
      await this.hold(id);
      await this.confirmedAs(id, { confirmedOn: this.clock.today(), confirmedBy: actor.userId });
      await this.audit.record(actor, { action: 'college.confirm', type: 'organisation', id });
    });
  }

  /** Inside a transaction. An import tells a day of the past. */
  async confirmedAs(id: string, as: Pick<CollegeProfile, 'confirmedOn' | 'confirmedBy'>): Promise<void> {
    await this.db.repo(CollegeProfile).update({ organisationId: id }, as);
  }

  /**
   * Makes sure that there is a profile, and holds it to the end of the transaction: whatever is decided about one
   * college is decided in turn.
   */
  async hold(id: string): Promise<void> {
    if (await this.touch(id)) return;
    try {
      await this.db.repo(CollegeProfile).insert({ ...blank(id), version: 1 });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.touch(id); // another transaction was first
    }
  }

  private async touch(id: string): Promise<boolean> {
    return (await this.db.execute('UPDATE college_profile SET version = version WHERE organisationId = ?', [id])) === 1;
  }
}

function blank(organisationId: string): CollegeProfile {
  return Object.assign(new CollegeProfile(), {
    organisationId,
    nationalCode: null,
    nature: null,
    level: null,
    contactName: null,
    contactTitle: null,
    contactMobile: null,
    secondContactName: null,
    secondContactTitle: null,
    secondContactMobile: null,
    confirmedOn: null,
    confirmedBy: null,
    source: null,
    version: 0, // of a profile that is not there yet
  });
}
