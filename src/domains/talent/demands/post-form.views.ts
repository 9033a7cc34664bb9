import { Injectable } from '@nestjs/common';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { parks } from '../../../directory/codes/parks.js';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Forms } from '../../../platform/http/forms.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, type PageResult } from '../../../platform/views/result.js';
import { demandHref } from '../../../matchmaking/domains.js';
import { Demands } from './demands.service.js';
import { PostAnswers } from './post-answers.js';
import { CallForm, PeopleForm, PostForm, TermsForm } from './post.forms.js';
import { conditionsOf } from './unlawful-conditions.service.js';

export const formOf = { post: PostForm, people: PeopleForm, terms: TermsForm, call: CallForm } as const;
export type PostPage = keyof typeof formOf;
export const formPages: readonly PostPage[] = ['post', 'people', 'terms', 'call'];
export const isPostPage = (name: unknown): name is PostPage => typeof name === 'string' && Object.hasOwn(formOf, name);

/** Optional fields that a page keeps folded, so that a phone shows what matters. */
const folded: Readonly<Record<PostPage, readonly string[]>> = {
  post: ['occupation', 'urgency', 'duties'],
  people: ['acceptableMajors', 'acceptsNear', 'splittable', 'skills'],
  terms: ['trainingSupport', 'trainingBudget', 'mentorCount', 'employeesTotal', 'employeesSamePost'],
  call: ['contactTitle', 'callHours', 'avoidedEnterprises', 'avoidedColleges'],
};

/** One page of the form as it is shown: for a draft, for a demand sent back, and for one that is filed already. */
@Injectable()
export class PostFormViews {
  constructor(
    private readonly demands: Demands,
    private readonly answers: PostAnswers,
    private readonly forms: Forms,
    private readonly organisations: Organisations,
  ) {}

  async show(
    actor: Actor,
    locale: Locale,
    id: string,
    name: PostPage,
    back: string | undefined,
    typed?: FormView,
  ): Promise<PageResult> {
    const found = await this.demands.require(actor, id);
    const { demand, post } = found;
    if (!this.demands.mayEdit(actor, demand)) throw new Problem('state-changed', { state: demand.state });
    const form = typed ?? this.forms.blank(formOf[name], await this.answers.answers(found, locale));
    for (const option of form.fields['educationLevel']?.options ?? [])
      option.label = educationLevels.name(option.value, locale);
    for (const option of form.fields['park']?.options ?? []) option.label = parks.name(option.value, locale);
    const open = ['draft', 'returned'].includes(demand.state);
    const toCheck = open && (back === 'check' || demand.state === 'returned');
    const base = demandHref(demand);
    const at = formPages.indexOf(name);
    const own = demand.organisationId === actor.organisationId;
    const fields = Object.keys(form.fields);
    const more = fields.filter((field) => folded[name].includes(field));
    return page('talent/demand-form', {
      id,
      form,
      open,
      own,
      heading: message(`talent.demand.page.${name}`),
      fields: fields.filter((field) => !more.includes(field)),
      more,
      moreOpen: more.some((field) => given(form, field) || form.fields[field]?.error),
      stepText: message('talent.demand.step-of', { step: at + 1, steps: formPages.length + 1 }),
      action: `${base}/${name}${toCheck ? '?back=check' : ''}`,
      autosave: open ? `${base}/autosave?page=${name}` : null,
      backHref: toCheck
        ? `${base}/check`
        : open && at > 0
          ? `${base}/${formPages[at - 1]}`
          : open
            ? '/talent/demands'
            : base,
      filedFor: own ? null : await this.organisations.nameOf(demand.organisationId),
      unlawful: conditionsOf(post)
        .filter(({ field }) => fields.includes(field))
        .map(({ excerpt, severity, law }) => ({
          text: message(`talent.unlawful.${severity}`, { excerpt, law: law[locale] }),
          tone: severity === 'stop' ? 'bad' : 'warn',
        })),
    });
  }
}

const given = ({ fields }: FormView, name: string): boolean =>
  Boolean(fields[name]?.value) || fields[name]?.options?.some(({ checked }) => checked) === true;
