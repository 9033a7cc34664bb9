import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ClassAgenda } from '../../domains/talent/record/class-agenda.js';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Allow, Me, SignedIn } from '../../platform/http/access.js';
import { page, redirect } from '../../platform/views/result.js';
import { AdminDesk } from './admin-desk.js';
import { BankDesk, bankViews } from './bank-desk.js';
import { CollegeDesk } from './college-desk.js';
import { deskKind, type DeskKind } from './desk-kind.js';
import { EnterpriseDesk } from './enterprise-desk.js';
import { isFigure } from './figure-definitions.js';
import { FigurePage } from './figure-page.js';
import { Figures } from './figures.js';
import { greeting } from './greeting.js';
import { LeaderDesk } from './leader-desk.js';
import { OfficerDesk } from './officer-desk.js';
import { workViews } from './officer.queries.js';
import { WelcomePanel } from './welcome.service.js';

type Asked = Record<string, string | undefined>;
const oneOf = <T extends string>(values: readonly T[], text: string | undefined, fallback: T): T =>
  values.find((value) => value === text) ?? fallback;
const pageOf = (text: string | undefined): number => (text && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1);

/** Desks of those who have something to do for an order class. */
const withClasses: ReadonlySet<DeskKind> = new Set(['officer', 'enterprise', 'college']);

/** `/w`: where everybody's work starts, one page a role. */
@Controller('w')
export class WorkPages {
  constructor(
    private readonly clock: BusinessClock,
    private readonly officer: OfficerDesk,
    private readonly enterprise: EnterpriseDesk,
    private readonly bank: BankDesk,
    private readonly college: CollegeDesk,
    private readonly leader: LeaderDesk,
    private readonly admin: AdminDesk,
    private readonly figures: Figures,
    private readonly figurePage: FigurePage,
    private readonly welcome: WelcomePanel,
    private readonly classes: ClassAgenda,
  ) {}

  @Get()
  @SignedIn()
  async show(@Me() me: Actor, @Query() query: Asked) {
    const kind = deskKind(me);
    return page(`work/${kind}`, {
      title: greeting(this.clock.now(), me.name),
      welcome: await this.welcome.of(me, kind),
      classAgenda: withClasses.has(kind) ? await this.classes.of(me) : null,
      ...(await this.data(me, kind, query)),
    });
  }

  private async data(me: Actor, kind: DeskKind, query: Asked): Promise<object> {
    switch (kind) {
      case 'officer':
        return this.officer.data(me, oneOf(workViews, query['view'], 'all'), pageOf(query['page']));
      case 'enterprise':
        return this.enterprise.data(me);
      case 'bank':
        return this.bank.data(me, oneOf(bankViews, query['view'], 'all'));
      case 'college':
        return this.college.data(me);
      case 'leader':
        return this.leader.data(this.figures.month(query['month']));
      case 'admin':
        return this.admin.data();
      case 'auditor':
      case 'other':
        return {};
    }
  }

  /** The rows behind a figure: the same definition that counted them. */
  @Get('figures/:figure')
  @Allow('financing.board.read', 'financing.need.verify')
  async figure(@Me() me: Actor, @Param('figure') figure: string, @Query() query: Asked) {
    if (!isFigure(figure)) throw new Problem('not-found');
    return page('work/figure', await this.figurePage.data(me, figure, query));
  }

  @Post('welcome')
  @SignedIn()
  async welcomed(@Me() me: Actor, @Body() body: Asked) {
    if (body['task']) await this.welcome.tick(me, deskKind(me), body['task']);
    else await this.welcome.putAway(me);
    return redirect('/w');
  }
}
