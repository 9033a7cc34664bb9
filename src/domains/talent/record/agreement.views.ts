import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { Tone } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import { AgreementPapers } from './agreement-papers.js';
import { agreementKinds, type AgreementState, type ClassAgreement } from './agreement.entity.js';
import { ClassRecord, type RecordOf } from './class-record.js';
import { RecordHead } from './record-head.js';

export const agreementHref = (classId: string, id: string): string => `${classHref(classId)}/agreements/${id}`;

const tones: Readonly<Record<AgreementState, Tone>> = {
  draft: 'mute',
  review: 'info',
  signing: 'info',
  'in-force': 'ok',
  amending: 'warn',
  ended: 'mute',
  expired: 'mute',
};

/** Agreements of a class, as its parties and the centre read them. */
@Injectable()
export class AgreementViews {
  constructor(
    private readonly record: ClassRecord,
    private readonly head: RecordHead,
    private readonly papers: AgreementPapers,
    private readonly organisations: Organisations,
  ) {}

  /** @throws Problem `not-found` before the class is confirmed: an agreement names its parties */
  async known(actor: Actor, classId: string): Promise<RecordOf> {
    const record = await this.record.require(actor, classId);
    if (!record.known) throw new Problem('not-found');
    return record;
  }

  async list(actor: Actor, classId: string) {
    const record = await this.known(actor, classId);
    const all = await this.papers.of(classId);
    const open = all.filter(({ state }) => !['ended', 'expired'].includes(state));
    return {
      ...(await this.head.of(actor, record, 'agreements')),
      agreements: await Promise.all(
        all.map(async (agreement) => {
          const parties = await this.papers.parties(agreement.id);
          const signed = parties.filter(({ signedOn }) => signedOn !== null).length;
          return {
            ...this.line(agreement),
            validFrom: agreement.validFrom,
            validTo: agreement.validTo,
            signatures: message('class.agreement.signatures', { signed, of: parties.length }),
            forbidden: (await this.papers.forbidden(agreement.id)).length,
          };
        }),
      ),
      // Kinds of which none is being written, signed or in force.
      kinds: record.mayEdit ? agreementKinds.filter((kind) => !open.some((one) => one.kind === kind)) : [],
    };
  }

  async show(actor: Actor, classId: string, id: string, locale: Locale): Promise<object> {
    const record = await this.known(actor, classId);
    const agreement = await this.papers.require(classId, id);
    const { state } = agreement;
    const reviewer = record.mayEdit && may(actor, 'talent.agreement.review');
    const forbidden = await this.papers.forbidden(id);
    const parties = await this.papers.parties(id);
    return {
      ...(await this.head.of(actor, record, 'agreements')),
      agreement: this.line(agreement),
      returned: state === 'draft' ? agreement.returnNote : null,
      endReason: agreement.endReason,
      forbidden: forbidden.map(({ rule, clause, excerpt, law }) => ({
        rule: message(`class.forbidden.${rule}`),
        where: clause === null ? message('class.forbidden.said') : message(`class.agreement.${clause}`),
        excerpt,
        law: law[locale],
      })),
      facts: factsOf(agreement),
      clauses: (await this.papers.clauses(id)).map(({ key, text }) => ({
        label: message(`class.agreement.${key}`),
        text,
      })),
      parties: await Promise.all(
        parties.map(async ({ id: partyId, organisationId, side, signedOn, fileId }) => ({
          name: await this.organisations.nameOf(organisationId),
          side: message(`class.party.${side}`),
          signedOn,
          fileHref: fileId ? `${agreementHref(classId, id)}/files/${fileId}` : null,
          signHref:
            state === 'signing' &&
            signedOn === null &&
            may(actor, 'talent.agreement.sign') &&
            (organisationId === actor.organisationId || (record.mayEdit && actor.organisationKind === 'centre'))
              ? `${agreementHref(classId, id)}/parties/${partyId}/signature`
              : null,
        })),
      ),
      can: {
        edit: record.mayEdit && state === 'draft',
        submit: record.mayEdit && state === 'draft' && agreement.validFrom !== null,
        drop: record.mayEdit && state === 'draft',
        amend: record.mayEdit && state === 'in-force',
        approve: reviewer && state === 'review' && forbidden.length === 0,
        return: reviewer && ['review', 'signing'].includes(state),
        end: reviewer && state === 'in-force',
      },
    };
  }

  line(agreement: ClassAgreement) {
    const { id, classId, kind, edition, state } = agreement;
    return {
      id,
      href: agreementHref(classId, id),
      title: message(`class.agreement.kind.${kind}`),
      edition: message('class.agreement.edition', { edition }),
      state: message(`class.agreement.state.${state}`),
      tone: tones[state],
    };
  }
}

function factsOf(agreement: ClassAgreement): object[] {
  const { validFrom, validTo, commitRate, internshipPay, hoursPerDay, insurer, insuredSum, dispute } = agreement;
  const label = (name: string) => message(`class.agreement.${name}`);
  return [
    { label: label('validFrom'), value: validFrom === null ? null : { day: validFrom } },
    { label: label('validTo'), value: validTo === null ? null : { day: validTo } },
    { label: label('commitRate'), value: { ppm: commitRate } },
    {
      label: label('internshipPay'),
      value: internshipPay === null ? null : message('class.agreement.pay', { yuan: internshipPay / 100 }),
    },
    { label: label('hoursPerDay'), value: message('class.agreement.hours', { hours: hoursPerDay }) },
    { label: label('insurer'), value: insurer },
    { label: label('insuredSum'), value: insuredSum === null ? null : { fen: insuredSum } },
    { label: label('dispute'), value: dispute === null ? null : message(`class.dispute.${dispute}`) },
  ];
}
