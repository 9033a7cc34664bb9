// A MariaDB server of a test run's own, in that run's folder: nothing is left behind, and nobody else's server is touched.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SERVER = ['/usr/sbin/mariadbd', '/usr/bin/mariadbd', '/usr/local/bin/mariadbd'];
const INSTALL = ['/usr/bin/mariadb-install-db', '/usr/local/bin/mariadb-install-db'];

/** Starts one on a free port of loopback. Answers its address, whether it still runs and `stop`, or undefined where MariaDB is not installed or does not start. */
export async function startMariaDb(folder, name = 'mariadb') {
  const server = SERVER.find(existsSync);
  const install = INSTALL.find(existsSync);
  if (!server || !install) return undefined;
  const data = join(folder, name);
  // A server started by root changes to nobody's account but its own; here it may write only in its folder.
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const made = spawnSync(
    install,
    ['--no-defaults', ...user, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'ignore' },
  );
  if (made.status !== 0) return undefined;
  const port = await freePort();
  const run = spawn(
    server,
    [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      `--socket=${join(data, 'server.sock')}`,
      `--pid-file=${join(data, 'server.pid')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-log-bin',
      '--character-set-server=utf8mb4',
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => run.once('exit', resolve).once('error', resolve));
  const stop = async () => {
    run.kill('SIGTERM');
    await ended;
  };
  for (let tries = 0; tries < 150 && run.exitCode === null; tries++) {
    if (await answers(port))
      return {
        url: `mariadb://root@127.0.0.1:${port}`,
        runs: () => run.exitCode === null && run.signalCode === null,
        stop,
      };
    await pause(200);
  }
  await stop();
  return undefined;
}

/** Whether something answers on this port of loopback. */
export function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1500 });
    const done = (value) => (socket.destroy(), resolve(value));
    socket
      .once('connect', () => done(true))
      .once('error', () => done(false))
      .once('timeout', () => done(false));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
