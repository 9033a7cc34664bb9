import { type DynamicModule, Module } from '@nestjs/common';
import { readSettings, Settings } from './settings.js';

@Module({})
export class ConfigModule {
  /** Settings for every module: those given, else read from the environment. */
  static forRoot(settings?: Settings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Settings, useFactory: () => settings ?? readSettings() }],
      exports: [Settings],
    };
  }
}
