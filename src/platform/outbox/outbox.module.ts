import { Global, Module } from '@nestjs/common';
import { OutboxDispatcher, OutboxSettings } from './outbox-dispatcher.service.js';
import { Outbox } from './outbox.service.js';

@Global()
@Module({
  providers: [Outbox, OutboxDispatcher, { provide: OutboxSettings, useFactory: () => new OutboxSettings() }],
  exports: [Outbox, OutboxDispatcher],
})
export class OutboxModule {}
