import { Injectable } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { Settings } from '../config/settings.js';

/** One line of JSON per event. Callers pass codes, ids and times: never names, numbers or texts a person typed. */
@Injectable()
export class Log {
  private readonly logger: Logger;

  constructor(settings: Settings) {
    this.logger = pino({ level: settings.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  }

  info(event: object): void {
    this.logger.info(event);
  }

  warn(event: object): void {
    this.logger.warn(event);
  }

  error(event: object): void {
    this.logger.error(event);
  }
}
