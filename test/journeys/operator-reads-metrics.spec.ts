import { buildTown, fileNeed } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

describe('an operator watches', () => {
  const token = 'a token for Prometheus';
  let test: TestApp;
  let needId: string;
  beforeAll(async () => {
    test = await openTestApp('sqlite', { METRICS_TOKEN: token });
    needId = await fileNeed(test.app, await buildTown(test.app));
  });
  afterAll(() => test.close());

  const metrics = (headers: Record<string, string>) => test.visitor().get('/metrics', headers);

  it('reads metrics with the token or as staff, and nobody else does', async () => {
    const officer = test.visitor();
    await officer.useToken('officer');
    await officer.api('GET', `/api/v1/financing/needs/${needId}?a=secret`);
    const { status, body } = await metrics({ authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(body).toMatch(
      /yipanqi_http_request_seconds_count\{method="GET",route="\/api\/v1\/financing\/needs\/:id",status="200"\} 1/,
    );
    expect(body).toMatch(/yipanqi_mail_deliveries\{state="due"\} [1-9]/);
    expect(body).toMatch(/yipanqi_outbox_oldest_seconds \d/);
    expect(body).not.toMatch(new RegExp(`${needId}|secret`));

    const admin = test.visitor();
    await admin.useToken('admin');
    expect((await admin.api('GET', '/metrics')).status).toBe(200);
    expect((await officer.api('GET', '/metrics')).status).toBe(403);
    expect((await test.visitor().api('GET', '/metrics')).status).toBe(401);
    expect((await metrics({ authorization: `Bearer ${token}x`, accept: 'application/json' })).status).toBe(401);
  });

  it('finds the API described as a page that needs no script and no inline style', async () => {
    const { status, body } = await test.visitor().get('/api/docs');
    expect(status).toBe(200);
    expect(body).toContain('/api/v1/financing/needs/{id}/submission');
    expect(body).toContain('pairs[].verdicts[].sentence');
    expect(body).not.toMatch(/ style="| onclick=/);
  });
});
