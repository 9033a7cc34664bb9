import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Actor, systemActor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { type ImportJob, ImportRow } from '../directory/imports/import-job.entity.js';
import { mayStand } from '../directory/imports/import-words.js';
import { ImportRuns } from '../directory/imports/import-runs.service.js';
import { Organisations } from '../directory/organisations.js';
import { Database } from '../platform/database/database.js';
import { Roles } from '../platform/identity/roles.js';
import { readCast } from './cast.js';
import type { NeedRegister } from './need-register.js';
import { demoFile, demoSheet } from './sheet.js';
import { SignIns } from './sign-ins.js';
import { filedOn, person } from './story-words.js';

/** Kinds of import in the order in which they build on each other, with the files of config/demo that hold them. */
const files = [
  ['institutions', ['institutions.csv']],
  ['enterprises', ['enterprises.csv']],
  ['enterprise-years', ['enterprise-years.csv']],
  ['products', ['products.csv', 'tiers.csv', 'criteria.csv']],
  ['colleges', ['colleges.csv', 'campuses.csv']],
  ['programmes', ['programmes.csv']],
] as const;

/** Builds the town through the import that an officer uses, everything but the needs, which come day by day. */
export async function loadTown(app: NestFastifyApplication): Promise<NeedRegister> {
  const signIns = new SignIns(app);
  await app.get(Organisations).create(systemActor, { kind: 'centre', name: centreName(), creditCode: null });
  await signIns.create();
  const officer = (await readCast(app.get(Database), app.get(Roles))).get('officer');
  if (!officer) throw new Error('people.csv: nobody is called officer');
  const importer = new TownImport(app, officer);
  for (const [kind, names] of files) await importer.importAll(kind, names);
  await signIns.create();
  return importer.register();
}

/** The centre's own name: where the officers work. */
const centreName = (): string =>
  demoSheet('people.csv').find((row) => row[person.username] === 'officer')?.[person.organisation] ?? '';

/** A row of a file of the town was refused. */
export class TownRefused extends Error {
  override readonly name = 'TownRefused';
}

/** Files of the town through the import that an officer uses. */
export class TownImport {
  private readonly runs: ImportRuns;
  private readonly db: Database;

  constructor(
    app: NestFastifyApplication,
    private readonly officer: Actor,
  ) {
    this.runs = app.get(ImportRuns);
    this.db = app.get(Database);
  }

  /** @returns what each row became, in the order of the rows */
  async importAll(kind: string, names: readonly string[]): Promise<string[]> {
    const job = await this.check(kind, names);
    await this.runs.commit(this.officer, job.id);
    return (await this.rows(job)).map(({ resultId }) => resultId ?? '');
  }

  /** needs.csv is checked once; each day brings in what was written down on it. */
  async register(): Promise<NeedRegister> {
    const job = await this.check('needs', ['needs.csv']);
    const days = new Set(demoSheet('needs.csv').map((row) => row[filedOn]));
    const demands = new Map<number, string>();
    return {
      registerOf: async (day: Day) => {
        if (!days.has(day)) return;
        await this.runs.commit(this.officer, job.id, { asOf: day });
        for (const { position, resultId } of await this.rows(job)) if (resultId) demands.set(position + 1, resultId);
      },
      demandOf: (row) => {
        const id = demands.get(row);
        if (id === undefined) throw new Error(`needs.csv row ${row} is not filed yet`);
        return id;
      },
    };
  }

  /** Every row must be good: the town has no faults and nothing twice. */
  private async check(kind: string, names: readonly string[]): Promise<ImportJob> {
    const job = await this.runs.check(
      this.officer,
      kind,
      names.map((name) => ({ name, bytes: demoFile(name) })),
    );
    // Whoever wrote the town meant its large needs.
    const odd = (await this.rows(job)).flatMap(({ id: rowId, problems }) =>
      problems.filter(mayStand).map(({ key }) => ({ rowId, key })),
    );
    if (odd.length > 0) await this.runs.confirm(this.officer, job.id, odd);
    const refused = (await this.rows(job)).filter(({ state }) => state !== 'good');
    if (refused.length > 0) throw new TownRefused(`${names.join(', ')}\n${refused.slice(0, 10).map(told).join('\n')}`);
    return job;
  }

  private rows(job: ImportJob): Promise<ImportRow[]> {
    return this.db.repo(ImportRow).find({ where: { jobId: job.id }, order: { position: 'ASC' } });
  }
}

const told = ({ sheet, rowNumber, state, problems, duplicateOf }: ImportRow): string =>
  `${sheet} row ${rowNumber}: ${state} ${problems.map(({ key, code }) => `${key} ${code}`).join(', ')}${duplicateOf ?? ''}`;
