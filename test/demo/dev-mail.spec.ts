import { openTestApp } from '../support/test-app.js';

test('mails are shown in demo mode only', async () => {
  const test = await openTestApp();
  const answer = await test.visitor().get('/dev/mail');
  await test.close();
  expect(answer.status).toBe(404);
});

test('an empty folder is an empty page', async () => {
  const test = await openTestApp('sqlite', { DEMO: 'true', MAIL_DIR: 'var/no-such-folder' });
  const answer = await test.visitor().get('/dev/mail');
  await test.close();
  expect([answer.status, answer.body.includes('class="empty"')]).toEqual([200, true]);
});
