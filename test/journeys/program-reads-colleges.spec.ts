import { readFileSync } from 'node:fs';
import type { Actor } from '../../src/kernel/actor.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { foundCollege } from '../factories/colleges.js';
import { buildTown } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { schemaFaults, type AnySchema } from '../support/schema-faults.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Answer, Visitor } from '../support/visitor.js';

const COLLEGES = '/api/v1/talent/colleges';
const PROGRAMMES = '/api/v1/talent/programmes';

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: AnySchema }> }> }>
  >;
}
const document = JSON.parse(readFileSync(projectFolder('docs/openapi.json'), 'utf8')) as Document;

/** The answer is what the document says of this call. */
function asDocumented(answer: Answer, path: string, method: string): Record<string, unknown> {
  const schema =
    document.paths[path]?.[method]?.responses[String(answer.status)]?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${method} ${path} → ${answer.status} is not documented: ${answer.body.slice(0, 300)}`);
  expect(schemaFaults(schema, answer.json())).toEqual([]);
  return answer.json();
}

testDatabases('a program and the college side', (kind) => {
  let test: TestApp;
  let actor: Actor;
  let college: Visitor;
  let other: Visitor;
  let enterprise: Visitor;
  let officer: Visitor;
  let at = '';
  let campusId = '';
  let programmeId = '';

  const body = () => ({
    majorCode: '460305',
    campusId,
    lengthMonths: 36,
    capacity: 45,
    minClass: 20,
    maxClass: 30,
    maxClassesPerTerm: 1,
    earliestStart: '2027-09',
    classMonths: 12,
    nearMajors: ['460306'],
    roster: [60, 58, 55],
  });

  beforeAll(async () => {
    test = await openTestApp(kind);
    await buildTown(test.app);
    ({ actor } = await foundCollege(test.app, '清源职业学院', 'college1'));
    await foundCollege(test.app, '紫帽大学', 'college2');
    [college, other, enterprise, officer] = [test.visitor(), test.visitor(), test.visitor(), test.visitor()];
    await college.useToken('college1');
    await other.useToken('college2');
    await enterprise.useToken('enterprise1');
    await officer.useToken('officer');
    at = `${COLLEGES}/${actor.organisationId}`;
  });
  afterAll(() => test.close());

  it('reads and writes a college; contacts are for the college and officers', async () => {
    const path = `${COLLEGES}/{id}`;
    expect(asDocumented(await enterprise.api('GET', COLLEGES), COLLEGES, 'get')).toMatchObject({ total: 2 });
    const empty = asDocumented(await college.api('GET', at), path, 'get');
    expect(empty).toMatchObject({ nature: null, confirmed: false, version: 0, campuses: [] });
    const facts = { nature: 'public', level: 'associate', contactName: '陈晓', contactMobile: '13800002222' };
    const saved = asDocumented(await college.api('PUT', at, facts, { 'if-match': '"0"' }), path, 'put');
    expect(saved).toMatchObject({ version: 1, contacts: [{ name: '陈晓', title: null, mobile: '13800002222' }, {}] });
    expect((await officer.api('PUT', at, facts, { 'if-match': '"0"' })).status).toBe(409);
    expect(asDocumented(await enterprise.api('GET', at), path, 'get')).toMatchObject({ contacts: null, source: null });
    expect((await other.api('PUT', at, facts)).status).toBe(403);
    expect((await enterprise.api('PUT', at, facts)).status).toBe(403);
    expect((await college.api('PUT', at, { nature: 'royal' })).status).toBe(422);
    expect(asDocumented(await college.api('POST', `${at}/confirmation`), `${path}/confirmation`, 'post')).toMatchObject(
      {
        confirmed: true,
        confirmedOn: '2026-11-23',
      },
    );
  });

  it('adds and moves campuses', async () => {
    const path = `${COLLEGES}/{id}/campuses`;
    const campus = { name: '主校区', latitude: '24.881', longitude: '118.64' };
    const added = asDocumented(await college.api('POST', `${at}/campuses`, campus), path, 'post');
    const [{ id, latitude }] = added['campuses'] as [{ id: string; latitude: number }];
    expect(latitude).toBe(24_881_000);
    campusId = id;
    expect((await college.api('POST', `${at}/campuses`, { ...campus, latitude: 'north' })).status).toBe(422);
    expect((await other.api('PUT', `${at}/campuses/${id}`, campus)).status).toBe(403);
    const moved = await college.api('PUT', `${at}/campuses/${id}`, { ...campus, latitude: '24.9' });
    expect(asDocumented(moved, `${path}/{campusId}`, 'put')).toMatchObject({ campuses: [{ latitude: 24_900_000 }] });
  });

  it('writes a programme and moves it, as its college may', async () => {
    const path = `${PROGRAMMES}/{id}`;
    expect((await officer.api('POST', PROGRAMMES, body())).status).toBe(422);
    const unreadable = { ...body(), minClass: 14, roster: ['x'], nearMajors: 'all', surprise: 1 };
    const refused = await college.api('POST', PROGRAMMES, unreadable);
    expect(refused.status).toBe(422);
    const fields = refused.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field);
    expect(fields.toSorted()).toEqual(['minClass', 'nearMajors', 'roster', 'surprise']);
    const wrong = await college.api('POST', PROGRAMMES, { ...body(), majorCode: '999999', lengthMonths: 25 });
    expect(wrong.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)).toEqual([
      'lengthMonths',
      'majorCode',
    ]);
    expect((await other.api('POST', PROGRAMMES, body())).status).toBe(422); // no campus of its own
    expect((await other.api('POST', PROGRAMMES, { ...body(), organisationId: actor.organisationId })).status).toBe(403);
    expect((await enterprise.api('POST', PROGRAMMES, body())).status).toBe(403);

    const made = asDocumented(await college.api('POST', PROGRAMMES, body()), PROGRAMMES, 'post');
    expect(made).toMatchObject({
      number: 'ZY-2026-000001',
      state: 'draft',
      level: 'associate',
      seatsLeft: 45,
      roster: [60, 58, 55],
      earliestStart: '2027-09-01',
    });
    expect(made['nearMajors']).toEqual(expect.arrayContaining(['080803', '460306']));
    programmeId = String(made['id']);
    expect((await enterprise.api('GET', `${PROGRAMMES}/${programmeId}`)).status).toBe(404);
    const published = await college.api('POST', `${PROGRAMMES}/${programmeId}/publication`);
    expect(asDocumented(published, `${path}/publication`, 'post')).toMatchObject({ state: 'on-shelf' });
    expect((await other.api('POST', `${PROGRAMMES}/${programmeId}/pause`)).status).toBe(403);
    expect(asDocumented(await enterprise.api('GET', `${PROGRAMMES}/${programmeId}`), path, 'get')['confirmed']).toBe(
      true,
    );
  });

  it('edits it from the version it read, and lists what it may see', async () => {
    const path = `${PROGRAMMES}/${programmeId}`;
    const { version } = (await college.api('GET', path)).json<{ version: number }>();
    const edited = await college.api('PUT', path, { ...body(), capacity: 50 }, { 'if-match': `"${version}"` });
    expect(asDocumented(edited, `${PROGRAMMES}/{id}`, 'put')).toMatchObject({ capacity: 50, revision: 2 });
    expect((await officer.api('PUT', path, body(), { 'if-match': `"${version}"` })).status).toBe(409);
    const total = async (who: Visitor, query = '') =>
      asDocumented(await who.api('GET', `${PROGRAMMES}${query}`), PROGRAMMES, 'get')['total'];
    expect(await total(enterprise, '?major=机器人&level=associate')).toBe(1);
    expect(await total(enterprise, '?major=0808')).toBe(0);
    expect(await total(enterprise, '?college=紫帽')).toBe(0);
    const paused = await officer.api('POST', `${path}/pause`);
    expect(asDocumented(paused, `${PROGRAMMES}/{id}/pause`, 'post')).toMatchObject({ state: 'paused' });
    expect([await total(enterprise), await total(college), await total(other), await total(officer)]).toEqual([
      0, 1, 0, 1,
    ]);
    await college.api('POST', `${path}/retirement`);
    expect((await college.api('POST', `${path}/publication`)).status).toBe(409);
    expect([await total(college), await total(college, '?state=off')]).toEqual([0, 1]);
    // A programme that was taken off frees its place.
    expect((await college.api('POST', PROGRAMMES, body())).status).toBe(201);
    expect((await college.api('DELETE', `${at}/campuses/${campusId}`)).status).toBe(409);
  });
});
