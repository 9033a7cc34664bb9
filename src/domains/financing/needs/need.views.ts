import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { Organisations } from '../../../directory/organisations.js';
import { CaseNoteViews, type TypedNotes } from '../../../matchmaking/case-note.views.js';
import { CaseNotes } from '../../../matchmaking/case-notes.js';
import { Colleagues } from '../../../matchmaking/colleagues.js';
import { DemandLabels } from '../../../matchmaking/demand-labels.js';
import { LabelForm } from '../../../matchmaking/label.forms.js';
import { DemandTimeline } from '../../../matchmaking/demand-timeline.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Verifications } from '../../../matchmaking/verifications.js';
import { Files } from '../../../platform/files/files.service.js';
import { Forms } from '../../../platform/http/forms.js';
import { message, type Message } from '../../../platform/i18n/message.js';
import { Users } from '../../../platform/identity/users.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, type PageResult } from '../../../platform/views/result.js';
import type { Shown } from '../../../platform/views/value-helpers.js';
import { CallForm, HandOverForm } from './case-note.forms.js';
import type { Stage } from '../deals/deal.entity.js';
import { factLabel, joined, needFacts, termWord } from './need-facts.js';
import { NeedStandings } from './need-standing.query.js';
import { needTone, type NeedStatus } from './need-status.js';
import { stepsOf } from './need-steps.js';
import { FileForm } from './need.forms.js';
import { referralStatus } from '../referrals/referral-status.js';
import type { FinancingNeed } from './need.entity.js';
import { Needs } from './needs.service.js';

/** Forms of the page that were refused and are shown again with what was typed. */
export interface TypedForms extends TypedNotes {
  handOverForm?: FormView;
  fileForm?: FormView;
  labelForm?: FormView;
}

/** The page of one need, for whoever may see it. */
@Injectable()
export class NeedViews {
  constructor(
    private readonly needs: Needs,
    private readonly standings: NeedStandings,
    private readonly timeline: DemandTimeline,
    private readonly notes: CaseNotes,
    private readonly noteViews: CaseNoteViews,
    private readonly labels: DemandLabels,
    private readonly verifications: Verifications,
    private readonly colleagues: Colleagues,
    private readonly files: Files,
    private readonly forms: Forms,
    private readonly organisations: Organisations,
    private readonly users: Users,
  ) {}

  async page(me: Actor, id: string, typed: TypedForms = {}, record?: string): Promise<PageResult> {
    const { demand, need } = await this.needs.require(me, id);
    const status = await this.standings.status(demand);
    const own = demand.organisationId === me.organisationId;
    const staff = me.organisationKind === 'centre' && may(me, 'financing.need.note');
    const officers = may(me, 'financing.need.assign') ? await this.colleagues.list('financing') : [];
    const referrals = await this.standings.referrals(id);
    return page('financing/need', {
      id,
      own,
      staff,
      number: demand.number,
      organisationId: demand.organisationId,
      organisation: await this.organisations.nameOf(demand.organisationId),
      amount: need.amount,
      kind: need.financingKind ? message(`fact.financingKind.${need.financingKind}`) : message('need.kind.open'),
      status,
      tone: needTone(status),
      outcome: status === 'failed' ? demand.outcome : null,
      steps: stepsOf(demand, status),
      facts: await this.strip(demand, need),
      all: [...this.all(need, demand, own), ...(await this.intake(demand, need))],
      contact: this.contact(need, own),
      next: await this.next(me, demand, status, own),
      referrals: referrals.map((line) => ({
        ...line,
        ...referralStatus(line.state, line.stage ?? 'waiting', null),
      })),
      returned: demand.state === 'returned' ? await this.returned(id) : null,
      files: await this.files.of('demand', id),
      uploads: may(me, 'platform.file.upload') && demand.state !== 'closed',
      timeline: await this.timeline.of(me, id, record === 'people'),
      onlyPeople: record === 'people',
      notes: staff || own ? await this.notes.signed(me, id) : [],
      labels: me.organisationKind === 'centre' ? ((await this.labels.of([id])).get(id) ?? []) : [],
      ...(staff && (await this.staffForms(me, typed, officers))),
      ...(staff && demand.state !== 'draft' && (await this.labelling(typed))),
      fileForm: typed.fileForm ?? this.forms.blank(FileForm),
      form:
        typed.noteForm ??
        typed.messageForm ??
        typed.callForm ??
        typed.handOverForm ??
        typed.labelForm ??
        typed.fileForm,
      mayEdit: this.needs.mayEdit(me, demand),
      mayWithdraw: may(me, 'financing.need.withdraw') && !['fulfilled', 'closed'].includes(demand.state),
      mayCopy: own && ['closed', 'fulfilled'].includes(demand.state),
      mayConsents: may(me, 'financing.need.consent') || may(me, 'financing.need.refer'),
      quoted: referrals.some(({ stage }) => stage !== null && quotedStages.includes(stage)),
      mayReferrals: own || may(me, 'financing.referral.read'),
      mayMatch: may(me, 'financing.need.match') && ['listed', 'engaged'].includes(demand.state),
      mayProfile: may(me, 'directory.profile.read'),
    });
  }

  /** Institutions that would be told if the need were withdrawn. */
  async openReferrals(id: string): Promise<string[]> {
    const lines = await this.standings.referrals(id);
    return lines.filter(({ state }) => ['sent', 'accepted', 'agreed'].includes(state)).map((line) => line.institution);
  }

