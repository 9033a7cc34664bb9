import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import {
  Answers,
  AnswersNothing,
  AnswersPage,
  Api,
  TakesIdempotencyKey,
  TakesIfMatch,
} from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { IfMatch } from '../../../platform/http/versions.js';
import { Campuses } from './campuses.service.js';
import {
  CollegeBody,
  collegeItem,
  collegeRecord,
  CollegeQuery,
  CampusBody,
  CollegeApiViews,
} from './college.api-views.js';
import { Colleges } from './colleges.service.js';

/** Colleges for programs. Contacts are shown to the college itself and to officers. */
@Api('talent colleges')
@Controller('api/v1/talent/colleges')
export class CollegeApi {
  constructor(
    private readonly colleges: Colleges,
    private readonly campuses: Campuses,
    private readonly views: CollegeApiViews,
  ) {}

  @Get()
  @Allow('talent.college.read')
  @AnswersPage(collegeItem)
  async list(@Query() query: CollegeQuery) {
    return this.views.list(await bindOrThrow(CollegeQuery, query));
  }

  @Get(':id')
  @Allow('talent.college.read')
  @Answers(200, collegeRecord)
  show(@Me() me: Actor, @Param('id') id: string) {
    return this.views.record(me, id);
  }

  /** Replaces the profile as a whole. */
  @Put(':id')
  @Allow('talent.college.edit')
  @TakesIfMatch()
  @Answers(200, collegeRecord)
  async edit(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body() body: CollegeBody,
    @IfMatch() version: number | undefined,
  ) {
    await this.colleges.requireEditable(me, id);
    const input = await bindOrThrow(CollegeBody, body);
    await this.colleges.edit(me, id, input, version ?? (await this.colleges.profile(id)).version);
    return this.views.record(me, id);
  }

  /** 数据无误: looked at in this quarter, nothing changed. */
  @Post(':id/confirmation')
  @Allow('talent.college.edit')
  @TakesIdempotencyKey()
  @Answers(201, collegeRecord)
  async confirm(@Me() me: Actor, @Param('id') id: string) {
    await this.colleges.confirm(me, id);
    return this.views.record(me, id);
  }

  @Post(':id/campuses')
  @Allow('talent.college.edit')
  @TakesIdempotencyKey()
  @Answers(201, collegeRecord)
  async addCampus(@Me() me: Actor, @Param('id') id: string, @Body() body: CampusBody) {
    await this.colleges.requireEditable(me, id);
    await this.campuses.add(me, id, await bindOrThrow(CampusBody, body));
    return this.views.record(me, id);
  }

  @Put(':id/campuses/:campusId')
  @Allow('talent.college.edit')
  @Answers(200, collegeRecord)
  async editCampus(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('campusId') campusId: string,
    @Body() body: CampusBody,
  ) {
    await this.campuses.require(me, id, campusId);
    await this.campuses.edit(me, id, campusId, await bindOrThrow(CampusBody, body));
    return this.views.record(me, id);
  }

  @Delete(':id/campuses/:campusId')
  @Allow('talent.college.edit')
  @HttpCode(204)
  @AnswersNothing()
  async removeCampus(@Me() me: Actor, @Param('id') id: string, @Param('campusId') campusId: string): Promise<void> {
    await this.campuses.remove(me, id, campusId);
  }
}
