import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '../kernel/actor.js';
import { CaseNotes, type NewNote } from '../matchmaking/case-notes.js';
import { Consenting } from '../matchmaking/consenting.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Files } from '../platform/files/files.service.js';
import { Answering } from '../domains/financing/referrals/answering.service.js';
import { Choosing } from '../domains/financing/deals/choosing.service.js';
import { Contracts } from '../domains/financing/deals/contracts.service.js';
import { Needs } from '../domains/financing/needs/needs.service.js';
import { PaperRequests } from '../domains/financing/referrals/paper-requests.service.js';
import { Payouts } from '../domains/financing/deals/payouts.service.js';
import { Quoting } from '../domains/financing/deals/quoting.service.js';
import { Referring } from '../domains/financing/referrals/referring.service.js';
import { Submitting } from '../domains/financing/needs/submitting.service.js';
import { Verification } from '../domains/financing/verification/verification.service.js';
import { Withdrawing } from '../domains/financing/needs/withdrawing.service.js';
import { signedPaper } from './signed-paper.js';
import type { StoryLedger } from './story-ledger.js';
import { Terms } from './story-terms.js';
import { contactWayOf, param, returnReasonOf } from './story-words.js';
import type { Scene } from './story.js';

type Act = (actor: Actor, scene: Scene, terms: Terms) => Promise<unknown>;

/** What each word of the column 动作 does, through the services that the pages and the API use too. */
export function storyActs(app: NestFastifyApplication, ledger: StoryLedger): Readonly<Record<string, Act>> {
  const clock = app.get(BusinessClock);
  const [needs, verification, referring] = [app.get(Needs), app.get(Verification), app.get(Referring)];
  const [answering, papers, quoting] = [app.get(Answering), app.get(PaperRequests), app.get(Quoting)];
  const [choosing, contracts, payouts] = [app.get(Choosing), app.get(Contracts), app.get(Payouts)];
  const [files, withdrawing] = [app.get(Files), app.get(Withdrawing)];
  const note = async (actor: Actor, scene: Scene, what: NewNote) => {
    const { demand } = await needs.require(actor, need(scene));
    await app.get(CaseNotes).add(actor, demand, what);
  };
  const need = (scene: Scene) => ledger.need(scene.need);
  const referral = (scene: Scene) => ledger.referral(scene.need, scene.at);

  const decline: Act = async (actor, scene, terms) =>
    answering.decline(actor, await referral(scene), [terms.declineCode()], terms.optional(param.note));
  const confirm =
    (confirmation: 'same' | 'amount-differs'): Act =>
    async (actor, scene, terms) => {
      const payout = await ledger.payout(scene.need, scene.at, terms.whole(param.part));
      await payouts.confirm(actor, need(scene), payout, { confirmation, note: terms.optional(param.note) });
    };

  return {
    verify: (actor, scene, terms) =>
      verification.pass(actor, need(scene), terms.findings(), terms.optional(param.remark)),
    return: (actor, scene, terms) =>
      verification.return(
        actor,
        need(scene),
        [terms.code(param.reason, returnReasonOf)],
        null,
        `${terms.text(param.toAdd)}；${terms.text(param.note)}`,
      ),
    resubmit: async (actor, scene, terms) => {
      const { need: facts } = await needs.require(actor, need(scene));
      const purposeNote = [facts.purposeNote, terms.text(param.note)].filter(Boolean).join('；');
      await needs.save(actor, need(scene), { purposeNote });
      await app.get(Submitting).submit(actor, need(scene));
    },
    consent: async (actor, scene) => app.get(Consenting).give(actor, need(scene), [await ledger.institution(scene.at)]),
    'record-consent': async (actor, scene) => {
      const demandId = need(scene);
      const { demand } = await needs.require(actor, demandId);
      const paper = { name: `${demand.number}.pdf`, bytes: signedPaper(`Signed authorisation, ${demand.number}`) };
      const file = await files.store(actor, paper, { type: 'demand', id: demandId });
      await app.get(Consenting).giveOnPaper(actor, demandId, await ledger.institution(scene.at), {
        fileId: file.id,
        signedOn: clock.today(),
      });
    },
    refer: async (actor, scene) => referring.refer(actor, need(scene), [await ledger.product(scene.at)]),
    accept: async (actor, scene) => answering.accept(actor, await referral(scene)),
    decline,
    refuse: decline,
    contact: async (actor, scene, terms) =>
      actor.organisationKind === 'centre'
        ? note(actor, scene, { kind: 'call', audience: 'staff', text: terms.text(param.note) })
        : answering.contact(actor, await referral(scene), terms.code(param.how, contactWayOf), null),
    'due-diligence': async (actor, scene, terms) =>
      answering.contact(actor, await referral(scene), terms.code(param.how, contactWayOf), null),
    'ask-paper': async (actor, scene, terms) =>
      scene.at === ''
        ? note(actor, scene, { kind: 'message', audience: 'enterprise', text: terms.text(param.papers) })
        : papers.ask(actor, await referral(scene), terms.text(param.papers)),
    'supply-paper': async (actor, scene, terms) =>
      papers.supplied(actor, await referral(scene), terms.text(param.papers)),
    quote: async (actor, scene, terms) => quoting.quote(actor, await referral(scene), terms.quote(clock.today())),
    choose: async (actor, scene) => {
      const quote = await ledger.quote(scene.need, scene.at, 'open');
      await choosing.choose(actor, need(scene), quote.id);
    },
    sign: async (actor, scene, terms) => {
      const { rate, termMonths } = await ledger.quote(scene.need, scene.at, 'chosen');
      await contracts.sign(actor, await referral(scene), {
        contractTail: terms.text(param.contractTail),
        signedOn: clock.today(),
        amount: terms.fen(param.contractAmount),
        rate,
        termMonths,
      });
    },
    disburse: async (actor, scene, terms) =>
      payouts.report(actor, await referral(scene), {
        amount: terms.fen(param.amount),
        rate: terms.ppm(param.rate),
        paidOn: clock.today(),
      }),
    confirm: confirm('same'),
    dispute: confirm('amount-differs'),
    withdraw: async (actor, scene) =>
      withdrawing.withdrawConsent(actor, need(scene), await ledger.institution(scene.at)),
    'none-suitable': (actor, scene, terms) =>
      referring.noneSuitable(actor, need(scene), 'other', terms.optional(param.note)),
    close: (actor, scene, terms) =>
      withdrawing.withdraw(actor, need(scene), 'solved-elsewhere', terms.optional(param.note)),
  };
}
