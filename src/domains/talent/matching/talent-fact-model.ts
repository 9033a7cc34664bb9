import { createFactModel } from '../../../kernel/matching/fact-model.js';
import { majors } from '../../../directory/codes/majors.js';
import { talentCodes, talentFacts } from './facts.js';

/** The facts of talent with the codes they may take; nothing is derived. */
export const talentModel = createFactModel(talentFacts, {
  codes: { ...talentCodes, majors: majors.codes, preferredMajors: majors.codes },
});
