import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NeedRegister } from './need-register.js';
export declare function loadTown(app: NestFastifyApplication): Promise<NeedRegister>;
