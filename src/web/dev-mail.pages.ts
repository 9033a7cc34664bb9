import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Param } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { Settings } from '../platform/config/settings.js';
import { Public } from '../platform/http/access.js';
import { readMail, type ReadMail } from '../platform/notifications/eml.js';
import { page } from '../platform/views/result.js';

/** The newest are enough to look at; all of them lie in the folder. */
const SHOWN = 300;

/** In demo mode, the mails that would have gone out: lists and shows the .eml files. Elsewhere it is not there. */
@Controller('dev/mail')
export class DevMailPages {
  constructor(private readonly settings: Settings) {}

  @Get()
  @Public()
  async list() {
    this.onlyInDemo();
    const files = await readdir(this.settings.mailDir).catch(() => []);
    const newest = files
      .filter((name) => name.endsWith('.eml'))
      .toSorted()
      .toReversed();
    const mails = await Promise.all(
      newest.slice(0, SHOWN).map(async (name) => {
        const { to, subject } = await this.read(name);
        return { href: `/dev/mail/${name.slice(0, -'.eml'.length)}`, to, subject };
      }),
    );
    return page('dev-mail/list', { mails, total: newest.length });
  }

  @Get(':id')
  @Public()
  async show(@Param('id') id: string) {
    this.onlyInDemo();
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem('not-found');
    const { text, ...mail } = await this.read(`${id}.eml`);
    return page('dev-mail/mail', {
      ...mail,
      lines: text
        .trim()
        .split('\n')
        .map((line) => this.linked(line)),
    });
  }

  private onlyInDemo(): void {
    if (!this.settings.demo || this.settings.smtpUrl !== undefined) throw new Problem('not-found');
  }

  private async read(name: string): Promise<ReadMail> {
    try {
      return readMail(await readFile(join(this.settings.mailDir, name), 'utf8'));
    } catch {
      throw new Problem('not-found');
    }
  }

  /** A link of the mail leads into this portal, under whatever name it is reached. */
  private linked(line: string): { text: string; href: string | null } {
    const at = line.indexOf(`${this.settings.baseUrl}/`);
    if (at < 0) return { text: line, href: null };
    return { text: line.slice(0, at), href: line.slice(at + this.settings.baseUrl.length) };
  }
}
