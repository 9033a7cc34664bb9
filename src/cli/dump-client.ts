import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ServerUrl } from '../platform/database/server.js';

/** The first of these programs that is installed. */
const dumpers = ['mariadb-dump', 'mysqldump'] as const;
const loaders = ['mariadb', 'mysql'] as const;

export class NoClient extends Error {}

/** One consistent dump without locking anybody out. The password goes by the environment, never by the command line. */
export async function dump(url: ServerUrl, file: string): Promise<void> {
  const choices = ['--single-transaction', '--skip-lock-tables', '--hex-blob', '--default-character-set=utf8mb4'];
  const child = await started(dumpers, [...login(url), ...choices, url.database], url.password);
  child.stdin.end();
  await Promise.all([pipeline(child.stdout, createWriteStream(file, { mode: 0o600 })), ended(child)]);
}

export async function load(url: ServerUrl, file: string): Promise<void> {
  const child = await started(loaders, [...login(url), '--default-character-set=utf8mb4', url.database], url.password);
  child.stdout.resume();
  await Promise.all([pipeline(createReadStream(file), child.stdin), ended(child)]);
}

function login({ nodes, user }: ServerUrl): string[] {
  const [{ host, port }] = nodes;
  return [`--host=${host}`, `--port=${port}`, `--user=${user}`, '--protocol=tcp'];
}

type Child = ReturnType<typeof launch>;

async function started(programs: readonly string[], args: readonly string[], password: string): Promise<Child> {
  for (const program of programs) {
    const child = launch(program, args, password);
    const there = await new Promise<boolean>((answer) => {
      child.once('spawn', () => answer(true));
      child.once('error', () => answer(false));
    });
    if (there) return child;
  }
  throw new NoClient(
    `${programs.join(' or ')} is not installed: install mariadb-client (or back up with the server's own tools)`,
  );
}

const launch = (program: string, args: readonly string[], password: string) =>
  spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, MYSQL_PWD: password } });

const ended = (child: Child): Promise<void> =>
  new Promise((done, fail) => {
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`${child.spawnfile} ended with ${code}`))));
  });
