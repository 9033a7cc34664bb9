/** The clauses that are words, in the order of the paper. What is a number or a choice stands on the agreement itself. */
export const clauseKeys = ['payment', 'training', 'ip', 'confidentiality', 'exitFirm', 'exitCollege', 'other'] as const;
export type ClauseKey = (typeof clauseKeys)[number];

export type Clauses = Readonly<Record<ClauseKey, string | null>>;
