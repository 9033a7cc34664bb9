import { educationLevels } from '../../../directory/codes/education-levels.js';
import { parks } from '../../../directory/codes/parks.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Message } from '../../../platform/i18n/message.js';
import type { Shown } from '../../../platform/views/value-helpers.js';
import type { FoundDemand } from './demands.service.js';
import { majorText } from '../programmes/major-reading.js';
import type { PostPage } from './post-form.views.js';
import { listMark } from '../programmes/programme.forms.js';
import { wantedSkillText } from '../skill-text.js';

/** A fact of a demand with its label, and the page of the form that asks for it. */
export interface PostFact {
  readonly name: string;
  readonly page: PostPage;
  readonly label: Message;
  readonly value: Shown;
}

/** Everything the form asks, in its order; what was not filled in is null. */
export function postFacts({ post, majors }: Pick<FoundDemand, 'post' | 'majors'>, locale: Locale): PostFact[] {
  const word = (prefix: string, code: string | null): Shown => (code ? message(`${prefix}.${code}`) : null);
  const words = (codes: readonly string[] | null, prefix: string): Shown =>
    codes && codes.length > 0
      ? codes
          .map((code) => message(`${prefix}.${code}`))
          .reduce((left, right) => message('talent.demand.list', { left, right }))
      : null;
  const yes = (flag: boolean | null, key: string): Shown =>
    flag === null ? null : message(`talent.demand.${key}.${flag ? 'yes' : 'no'}`);
  const named = (role: string): Shown => {
    const found = majors.filter((one) => one.role === role).map(({ code }) => majorText(code, locale));
    return found.length > 0 ? found.join(listMark(locale)) : null;
  };
  const pay = (fen: number | null): Shown => (fen === null ? null : message('talent.demand.yuan', { yuan: fen / 100 }));
  const facts: [PostPage, Record<string, Shown>][] = [
    [
      'post',
      {
        title: post.title,
        trade: word('talent-fact.trade', post.trade),
        occupation: post.occupation,
        headcount:
          post.headcountMin === null
            ? null
            : message('talent.demand.people', { min: post.headcountMin, max: post.headcountMax ?? post.headcountMin }),
        headcountFirm: yes(post.headcountFirm, 'headcountFirm'),
        onboardBy: post.onboardBy ? post.onboardBy.slice(0, 7) : message('talent.demand.undecided'),
        urgency: word('talent-fact.urgency', post.urgency),
        duties: post.duties,
      },
    ],
    [
      'people',
      {
        educationLevel: post.educationLevel ? educationLevels.name(post.educationLevel, locale) : null,
        preferredMajors: named('preferred'),
        acceptableMajors: named('acceptable'),
        acceptsNear: yes(post.acceptsNear, 'acceptsNear'),
        splittable: yes(post.splittable, 'splittable'),
        cooperation: words(post.cooperation, 'talent-fact.cooperation'),
        skills: post.skills ? wantedSkillText(post.skills, listMark(locale), locale) : null,
        conditions: post.conditions,
      },
    ],
    [
      'terms',
      {
        probationPay: pay(post.probationPay),
        regularPay: pay(post.regularPay),
        park: post.park ? parks.name(post.park, locale) : null,
        workplace: post.workplace,
        shift: word('talent-fact.shift', post.shift),
        board: word('talent-fact.board', post.board),
        trainingSupport: words(post.trainingSupport, 'talent-fact.trainingSupport'),
        trainingBudget:
          post.trainingBudget === null ? null : message('talent.demand.budget', { yuan: post.trainingBudget / 100 }),
        mentorCount: post.mentorCount,
        employeesTotal: post.employeesTotal,
        employeesSamePost: post.employeesSamePost,
      },
    ],
    [
      'call',
      {
        contactName: post.contactName,
        contactMobile: post.contactMobile,
        contactTitle: post.contactTitle,
        callHours: post.callHours,
        anonymous: yes(post.anonymous, 'anonymous'),
      },
    ],
  ];
  return facts.flatMap(([page, values]) =>
    Object.entries(values).map(([name, value]) => ({ name, page, label: message(`talent.demand.${name}`), value })),
  );
}
