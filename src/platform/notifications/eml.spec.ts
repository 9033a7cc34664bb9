import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMail } from './eml.js';
import { FolderTransport } from './mail-transport.js';

describe('a mail written to the folder', () => {
  test.each([
    ['请确认到账：RZ-2026-000004，以及一个长得需要折行的主题，共几十个字', '您好：\n\n第一段 = 100 %。\n'],
    [
      'Plain subject',
      'A long English line that quoted-printable has to fold because it passes seventy-six characters, 中 once.\n',
    ],
    ['naïve café', 'short\n'],
  ])('reads back as it was: %s', async (subject, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'yipanqi-eml-'));
    await new FolderTransport(folder).send({
      id: 'one',
      messageId: 'one@localhost',
      subject,
      text,
      html: '<p>html</p>',
      from: { name: '一盘棋', address: 'noreply@localhost' },
      to: { name: '郑子涵', address: 'contact03@example.com' },
    });
    expect(readdirSync(folder)).toEqual(['one.eml']);
    expect(readMail(readFileSync(join(folder, 'one.eml'), 'utf8'))).toEqual({
      from: '一盘棋 <noreply@localhost>',
      to: '郑子涵 <contact03@example.com>',
      subject,
      text,
    });
    rmSync(folder, { recursive: true });
  });
});
