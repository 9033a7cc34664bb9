import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { verdictSentence } from '../../../kernel/matching/sentences.js';
import type { PairResult, PairStatus } from '../../../kernel/matching/pair.js';
import { Problem } from '../../../kernel/problem.js';
import { firstFew } from '../../../matchmaking/first-few.js';
import { waysToOpen } from '../../../matchmaking/ways-to-open.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { SeatsForm } from '../classes/class.forms.js';
import { ClassJoining } from '../classes/class-joining.service.js';
import { classHref, outerTitle } from '../classes/class-look.js';
import { Demands, type FoundDemand } from '../demands/demands.service.js';
import { majorFit } from './major-fit.js';
import type { ProgrammeEntry } from '../programmes/programme-catalogue.js';
import { seatsLeft } from './programme-criteria.js';
import { TalentMatching, type TalentMatch } from './talent-matching.service.js';
import { TalentWords } from './talent-words.js';

/** A list of majors is long, and all but the first few lie far from the post. */
const MOST_WAYS = 8;
const statuses: readonly PairStatus[] = ['eligible', 'incomplete', 'near', 'ineligible'];
const tones = { eligible: 'ok', incomplete: 'info', near: 'warn', ineligible: 'mute' } as const;

/** What fits a demand and why: classes with room first, then programmes (T3). */
@Controller('talent/demands/:id')
export class DemandMatchPages {
  constructor(
    private readonly demands: Demands,
    private readonly matching: TalentMatching,
    private readonly joining: ClassJoining,
    private readonly words: TalentWords,
    private readonly organisations: Organisations,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
  ) {}

  @Get('match')
  @Allow('talent.demand.match')
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @QueryText('all') asked?: string,
  ) {
    const all = asked === '1';
    const found = await this.demands.require(me, id);
    const { demand, post } = found;
    const live = await this.matching.live(found);
    const words = this.words.in(locale);
    const card = (pair: PairResult) => {
      const one = live.classes.get(pair.offerId);
      const entry = one?.programme ?? live.programmes.get(pair.offerId);
      const offer = one?.offer ?? entry?.offer;
      if (!entry || !offer) return [];
      const units = pair.units.filter(({ hard }) => hard).flatMap(({ branches }) => branches.flat());
      return [
        {
          id: offer.id,
          kind: one ? 'class' : 'programme',
          heading: `${entry.college.name} · ${outerTitle(me, offer, entry.offer)}`,
          number: offer.number,
          href: one ? (may(me, 'talent.class.edit') ? classHref(offer.id) : null) : `/talent/programmes/${offer.id}`,
          status: { text: words.say(`verdict.status.${pair.status}`), tone: tones[pair.status] },
          group: pair.status,
          left: seatsLeft(offer),
          fit: teaches(entry, found) ? message(`plan.fit.${majorFit(found.majors, entry.programme.majorCode)}`) : null,
          met: message('talent.match.met', { met: pair.hardMet, total: pair.hardTotal }),
          verdicts: units.map((verdict) => ({ verdict: verdict.result, text: verdictSentence(words, verdict) })),
          joinHref:
            one && pair.status === 'eligible' && may(me, 'talent.demand.refer') && demand.wanted > demand.reserved
              ? `/talent/demands/${id}/join/${offer.id}`
              : null,
        },
      ];
    };
    const cards = live.result.pairs.flatMap(card);
    const isOpen = ['listed', 'engaged'].includes(demand.state);
    const ways = waysToOpen(words, live, this.clock.today(), { most: MOST_WAYS });
    const of = (kind: string, status: PairStatus) => cards.filter((one) => one.kind === kind && one.group === status);
    const classes = cards.filter(({ kind, group }) => kind === 'class' && group !== 'ineligible');
    return page('talent/demand-match', {
      id,
      title: post.title,
      number: demand.number,
      organisation: await this.organisations.nameOf(demand.organisationId),
      classes,
      joinable: firstFew(classes, 'eligible', all),
      groups: statuses
        .filter((status) => status !== 'ineligible')
        .map((status) => ({
          status,
          heading: message(`talent.match.group.${status}`, { count: of('programme', status).length }),
          cards: firstFew(of('programme', status), status, all),
        }))
        .filter(({ cards: { shown } }) => shown.length > 0),
      others: of('programme', 'ineligible').length + of('class', 'ineligible').length,
      gap: this.gap(live),
      open: isOpen,
      openings: isOpen && ways.ways.length + ways.double.length > 0 ? ways : null,
      backHref: `/talent/demands/${id}`,
      editHref: this.demands.mayEdit(me, demand) ? `/talent/demands/${id}/people` : null,
    });
  }

  /** 专业缺口: no programme teaches what is asked, at the level that is asked. */
  private gap({ result, programmes }: TalentMatch): boolean {
    return !result.pairs.some(({ offerId, status }) => programmes.has(offerId) && status !== 'ineligible');
  }

  @Post('match')
  @Allow('talent.demand.match')
  async again(@Me() me: Actor, @Param('id') id: string) {
    await this.demands.require(me, id);
    await this.matching.run(id, 'officer', me);
    return redirect(`/talent/demands/${id}/match`, 'talent.match.again');
  }

  @Get('join/:classId')
  @Allow('talent.demand.refer')
  async join(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('classId') classId: string,
    @QueryText('seats') asked?: string,
  ) {
    const { demand } = await this.demands.require(me, id);
    const seats = asked ?? String(demand.wanted - demand.reserved);
    return this.joinPage(me, id, classId, this.forms.blank(SeatsForm, { seats: Number(seats) }));
  }

  @Post('join/:classId')
  @Allow('talent.demand.refer')
  joined(@Me() me: Actor, @Param('id') id: string, @Param('classId') classId: string, @Body() body: unknown) {
    return this.forms.handle(SeatsForm, body, {
      submit: async ({ seats }) => {
        const found = await this.demands.require(me, id);
        const { classes } = await this.matching.live(found);
        const entry = classes.get(classId);
        if (!entry) throw new Problem('class-not-open');
        await this.joining.join(me, id, classId, seats, majorFit(found.majors, entry.programme.programme.majorCode));
        return redirect(`/talent/demands/${id}`, 'talent.match.joined');
      },
      again: (form) => this.joinPage(me, id, classId, form),
    });
  }

  private async joinPage(me: Actor, id: string, classId: string, form: FormView) {
    const found = await this.demands.require(me, id);
    const entry = (await this.matching.live(found)).classes.get(classId);
    if (!entry) throw new Problem('not-found');
    return page('talent/class-step', {
      title: message('talent.match.join'),
      lead: message('talent.match.join.lead', { free: seatsLeft(entry.offer) ?? 0 }),
      submit: message('talent.match.join'),
      look: 'pri',
      subtitle: `${entry.programme.college.name} · ${entry.offer.title} · ${entry.offer.number}`,
      backHref: `/talent/demands/${id}/match`,
      form,
      fields: ['seats'],
      otherHref: null,
    });
  }
}

/** One of the majors it asks for, or near one. */
const teaches = ({ programme, nearMajors }: ProgrammeEntry, { majors }: FoundDemand): boolean =>
  majors.some(({ code }) => code === programme.majorCode || nearMajors.includes(code));
