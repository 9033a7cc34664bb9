import { Global, Logger, Module } from '@nestjs/common';
import { projectFolder } from './project-folder.js';
import { Words } from './words.js';

let words: Words | undefined;

/** The words of this project, read once. A missing key throws under test and is logged once elsewhere. */
export function projectWords(): Words {
  words ??= new Words({
    folder: projectFolder('config/locales'),
    missing: (locale, key) => {
      const message = `No text for ${key} in ${locale}`;
      if (process.env.NODE_ENV === 'test') throw new Error(message);
      new Logger(Words.name).error(message);
    },
  });
  return words;
}

@Global()
@Module({ providers: [{ provide: Words, useFactory: projectWords }], exports: [Words] })
export class I18nModule {}
