import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { RecipientDirectory } from '../notifications/recipient-directory.js';
import { Account } from './account.js';
import { Devices } from './devices.js';
import { Members } from './members.js';
import { OneTimeLinks } from './one-time-links.js';
import { PasswordStrategy } from './password.strategy.js';
import { Recipients } from './recipients.js';
import { Roles } from './roles.js';
import { Sessions } from './sessions.js';
import { SignInLocks } from './sign-in-locks.js';
import { SignIn } from './sign-in.js';
import { Throttle, ThrottleSettings } from './throttle.js';
import { Users } from './users.js';

@Global()
@Module({
  imports: [PassportModule],
  providers: [
    Roles,
    Sessions,
    SignIn,
    SignInLocks,
    Users,
    Account,
    OneTimeLinks,
    Members,
    Devices,
    Throttle,
    { provide: ThrottleSettings, useFactory: () => new ThrottleSettings() },
    PasswordStrategy,
    { provide: RecipientDirectory, useClass: Recipients },
  ],
  exports: [
    Roles,
    Sessions,
    SignIn,
    SignInLocks,
    Users,
    Account,
    OneTimeLinks,
    Members,
    Devices,
    Throttle,
    ThrottleSettings,
    RecipientDirectory,
  ],
})
export class IdentityModule {}
