import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Registrations } from '../../directory/registration/registrations.js';
import { Facts, Public, type RequestFacts } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { Throttle } from '../../platform/identity/throttle.js';
import { page, redirect } from '../../platform/views/result.js';
import { RegisterForm } from './account.forms.js';

/** Asking for an account. The answer is one and the same, whatever is on file. */
@Controller('register')
@Public()
export class RegistrationPages {
  constructor(
    private readonly forms: Forms,
    private readonly registrations: Registrations,
    private readonly throttle: Throttle,
  ) {}

  @Get()
  show() {
    return page('account/register', { form: this.forms.blank(RegisterForm) });
  }

  @Post()
  apply(@Facts() { locale }: RequestFacts, @Body() body: unknown, @Req() { ip }: FastifyRequest) {
    return this.forms.handle(RegisterForm, body, {
      submit: async (input) => {
        await this.throttle.knock('register', ip);
        await this.registrations.apply(input, locale);
        return redirect('/register/received');
      },
      again: (form) => page('account/register', { form }),
    });
  }

  @Get('received')
  received() {
    return page('account/received');
  }
}