  private async labelling({ labelForm }: TypedForms) {
    return {
      labelForm: labelForm ?? this.forms.blank(LabelForm, { op: 'add' }),
      known: await this.labels.known('financing'),
    };
  }

  private async staffForms(me: Actor, typed: TypedForms, officers: readonly { id: string; name: string }[]) {
    const handOver = typed.handOverForm ?? this.forms.blank(HandOverForm);
    const { to } = handOver.fields;
    const options = officers.map(({ id, name }) => ({ value: id, label: name, checked: id === to?.value }));
    handOver.fields['to'] = { ...to, kind: 'choice', options };
    return {
      ...(await this.noteViews.of(me, 'financing', CallForm, typed)),
      handOverForm: officers.length > 1 ? handOver : null,
    };
  }

  private async strip(demand: Demand, need: FinancingNeed) {
    const [latest] = (await this.verifications.history(demand.id)).verifications;
    const listed = latest?.decision === 'listed';
    const named = listed ? latest.userId : demand.officerId;
    const facts = needFacts(need, demand);
    const pick = (name: string) => facts.find((fact) => fact.name === name)?.value ?? null;
    return [
      { label: factLabel('amount'), value: pick('amount') },
      { label: factLabel('purpose'), value: pick('purpose') },
      { label: factLabel('termMonths'), value: termWord(need.termMonths) },
      { label: factLabel('guarantees'), value: pick('guarantees') },
      { label: factLabel('neededBy'), value: pick('neededBy') },
      {
        label: message(listed ? 'need.verifier' : 'need.officer'),
        value: named ? await this.users.nameOf(named) : null,
      },
    ];
  }

  /** Contact lines apart: they are masked for all but the enterprise itself. */
  private all(need: FinancingNeed, demand: Demand, own: boolean) {
    return needFacts(need, demand)
      .filter(({ page: form, value }) => form !== 'contact' && value !== null && value !== '')
      .concat(own ? needFacts(need, demand).filter(({ name }) => name === 'referralCap') : [])
      .map(({ label, value }) => ({ label, value }));
  }

  /** Which institutions it would like and which not, and how the need came to the centre. */
  private async intake(demand: Demand, need: FinancingNeed): Promise<{ label: Message; value: Shown }[]> {
    const names = async (ids: readonly string[] | null) =>
      joined(await Promise.all((ids ?? []).map((id) => this.organisations.nameOf(id))));
    const lines = [
      { label: message('need.preferred'), value: await names(need.preferredInstitutions) },
      { label: message('need.avoided'), value: await names(need.avoidedInstitutions) },
      { label: message('need.channel'), value: message(`channel.${demand.channel}`) },
      { label: message('need.filed-by'), value: await this.users.nameOf(demand.filedBy) },
      { label: factLabel('collectedOn'), value: demand.collectedOn && { day: demand.collectedOn } },
    ];
    return lines.filter(({ value }) => value !== null);
  }

  private contact(need: FinancingNeed, own: boolean) {
    const { contactName, contactTitle, contactMobile, callHours } = need;
    return {
      name: contactName && !own ? maskName(contactName) : contactName,
      title: contactTitle,
      mobile: contactMobile && !own ? maskMobile(contactMobile) : contactMobile,
      callHours,
    };
  }

  private async returned(id: string) {
    const [latest] = (await this.verifications.history(id)).verifications;
    return latest && { reasons: latest.reasons.map((reason) => message(`need.return.${reason}`)), note: latest.note };
  }

  /** What happens now, by whom, by when, and the reader's own first act. */
  private async next(me: Actor, demand: Demand, status: NeedStatus, own: boolean) {
    const base = `/financing/needs/${demand.id}`;
    const acts: Partial<Record<NeedStatus, [permission: string, path: string, label: string]>> = own
      ? {
          'to-mend': ['financing.need.file', `${base}/check`, 'need.act.mend'],
          'awaiting-consent': ['financing.need.consent', `${base}/consents`, 'need.act.consent'],
          quoted: ['financing.quote.choose', `${base}/quotes`, 'need.act.compare'],
          unmatched: ['financing.need.match', `${base}/match`, 'need.act.whatif'],
        }
      : {
          'to-verify': ['financing.need.verify', `${base}/verification`, 'need.act.verify'],
          'to-refer': ['financing.need.refer', `${base}/match`, 'need.act.refer'],
          unmatched: ['financing.need.refer', `${base}/match`, 'need.act.match'],
        };
    const act = acts[status];
    const deadlines = await this.standings.deadlines(demand.id);
    return {
      text: message(`need.next.${status}`),
      act: act && may(me, act[0]) ? { href: act[1], label: message(act[2]) } : null,
      deadlines: deadlines.map((deadline) => ({
        ...deadline,
        label: message(`need.deadline.${deadline.kind}`),
        // What the enterprise owes to one institution is done on that referral's page.
        href:
          own && deadline.referralId && ['supply-papers', 'confirm-payout'].includes(deadline.kind)
            ? `/financing/referrals/${deadline.referralId}`
            : null,
      })),
    };
  }
}

/** From the first of these on there is something to compare. */
const quotedStages: readonly Stage[] = ['quoted', 'chosen', 'signed', 'paying', 'confirmed'];
