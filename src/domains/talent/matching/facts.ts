import type { FactDefinition } from '../../../kernel/matching/vocabulary.js';

/** Levels from lowest to highest; 职业本科 ranks with 本科 (config/codes/education-levels.json). */
export const educationGrades = ['secondary', 'associate', 'bachelor', 'master', 'doctor'] as const;

/**
 * What a programme's or a class's conditions may speak about. `changeable`: the enterprise can change it today, so a
 * single miss on it is "near" and a what-if may be offered. Words: facts.json, `talent-fact.<key>`.
 */
export const talentFacts = [
  { key: 'cooperation', kind: 'set', from: 'need', changeable: true },
  { key: 'majors', kind: 'set', from: 'need', changeable: true },
  { key: 'preferredMajors', kind: 'set', from: 'need' },
  { key: 'educationLevel', kind: 'grade', grades: educationGrades, from: 'need', changeable: true },
  { key: 'headcountMin', kind: 'count', unit: 'person', from: 'need', changeable: true },
  { key: 'onboardBy', kind: 'day', from: 'need', changeable: true },
  { key: 'workplace', kind: 'place', from: 'need' },
  { key: 'mentorCount', kind: 'count', unit: 'person', from: 'need', changeable: true },
  { key: 'trade', kind: 'code', from: 'need' },
  { key: 'probationPay', kind: 'money', from: 'need', changeable: true },
] as const satisfies readonly FactDefinition[];

export const talentCodes = {
  cooperation: ['order-class', 'apprenticeship', 'dual', 'internship', 'direct'],
  trade: [
    'electronics',
    'software',
    'intelligent',
    'new-materials',
    'textile-footwear',
    'machinery',
    'defence',
    'services',
    'other',
  ],
  urgency: ['within-6-months', 'within-a-year', 'reserve'],
  shift: ['day', 'two', 'three'],
  board: ['none', 'lodging', 'full'],
  trainingSupport: ['none', 'scholarship', 'fees', 'equipment', 'teachers'],
} as const;
