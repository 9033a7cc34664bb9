import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { downloadHeaders } from '../../../platform/files/download-headers.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { page } from '../../../platform/views/result.js';
import { FinancingWords } from '../matching/match-words.js';
import { OutcomeFile } from './outcome-file.js';
import { READ_RECORD, TrackRecordViews } from './track-record.views.js';
import { TrackRecords } from './track-records.service.js';

/** 往绩: how far the order of institutions can be trusted. Where it is off there is no such page. */
@Controller('financing/track-record')
@Allow(READ_RECORD)
export class TrackRecordPages {
  constructor(
    private readonly records: TrackRecords,
    private readonly views: TrackRecordViews,
    private readonly file: OutcomeFile,
    private readonly words: FinancingWords,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  async show(@Facts() { locale }: RequestFacts) {
    await this.whereOn();
    return page('financing/track-record', await this.views.page(this.words.in(locale)));
  }

  @Get('export')
  async export(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    await this.whereOn();
    const words = this.words.in(locale);
    const bytes = await this.file.write(me, words);
    const name = `${words.say('export.financing.outcomes')}-${this.clock.today()}.csv`;
    void reply.headers(downloadHeaders({ name, type: 'csv', size: bytes.length }));
    return bytes;
  }

  private async whereOn(): Promise<void> {
    if (!(await this.records.isOn())) throw new Problem('not-found');
  }
}
