import type { ClassAction } from '../classes/class-life.js';

/** 班级推进 by hand, by the noun of its page; signing follows from the agreement. */
export const classSteps = {
  selection: 'select',
  opening: 'open',
  internship: 'intern',
  placing: 'place',
  completion: 'complete',
} as const satisfies Readonly<Record<string, ClassAction>>;
export type ClassStep = keyof typeof classSteps;

export const isClassStep = (text: string): text is ClassStep => Object.hasOwn(classSteps, text);

/** One firm's master for at most so many students. */
export const STUDENTS_A_MENTOR = 10;

export const mentorsNeeded = (students: number): number => Math.ceil(students / STUDENTS_A_MENTOR);
