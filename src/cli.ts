import { BadSettings } from './platform/config/settings.js';
import { UsageError } from './cli/arguments.js';
import { verbs } from './cli/verbs.js';

const [name = 'help', ...rest] = process.argv.slice(2);
const verb = verbs.find((one) => one.name === name);

if (!verb) {
  const wide = Math.max(...verbs.map(({ usage }) => usage.length));
  console.log(`yipanqi <verb>\n\n${verbs.map(({ usage, does }) => `  ${usage.padEnd(wide)}  ${does}`).join('\n')}`);
  console.log('\nSettings come from the environment: see .env.example.');
  process.exit(name === 'help' ? 0 : 2);
}
try {
  const run = await verb.load();
  process.exitCode = await run(rest);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\nyipanqi ${verb.usage}`);
    process.exitCode = 2;
  } else {
    console.error(error instanceof BadSettings ? error.message : error);
    process.exitCode = 1;
  }
}
