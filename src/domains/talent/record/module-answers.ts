import { Problem } from '../../../kernel/problem.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { listMark } from '../programmes/programme.forms.js';
import type { CourseModule } from './course-module.entity.js';
import type { ModuleForm } from './module.forms.js';
import { MOST_SKILLS, skillsIn, skillText } from '../skill-text.js';

export type ModuleInput = Omit<CourseModule, 'id' | 'classId' | 'position'>;

/** Between half a credit and 16, in tenths. */
const CREDITS = { min: 5, max: 160 } as const;

/** What was typed as a module. @throws Problem `validation` on credits, skills, and a share that its owner rules out */
export function moduleInput({ credits, skills, ...form }: ModuleForm): ModuleInput {
  const tenths = credits === null ? null : tenthsIn(credits);
  const listed = skills === null ? null : skillsIn(skills);
  if (listed && listed.length > MOST_SKILLS)
    throw new Problem('validation', {}, [{ field: 'skills', code: 'too-many', params: { max: MOST_SKILLS } }]);
  // What the college teaches alone has no hours of firms, and what a firm teaches alone has no others.
  const bounds = { college: [0, 0], firm: [1_000_000, 1_000_000], joint: [1, 999_999] }[form.owner];
  if (form.firmShare < (bounds[0] ?? 0) || form.firmShare > (bounds[1] ?? 0))
    throw new Problem('validation', {}, [{ field: 'firmShare', code: `share-${form.owner}`, params: {} }]);
  return { ...form, credits: tenths, skills: listed };
}

export const moduleAnswers = ({ credits, skills, ...module }: CourseModule, locale: Locale): object => ({
  ...module,
  credits: credits === null ? null : creditText(credits),
  skills: skillText(skills ?? [], listMark(locale)),
});

export const creditText = (tenths: number): string =>
  tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);

function tenthsIn(text: string): number {
  const tenths = /^\d{1,2}(?:\.\d)?$/.test(text.normalize('NFKC').trim())
    ? Math.round(Number(text.normalize('NFKC')) * 10)
    : 0;
  if (tenths < CREDITS.min || tenths > CREDITS.max)
    throw new Problem('validation', {}, [{ field: 'credits', code: 'credits', params: {} }]);
  return tenths;
}
