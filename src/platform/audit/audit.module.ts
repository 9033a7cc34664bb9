import { Global, Module } from '@nestjs/common';
import { AuditVerification } from './audit-verification.service.js';
import { Audit } from './audit.service.js';

@Global()
@Module({ providers: [Audit, AuditVerification], exports: [Audit, AuditVerification] })
export class AuditModule {}
