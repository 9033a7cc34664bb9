/**
 * Every way a request can be refused, and the HTTP status it answers with. A domain adds its lines at the end; the
 * sentences stand under `problem.<code>` in problems.json of each language.
 */
export const problems = {
  'unreadable-body': 400,
  unauthenticated: 401,
  forbidden: 403,
  csrf: 403,
  'not-found': 404,
  'conflict-version': 409,
  'state-changed': 409,
  duplicate: 409,
  'too-large': 413,
  'unsupported-type': 415,
  validation: 422,
  'idempotency-mismatch': 422,
  'too-many-requests': 429,
  internal: 500,
  busy: 503,

  // Sign-in: shown again on the form itself
  'sign-in-failed': 422,
  'account-locked': 422,
  'link-expired': 410,
  'organisation-differs': 409,

  // Lifecycle
  'offer-capacity-used': 409,
  'referral-cap': 409,
  'referral-open-already': 409,
  'consent-missing': 409,
  'label-absent': 409,
  'label-already': 409,
  'label-many': 409,
  'officer-already': 409,
  'demand-over': 409,
  'consent-over': 409,

  // Financing
  'verification-failed': 422,
  'offer-not-on-shelf': 409,
  'offer-does-not-fit': 422,
  'quote-expired': 409,
  'already-chosen': 409,
  'not-signed': 409,
  'paid-already': 409,
  'deal-over': 409,
  'payouts-none': 409,
  'payouts-ended': 409,
  'payouts-open': 409,
  'assignment-outdated': 409,

  // Talent
  'basket-full': 409,
  'headcount-taken': 409,
  'plan-outdated': 409,
  'class-not-open': 409,
  'clause-forbidden': 422,
  'agreement-incomplete': 409,
  'agreement-missing': 409,
  'agreement-unsigned': 409,
  'agreement-not-insured': 409,
  'placements-waiting': 409,
  'conditions-unlawful': 422,

  // Talent
  'campus-in-use': 409,

  // Exports
  'export-too-large': 422,

  // Files
  'file-empty': 422,
  'file-too-large': 422,
  'file-type-refused': 422,

  // Spreadsheets: shown again on the form that took the file
  'spreadsheet-damaged': 422,
  'spreadsheet-empty': 422,
  'spreadsheet-encoding': 422,
  'spreadsheet-encrypted': 422,
  'spreadsheet-html': 422,
  'spreadsheet-unknown': 422,
  'spreadsheet-header-not-found': 422,
  'spreadsheet-quote-open': 422,
  'spreadsheet-too-complex': 422,
  'spreadsheet-too-large': 422,
  'spreadsheet-too-many-columns': 422,
  'spreadsheet-too-many-rows': 422,
  'spreadsheet-too-slow': 422,
  'spreadsheet-type': 422,
  'spreadsheet-unsafe': 422,
  'spreadsheet-xls': 422,

  // Imports
  'import-no-rows': 422,
  'import-plan-changed': 409,
  'import-undo-over': 409,
} as const satisfies Readonly<Record<string, number>>;

export type ProblemCode = keyof typeof problems;

export const statusOf = (code: ProblemCode): number => problems[code];
