import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { Counters } from './counters.js';
import { Database } from './database.js';
import { Migrations } from './migrations.js';
import { openDatabase, type Schema } from './open.js';

@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** `url` instead of the setting is for tests and tools. */
  static forRoot({ url, ...schema }: Schema & { readonly url?: string }): DynamicModule {
    const chosen = (settings: Settings) => url ?? settings.databaseUrl;
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Database,
          inject: [Settings],
          useFactory: (settings: Settings) => openDatabase(chosen(settings), schema),
        },
        {
          provide: Migrations,
          inject: [Settings],
          useFactory: (settings: Settings) => new Migrations(chosen(settings), schema),
        },
        Counters,
      ],
      exports: [Database, Migrations, Counters],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
