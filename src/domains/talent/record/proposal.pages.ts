import { Controller, Get, Param } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { page } from '../../../platform/views/result.js';
import { ProposalViews } from './proposal.views.js';

/** 组班方案书, to be read and printed. */
@Controller('talent/classes/:id/proposal')
export class ProposalPages {
  constructor(private readonly views: ProposalViews) {}

  @Get()
  @Allow('talent.class.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('talent/record/proposal', await this.views.show(me, id, locale));
  }
}
