import { Global, Module } from '@nestjs/common';
import { projectFolder } from '../i18n/project-folder.js';
import { Words } from '../i18n/words.js';
import { Assets } from './assets.js';
import { Views } from './views.js';

/** Needs the `I18nModule`. */
@Global()
@Module({
  providers: [
    { provide: Views, useFactory: (words: Words) => Views.from(projectFolder('templates'), words), inject: [Words] },
    { provide: Assets, useFactory: () => new Assets() },
  ],
  exports: [Views, Assets],
})
export class ViewsModule {}
