import { Body, Controller, Delete, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { organisationKinds } from '../kernel/actor.js';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../kernel/problem.js';
import { Facts, Public, SignedIn, type RequestFacts } from '../platform/http/access.js';
import { Answers, AnswersNothing, show } from '../platform/http/api-schema.js';
import { PasswordGuard } from '../platform/identity/password.strategy.js';
import { Devices } from '../platform/identity/devices.js';
import { Sessions } from '../platform/identity/sessions.js';
import type { SignIn } from '../platform/identity/sign-in.js';
import { SignInForm } from './sign-in.pages.js';

const record = show.object({
  token: show.text,
  expiresAt: show.instant,
  user: show.object({
    id: show.id,
    username: show.text,
    name: show.text,
    organisation: show.object({ id: show.id, name: show.text, kind: show.code(organisationKinds) }),
    roles: show.list(show.text),
    permissions: show.list(show.text),
  }),
});

type Checked = Awaited<ReturnType<SignIn['check']>>;

/** Tokens for programs: a session like any other, carried in the Authorization header. */
@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionApi {
  constructor(
    private readonly devices: Devices,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  @Public()
  @Answers(201, record)
  @UseGuards(PasswordGuard)
  async open(@Body() _body: SignInForm, @Req() request: FastifyRequest) {
    const { user, organisationId } = (request as unknown as { user: Checked }).user;
    const agent = request.headers['user-agent'] ?? '';
    await this.devices.program(user.id, agent);
    const { token, expiresAt } = await this.sessions.open(user.id, organisationId, 'api', agent);
    const session = await this.sessions.find(token);
    if (!session) throw new Problem('sign-in-failed');
    const { actor } = session;
    return {
      token,
      expiresAt: expiresAt.toISOString(),
      user: {
        id: user.id,
        username: user.username,
        name: user.name,
        organisation: { id: organisationId, name: actor.organisationName, kind: actor.organisationKind },
        roles: actor.roles,
        permissions: [...actor.permissions].toSorted(),
      },
    };
  }

  @Delete('current')
  @SignedIn()
  @ApiBearerAuth()
  @HttpCode(204)
  @AnswersNothing()
  async close(@Facts() facts: RequestFacts): Promise<void> {
    if (facts.sessionId) await this.sessions.close(facts.sessionId);
  }
}
