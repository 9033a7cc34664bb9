import { fieldsOf, formKeyOf, formTypes, type FieldSpec } from '../../src/platform/http/fields.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';
import { readFormPage, sentBy, type FormOnPage, type FormPage } from './form-page.js';
import { badPaper, goodPaper, oddValue, wrongValue } from './odd-values.js';
import { buildCast, notPosted, placesOf, type Cast, type Place } from './places.js';

type Pairs = (readonly [name: string, value: string])[];
type Papers = ReadonlyMap<string, Buffer>;
type Locale = 'zh-CN' | 'en';

/** Every form of every page, driven as a person would: one field wrong, the others as odd as they may be. */
describe('a form that is refused', () => {
  let test: TestApp;
  let cast: Cast;
  let places: Place[];
  const people = new Map<string, Visitor>();

  beforeAll(async () => {
    test = await openTestApp();
    cast = await buildCast(test.app);
    places = placesOf(cast);
    for (const name of new Set(places.map(({ as }) => as))) {
      const visitor = test.visitor();
      if (name !== 'stranger') await visitor.signIn(name);
      people.set(name, visitor);
    }
    // The forms of an officer's profile pages come to be when they are asked for.
    for (const { as, page } of places) await people.get(as)!.get(page);
  }, 60_000);
  afterAll(() => test.close());

  const nameOf = (type: new () => object) => `${formKeyOf(type)}/${type.name}`;
  const named = (place: Place) => [place.forms].flat().map((name) => name.split(' ').at(-1) ?? '');
  const sendTo = ({ page, post }: Place) => post ?? page;

  /** The fields of a place by their names on the page. */
  function specsOf(place: Place): Map<string, FieldSpec> {
    const types = new Map(formTypes().map((type) => [nameOf(type), type]));
    return new Map(
      [place.forms].flat().flatMap((entry) => {
        const [prefix, name] = entry.includes(' ') ? entry.split(' ') : ['', entry];
        const type = types.get(name ?? '');
        if (!type) throw new Error(`no form is called ${name}`);
        return fieldsOf(type).map((spec) => [`${prefix}${spec.name}`, spec] as const);
      }),
    );
  }

  async function open(place: Place, locale: Locale): Promise<{ page: FormPage; form: FormOnPage }> {
    const visitor = people.get(place.as)!;
    const { status, body } = await visitor.get(place.page, { cookie: `${visitor.cookieHeader()}; locale=${locale}` });
    if (status !== 200) throw new Error(`${status} for ${place.as} at ${place.page}`);
    const page = readFormPage(body, place.page);
    const form = formOf(page, place);
    if (!form) throw new Error(`no form to ${sendTo(place)} at ${place.page}`);
    return { page, form };
  }

  const formOf = (page: FormPage, place: Place) =>
    page.forms.find(({ method, action }) => method === 'post' && action === sendTo(place));

  async function send(
    place: Place,
    form: FormOnPage,
    pairs: Pairs,
    papers: Papers,
    locale: Locale,
  ): Promise<[number, string]> {
    const visitor = people.get(place.as)!;
    const hidden: Pairs = ['_csrf', '_version'].flatMap((name) =>
      form.controls.filter((control) => control.name === name).map(({ value }) => [name, value] as const),
    );
    const all: Pairs = [...hidden, ...pairs, ...(place.action ? [['_action', place.action] as const] : [])];
    const { body, type } = form.multipart
      ? multipart(all, papers)
      : {
          body: new URLSearchParams(all.map(([n, v]) => [n, v])).toString(),
          type: 'application/x-www-form-urlencoded',
        };
    const cookie = `${visitor.cookieHeader()}; locale=${locale}`;
    const answer = await visitor.send('POST', sendTo(place), body, {
      'content-type': type,
      accept: 'text/html',
      cookie,
    });
    return [answer.status, answer.body];
  }

  /** Names a person can reach on the page, with the value that is odd but right. */
  function fill(form: FormOnPage, specs: Map<string, FieldSpec>): Map<string, string[]> {
    const names = [...new Set(form.controls.filter(({ kind }) => kind !== 'button').map(({ name }) => name))];
    return new Map(
      names
        .filter(
          (name) => !name.startsWith('_') && !form.controls.some((one) => one.name === name && one.kind === 'file'),
        )
        .map((name) => [name, oddFor(form, name, specs.get(name))]),
    );
  }

  /** Of a list the last line, of ticks the first and the last: what nobody would have chosen for them. */
  function oddFor(form: FormOnPage, wanted: string, spec: FieldSpec | undefined): string[] {
    const controls = form.controls.filter(({ name }) => name === wanted);
    const [first] = controls;
    const values = controls.map(({ value }) => value);
    if (first?.kind === 'checkbox') return [...new Set([values[0] ?? '', values.at(-1) ?? ''])];
    if (!spec || first?.kind === 'hidden') return sentBy(form, first?.name ?? '');
    if (first?.kind === 'radio') return [values.at(-1) ?? ''];
    if (first?.kind === 'select') return [first.options.at(-1)?.value ?? ''];
    return [oddValue(spec)];
  }

  const pairsOf = (values: Map<string, string[]>): Pairs =>
    [...values].flatMap(([name, list]) => list.map((value) => [name, value] as const));

  /** What is wrong with the page that came back; nothing when all is well. */
  function faultsOf(
    html: string,
    place: Place,
    typed: Map<string, string[]>,
    wrong: readonly string[],
    locale: Locale,
  ) {
    const page = readFormPage(html, sendTo(place));
    const count = wrong.length;
    const heading = { 'zh-CN': `有 ${count} 处需要改正`, en: count === 1 ? 'There is 1 thing to correct' : `There are ${count} things to correct` }[locale]; // prettier-ignore
    const prefix = { 'zh-CN': heading, en: count === 1 ? '1 thing to correct' : `${count} things to correct` }[locale];
    const faults: string[] = [];
    if (page.summary?.heading !== heading) faults.push(`summary "${page.summary?.heading}"`);
    if (!page.title.startsWith(prefix)) faults.push(`title "${page.title}"`);
    if (page.h1 === '') faults.push('no heading');
    const form = formOf(page, place);
    if (!form) return [...faults, 'the form is gone'];
    for (const name of wrong) faults.push(...unsaid(page, form, name));
    for (const [name, values] of typed) {
      const secret = form.controls.some((control) => control.name === name && control.kind === 'password');
      const back = sentBy(form, name);
      const kept = values.map((value) => value.replaceAll('\r\n', '\n'));
      if (secret ? back.some((value) => value !== '') : JSON.stringify(back) !== JSON.stringify(kept))
        faults.push(`${name}: ${JSON.stringify(kept)} came back as ${JSON.stringify(back)}`);
    }
    return faults;
  }

  /** The refusal of a field: in the summary with a link that leads to the control, and in the same words beside it. */
  function unsaid(page: FormPage, form: FormOnPage, name: string): string[] {
    const first = form.controls.find((control) => control.name === name);
    const item = page.summary?.items.find(({ href }) => href === `#${first?.id}`);
    const beside = page.byId.get(`${first?.id}-error`);
    if (!first || !item) return [`${name}: no link in the summary: ${JSON.stringify(page.summary?.items)}`];
    const faults: string[] = [];
    if (!beside?.endsWith(item.text)) faults.push(`${name}: "${item.text}" is "${beside}" at the field`);
    if (page.foldedIds.has(first.id)) faults.push(`${name}: is folded away`);
    return faults;
  }

  it('is in the table, whichever class it is', () => {
    const known = new Set(places.flatMap(named));
    const open = formTypes()
      .map(nameOf)
      .filter((name) => !known.has(name) && !notPosted.some((one) => one.test(name)));
    expect(open).toEqual([]);
    expect(known.size).toBeGreaterThan(45);
  });

  it('has every field on some page', async () => {
    const drawn = new Set<string>();
    for (const place of places) {
      const { form } = await open(place, 'zh-CN');
      for (const [name, spec] of specsOf(place))
        if (form.controls.some((control) => control.name === name)) drawn.add(spec.name);
    }
    const all = new Set(places.flatMap((place) => [...specsOf(place).values()].map(({ name }) => name)));
    expect([...all].filter((name) => !drawn.has(name))).toEqual([]);
  });

  it('says what to do where nothing was typed and what was ticked is lost', async () => {
    for (const name of ['financing.send/SendForm', 'financing.consent/ReceiversForm']) {
      const place = places.find(({ forms }) => forms === name)!;
      const { form } = await open(place, 'zh-CN');
      const [status, html] = await send(place, form, [], new Map(), 'zh-CN');
      expect([name, status, readFormPage(html, sendTo(place)).h1 === '']).toEqual([name, 422, false]);
      expect(html).toMatch(/读不出来，请返回后再试一次|必填/);
    }
  });

  /** What can be wrong on this page: a field each, with the value that is refused. */
  function breakable(place: Place, form: FormOnPage): (readonly [name: string, value: string | Buffer])[] {
    return [...specsOf(place)].flatMap(([name, spec]) => {
      const control = form.controls.find((one) => one.name === name);
      if (!control || control.kind === 'hidden' || place.unasked?.test(name)) return [];
      const wrong = spec.kind === 'file' ? badPaper : wrongValue(spec);
      return wrong === null ? [] : [[name, wrong] as const];
    });
  }

  async function refuse(place: Place, broken: ReturnType<typeof breakable>, locale: Locale): Promise<string[]> {
    const { form } = await open(place, locale);
    const values = fill(form, specsOf(place));
    for (const [name, value] of Object.entries(place.given ?? {})) values.set(name, [value]);
    const papers = new Map<string, Buffer>(
      form.controls.flatMap(({ kind, name }) => (kind === 'file' ? [[name, goodPaper]] : [])),
    );
    for (const [name, value] of broken) {
      if (Buffer.isBuffer(value)) papers.set(name, value);
      else values.set(name, value === '' ? [] : [value]);
    }
    const [status, html] = await send(place, form, pairsOf(values), papers, locale);
    if (status !== 422) return [`status ${status}`];
    const wrong = broken.map(([name]) => name);
    const picked = (name: string) =>
      form.controls.some((one) => one.name === name && ['radio', 'checkbox', 'select'].includes(one.kind));
    // What was not offered cannot be shown as chosen.
    const typed = new Map([...values].filter(([name]) => !(picked(name) && wrong.includes(name))));
    const lost = [...papers.keys()].filter((name) => !wrong.includes(name));
    return [
      ...faultsOf(html, place, typed, wrong, locale),
      ...lost.flatMap((name) => notAskedAgain(html, place, name)),
    ];
  }

  /** No browser sends a chosen file twice: the page says so, on top and beside the control. */
  function notAskedAgain(html: string, place: Place, name: string): string[] {
    const page = readFormPage(html, sendTo(place));
    const id = formOf(page, place)?.controls.find((control) => control.name === name)?.id ?? '';
    const beside = page.byId.get(`${id}-again`) ?? '';
    const links = page.summary?.again.filter(({ href, text }) => href === `#${id}` && text === beside) ?? [];
    return beside.includes(PAPER) && links.length === 1 ? [] : [`${name}: nobody says that it is to be chosen again`];
  }

  it('comes back with the fault named and everything else as it was typed', async () => {
    const faults = new Map<string, number>();
    let shots = 0;
    for (const place of places) {
      const { form } = await open(place, 'zh-CN');
      const all = breakable(place, form);
      const rounds = [
        ...all.map((one) => ({ broken: [one], locale: 'zh-CN' as Locale })),
        ...(all.length > 0 ? (['zh-CN', 'en'] as const).map((locale) => ({ broken: all, locale })) : []),
      ];
      for (const { broken, locale } of rounds) {
        shots++;
        for (const fault of await refuse(place, broken, locale)) {
          const said = `${place.as} ${place.page} ${place.action ?? ''}: ${fault}`;
          faults.set(said, (faults.get(said) ?? 0) + 1);
        }
      }
    }
    process.stdout.write(`forms: ${shots} refusals by ${places.length} forms\n`);
    expect([...faults].map(([fault, times]) => `${fault} (${times} ×)`)).toEqual([]);
  }, 180_000);
});

const PAPER = "授权书 & <二>'.pdf";

function multipart(pairs: Pairs, papers: Papers): { body: Buffer; type: string } {
  const boundary = '----yipanqi-forms';
  const head = (name: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const fileName = `; filename="${PAPER}"`;
  const parts = [
    ...pairs.map(([name, value]) => Buffer.from(`${head(name)}${value}\r\n`)),
    ...[...papers].flatMap(([name, bytes]) => [Buffer.from(head(name, fileName)), bytes, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
