import { Controller, Get } from '@nestjs/common';
import { organisationKinds, type Actor, type OrganisationKind } from '../../kernel/actor.js';
import { Public, Visitor } from '../../platform/http/access.js';
import { message } from '../../platform/i18n/message.js';
import { page } from '../../platform/views/result.js';

/** Questions and answers of each kind of reader, five at most: `help.<kind>.<n>` and `help.<kind>.<n>.answer`. */
const questions: Record<OrganisationKind | 'account', number> = {
  account: 5,
  enterprise: 5,
  institution: 5,
  college: 3,
  centre: 5,
};

/** Help, and the two statements every public service owes. */
@Controller()
@Public()
export class HelpPages {
  @Get('help')
  help(@Visitor() visitor: Actor | null) {
    const kinds = visitor ? [visitor.organisationKind] : organisationKinds.filter((kind) => kind !== 'centre');
    const areas = [...kinds, 'account' as const].map((area) => ({
      heading: message(`help.${area}`),
      items: Array.from({ length: questions[area] }, (_, i) => ({
        question: message(`help.${area}.${i + 1}`),
        answer: message(`help.${area}.${i + 1}.answer`),
      })),
    }));
    return page('help/help', { areas });
  }

  @Get('privacy')
  privacy() {
    return page('help/statement', { title: message('help.privacy'), sections: sections('privacy', 6) });
  }

  @Get('accessibility')
  accessibility() {
    return page('help/statement', { title: message('help.accessibility'), sections: sections('accessibility', 4) });
  }
}

const sections = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    heading: message(`help.${name}.${i + 1}`),
    text: message(`help.${name}.${i + 1}.text`),
  }));
