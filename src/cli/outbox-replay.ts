import { Deliveries } from '../platform/notifications/deliveries.service.js';
import { OutboxDispatcher } from '../platform/outbox/outbox-dispatcher.service.js';
import { readArguments } from './arguments.js';
import { withApp } from './with-app.js';

/** Only makes them due again: the serving process (or the worker) runs them within seconds. */
export async function replayOutbox(given: readonly string[]): Promise<number> {
  const { words, options } = readArguments(given, [], ['mails']);
  const which = words[0] ?? 'all';
  return withApp(async (app) => {
    const mails = options.has('mails');
    const count = mails ? await app.get(Deliveries).replay(which) : await app.get(OutboxDispatcher).replay(which);
    console.log(`${count} ${mails ? 'mails' : 'events'} are due again`);
    return 0;
  });
}
