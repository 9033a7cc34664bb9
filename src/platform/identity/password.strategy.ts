import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { Problem } from '../../kernel/problem.js';
import { SignIn } from './sign-in.js';

/** passport-local: reads `username` and `password` from the body; what it finds is `request.user`. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly signIn: SignIn) {
    super({ usernameField: 'username', passwordField: 'password', session: false, passReqToCallback: true });
  }

  validate(request: FastifyRequest, username: string, password: string) {
    return this.signIn.check(username, password, request.ip);
  }
}

@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  /** Without a name or a password passport answers null: the same refusal as for wrong ones. */
  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error;
    if (!user) throw new Problem('sign-in-failed');
    return user;
  }
}
