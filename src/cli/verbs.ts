export type Run = (given: readonly string[]) => Promise<number>;

export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  /** Loaded when asked for, so that `match` starts without a database. */
  readonly load: () => Promise<Run>;
}

export const verbs: readonly Verb[] = [
  {
    name: 'migrate',
    usage: 'migrate',
    does: 'creates or updates the tables of DATABASE_URL',
    load: async () => (await import('./migrate.js')).migrate,
  },
  {
    name: 'seed',
    usage: 'seed demo',
    does: 'loads the demo town into DATABASE_URL',
    load: async () => (await import('./seed.js')).seed,
  },
  {
    name: 'user:create',
    usage: 'user:create NAME --role ROLE [--centre "…"] [--organisation ID] [--mail M] [--display "…"]',
    does: 'makes an account; the password is read from standard input, or made up and printed once',
    load: async () => (await import('./user-create.js')).createUser,
  },
  {
    name: 'doctor',
    usage: 'doctor',
    does: 'checks what the platform rests on and says what to do; exit code 1 when something is wrong',
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    name: 'outbox:replay',
    usage: 'outbox:replay [ID | all] [--mails]',
    does: 'lets dead events (or with --mails mails that failed) run again',
    load: async () => (await import('./outbox-replay.js')).replayOutbox,
  },
  {
    name: 'audit:verify',
    usage: 'audit:verify',
    does: 'recomputes every chain of the audit trail; exit code 1 when one is broken',
    load: async () => (await import('./audit-verify.js')).verifyAudit,
  },
  {
    name: 'backup',
    usage: 'backup FOLDER',
    does: 'writes database, files and a manifest into a new folder, while the portal may go on',
    load: async () => (await import('./backup.js')).backup,
  },
  {
    name: 'restore',
    usage: 'restore FOLDER [--replace]',
    does: 'puts a backup back (the portal must be stopped), then checks row counts and the audit trail',
    load: async () => (await import('./restore.js')).restore,
  },
  {
    name: 'report',
    usage: 'report',
    does: 'prints how many needs, referrals, products and mails there are, by state',
    load: async () => (await import('./report.js')).report,
  },
  {
    name: 'routes',
    usage: 'routes [--out FILE]',
    does: 'prints who may call what, by role (docs/routes.md)',
    load: async () => (await import('./routes.js')).routes,
  },
  {
    name: 'openapi',
    usage: 'openapi [--out FILE]',
    does: 'prints the OpenAPI document (docs/openapi.json)',
    load: async () => (await import('./openapi.js')).openapi,
  },
  {
    name: 'match',
    usage: 'match DEMANDS OFFERS --domain financing|talent --out FILE [--today DAY] [--locale zh-CN|en]',
    does: 'the match without a server: .xlsx, .csv or .json in, .xlsx or .json out',
    load: async () => (await import('./match.js')).match,
  },
  {
    name: 'plan',
    usage: 'plan INSTANCE [PROGRAMMES] [--term 2027-1] [--out FILE] [--seconds N]',
    does: 'plans classes from spreadsheets or JSON, or facilities from JSON: the plan, its bound and how far it is proven',
    load: async () => (await import('./plan.js')).plan,
  },
  {
    name: 'assign',
    usage: 'assign INSTANCE --out FILE [--seconds N] [--seed S]',
    does: 'two-sided assignment with quotas on a JSON instance: the best stable matching of either side',
    load: async () => (await import('./assign.js')).assign,
  },
  {
    name: 'evaluate',
    usage:
      'evaluate OUTCOMES --key COLUMN --owner COLUMN --date COLUMN --out FILE [--columns a:kind,…] [--until DAY | --share 0.8]',
    does: 'learns from past outcomes who takes what, and counts how well that finds the later ones, beside popularity',
    load: async () => (await import('./evaluate.js')).evaluate,
  },
];
