#!/usr/bin/env node
// The command line of the platform: `npx yipanqi help`. It runs what the build made.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/src/cli.js', import.meta.url);
if (!existsSync(fileURLToPath(built))) {
  console.error('Build first: npm run build');
  process.exit(1);
}
await import(built.href);
