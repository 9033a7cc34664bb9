/** What a figure counts, and the rows behind it. */
export interface Definition {
  /** Always with d (demand), o (its enterprise); may have r (referral). */
  readonly from: string;
  readonly where: string;
  /** The moment the row counts by; rows are listed by it, newest first. */
  readonly at: string;
  readonly amount: string;
  /** false: what is true now, whatever the month. */
  readonly monthly: boolean;
  /** What `amount` counts; money where nothing is said. */
  readonly unit?: 'people';
}

const CASE = 'demand d JOIN organisation o ON o.id = d.organisationId JOIN financing_need n ON n.demandId = d.id';
const REFERRAL = `referral r JOIN demand d ON d.id = r.demandId JOIN organisation o ON o.id = d.organisationId`;
const cohort = (condition: string): Definition => ({
  from: CASE,
  where: `d.domain = 'financing' AND d.submittedAt >= ? AND d.submittedAt < ? AND ${condition}`,
  at: 'd.submittedAt',
  amount: 'n.amount',
  monthly: true,
});
const responded = (kind: string) =>
  `EXISTS (SELECT 1 FROM response s JOIN referral x ON x.id = s.referralId WHERE x.demandId = d.id AND s.kind = '${kind}')`;

const ofSent = (condition: string): Definition => ({
  from: REFERRAL,
  where: `r.domain = 'financing' AND r.sentAt >= ? AND r.sentAt < ? AND ${condition}`,
  at: 'r.sentAt',
  amount: 'r.quantity',
  monthly: true,
});

/** The steps of a month's needs, each with the condition that it was reached. */
export const funnel = {
  submitted: '1 = 1',
  listed: 'd.listedAt IS NOT NULL',
  sent: 'EXISTS (SELECT 1 FROM referral x WHERE x.demandId = d.id AND x.sentAt IS NOT NULL)',
  accepted: responded('accepted'),
  quoted: 'EXISTS (SELECT 1 FROM quote x WHERE x.demandId = d.id)',
  signed: 'EXISTS (SELECT 1 FROM signing x WHERE x.demandId = d.id)',
  confirmed: "EXISTS (SELECT 1 FROM disbursement x WHERE x.demandId = d.id AND x.state = 'confirmed')",
} as const;
export type FunnelStep = keyof typeof funnel;
export const funnelSteps = Object.keys(funnel) as FunnelStep[];

/** Posts that people are wanted for; the amount is people. */
const POST = 'demand d JOIN organisation o ON o.id = d.organisationId JOIN talent_demand p ON p.demandId = d.id';
const posts = (where: string, at: string, monthly: boolean): Definition => ({
  from: POST,
  where: `d.domain = 'talent' AND ${where}`,
  at,
  amount: 'd.wanted - d.reserved',
  monthly,
  unit: 'people',
});

/** The leader's figures: one definition each, which both counts and lists read, so that a figure equals its list. */
export const figures = {
  'new-needs': cohort('1 = 1'),
  sent: ofSent('1 = 1'),
  /** Of the referrals of the month, one institution's record: what became of them by now. */
  'sent-answered': ofSent('r.answeredAt IS NOT NULL'),
  'sent-open': ofSent("r.state = 'sent'"),
  'sent-lapsed': ofSent("r.state = 'lapsed'"),
  answered: {
    from: REFERRAL,
    where: "r.domain = 'financing' AND r.answeredAt >= ? AND r.answeredAt < ?",
    at: 'r.answeredAt',
    amount: 'r.quantity',
    monthly: true,
  },
  /** A referral's first quote. */
  quoted: {
    from: `quote q JOIN referral r ON r.id = q.referralId JOIN demand d ON d.id = q.demandId JOIN organisation o ON o.id = d.organisationId`,
    where:
      'q.quotedAt >= ? AND q.quotedAt < ? AND NOT EXISTS (SELECT 1 FROM quote e WHERE e.referralId = q.referralId AND e.id < q.id)',
    at: 'q.quotedAt',
    amount: 'q.amount',
    monthly: true,
  },
  confirmed: {
    from: `disbursement b JOIN referral r ON r.id = b.referralId JOIN demand d ON d.id = b.demandId JOIN organisation o ON o.id = d.organisationId`,
    where: "b.state = 'confirmed' AND b.confirmedAt >= ? AND b.confirmedAt < ?",
    at: 'b.confirmedAt',
    amount: 'b.amount',
    monthly: true,
  },
  'new-demands': { ...posts('d.submittedAt >= ? AND d.submittedAt < ?', 'd.submittedAt', true), amount: 'd.wanted' },
  /** Firms' yes to their seats in an order class; those given back since are gone. */
  'seats-confirmed': {
    from: `${REFERRAL} JOIN talent_referral x ON x.referralId = r.id`,
    where: "r.state IN ('accepted', 'agreed', 'fulfilled') AND x.confirmedAt >= ? AND x.confirmedAt < ?",
    at: 'x.confirmedAt',
    amount: 'r.quantity',
    monthly: true,
    unit: 'people',
  },
  /** On the list without any seat. Parameter: now. */
  'without-seat': posts("d.state = 'listed' AND d.listedAt <= ?", 'd.listedAt', false),
  /** One a referral, as in the officers' list: its earliest open deadline. Parameter: now. */
  overdue: {
    from: `(SELECT x.*, ROW_NUMBER() OVER (PARTITION BY COALESCE(x.referralId, x.demandId) ORDER BY x.dueAt, x.id) AS place
      FROM deadline x WHERE x.doneAt IS NULL AND x.pausedAt IS NULL) w
      JOIN demand d ON d.id = w.demandId JOIN organisation o ON o.id = d.organisationId
      JOIN financing_need n ON n.demandId = d.id LEFT JOIN referral r ON r.id = w.referralId`,
    where: "w.place = 1 AND d.domain = 'financing' AND w.dueAt < ?",
    at: 'w.dueAt',
    amount: 'n.amount',
    monthly: false,
  },
  ...(Object.fromEntries(
    Object.entries(funnel).map(([step, condition]) => [`funnel-${step}`, cohort(condition)]),
  ) as Record<`funnel-${FunnelStep}`, Definition>),
} as const satisfies Record<string, Definition>;
export type Figure = keyof typeof figures;

export const isFigure = (name: string): name is Figure => Object.hasOwn(figures, name);
