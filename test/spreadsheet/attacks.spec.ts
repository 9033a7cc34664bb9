import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { Problem } from '../../src/kernel/problem.js';
import { LIMITS } from '../../src/platform/spreadsheet/limits.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { runTask } from '../../src/platform/spreadsheet/run-task.js';
import { inline, makeZip, workbookEntries, type MadeEntry } from './zip-maker.js';

async function refusal(bytes: Buffer): Promise<Problem> {
  try {
    await readWorkbook(bytes, 'x.xlsx');
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was read');
}

const plain = workbookEntries([{ data: `<row r="1">${inline('A1', '企业名称')}</row>` }]);
const withExtra = (...extra: MadeEntry[]) => makeZip([...plain, ...extra]);

describe('hostile workbooks', () => {
  it('reads the plain workbook the attacks are made from', async () => {
    const { sheets } = await readWorkbook(makeZip(plain), 'x.xlsx');
    expect(sheets).toEqual([{ name: 'Sheet1', rows: [[{ text: '企业名称', raw: '企业名称', kind: 'text' }]] }]);
  });

  it('refuses a bomb of 200 MB from its directory alone, in milliseconds and without memory', async () => {
    const packed = deflateRawSync(Buffer.alloc(200 * 1024 * 1024, '<row/>'), { level: 9 });
    const bomb = withExtra({ name: 'xl/worksheets/sheet9.xml', content: '', packed, claims: 200 * 1024 * 1024 });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = { rss: process.memoryUsage().rss, time: performance.now() };
    expect(await refusal(bomb)).toMatchObject({ code: 'spreadsheet-unsafe', params: { reason: 'unfolded' } });
    expect(performance.now() - before.time).toBeLessThan(500);
    expect(process.memoryUsage().rss - before.rss).toBeLessThan(50 * 1024 * 1024);
  });

  it('stops a bomb that claims to be small as soon as it exceeds its claim', async () => {
    const packed = deflateRawSync(Buffer.alloc(40 * 1024 * 1024, '<row/>'));
    const lying = makeZip(
      plain.map((entry) => (entry.name.includes('sheet1') ? { ...entry, packed, claims: 5000 } : entry)),
    );
    expect(await refusal(lying)).toMatchObject({ code: 'spreadsheet-unsafe', params: { reason: 'lying' } });
  });

  it('refuses an entry that claims more than it holds', async () => {
    const lying = makeZip(
      plain.map((entry) => (entry.name.includes('sheet1') ? { ...entry, claims: 900_000 } : entry)),
    );
    expect(await refusal(lying)).toMatchObject({ code: 'spreadsheet-unsafe', params: { reason: 'lying' } });
  });

  it.each([
    ['an absurd ratio', { name: 'xl/media/a.bin', content: Buffer.alloc(20 * 1024 * 1024) }, 'ratio'],
    ['a zip inside by name', { name: 'xl/embeddings/book.xlsx', content: 'x' }, 'nested'],
  ])('refuses %s', async (_, entry, reason) => {
    expect(await refusal(withExtra(entry))).toMatchObject({ code: 'spreadsheet-unsafe', params: { reason } });
  });

  it('refuses a zip that stands where a sheet should be', async () => {
    const nested = makeZip(
      plain.map((entry) =>
        entry.name.includes('sheet1') ? { ...entry, content: makeZip(plain), stored: true } : entry,
      ),
    );
    expect(await refusal(nested)).toMatchObject({ code: 'spreadsheet-unsafe', params: { reason: 'nested' } });
  });

  it('refuses more than 200 entries, two entries of one name, and overlapping entries', async () => {
    const many = Array.from({ length: LIMITS.zipEntries }, (_, i) => ({ name: `xl/media/${i}.png`, content: 'x' }));
    expect(await refusal(withExtra(...many))).toMatchObject({ params: { reason: 'entries' } });
    expect(await refusal(withExtra({ name: 'xl/workbook.xml', content: 'x' }))).toMatchObject({
      params: { reason: 'overlap' },
    });
    const overlapping = makeZip([...plain, { name: 'a', content: randomBytes(5000), stored: true }]);
    const at = overlapping.lastIndexOf('PK\x01\x02');
    const twice = Buffer.concat([
      overlapping.subarray(0, -22),
      overlapping.subarray(at, -22),
      overlapping.subarray(-22),
    ]);
    twice.write('b', twice.length - 23, 'latin1');
    const end = twice.length - 22;
    twice.writeUInt16LE(plain.length + 2, end + 8);
    twice.writeUInt16LE(plain.length + 2, end + 10);
    expect(await refusal(twice)).toMatchObject({ params: { reason: 'overlap' } });
  });

  it('refuses truncated zips at every place as damaged, never with another error', async () => {
    const whole = makeZip(plain);
    for (let length = 4; length < whole.length; length += 97)
      expect((await refusal(whole.subarray(0, length))).code).toBe('spreadsheet-damaged');
  });

  it('refuses or reads workbooks with bytes changed at random, never with another error', async () => {
    const whole = makeZip(plain.map((entry) => ({ ...entry, stored: true })));
    for (let round = 0; round < 12; round++) {
      const broken = Buffer.from(whole);
      for (let i = 0; i < 6; i++) broken[(round * 7919 + i * 104_729) % broken.length] = (round * 31 + i * 17) % 256;
      await readWorkbook(broken).catch((error: unknown) => expect(error).toBeInstanceOf(Problem));
    }
  });

  it('refuses XML that is cut off, references that lead nowhere, and sheets without a part', async () => {
    const cut = workbookEntries([{ data: '' }]).map((entry) =>
      entry.name.includes('sheet1') ? { ...entry, content: '<worksheet><sheetData><row r="1"><c r="A1"><v>1' } : entry,
    );
    expect((await refusal(makeZip(cut))).code).toBe('spreadsheet-damaged');
    const lost = workbookEntries([{ data: '<row r="1"><c r="A1" t="s"><v>99</v></c></row>' }]);
    expect((await refusal(makeZip(lost))).code).toBe('spreadsheet-damaged');
    const noSheet = plain.filter((entry) => !entry.name.includes('sheet1'));
    expect((await refusal(makeZip(noSheet))).code).toBe('spreadsheet-empty');
  });

  it('refuses 16,384 columns and 20,016 rows by their own codes', async () => {
    const wide = makeZip(workbookEntries([{ data: `<row r="1">${inline('XFD1', 'x')}</row>` }]));
    expect(await refusal(wide)).toMatchObject({ code: 'spreadsheet-too-many-columns', params: { limit: 200 } });
    const long = makeZip(workbookEntries([{ data: `<row r="20016">${inline('A20016', 'x')}</row>` }]));
    expect(await refusal(long)).toMatchObject({ code: 'spreadsheet-too-many-rows', params: { limit: 20_000 } });
    const csv = Buffer.from('a,b\n'.repeat(20_016));
    expect((await refusal(csv)).code).toBe('spreadsheet-too-many-rows');
  });

  it('is not stopped by merges, filters and validations over the whole sheet', async () => {
    const huge = makeZip(
      workbookEntries(
        [
          {
            data: `<row r="1">${inline('A1', '标题')}</row><row r="2">${inline('A2', '企业')}${inline('C2', '人数')}</row>`,
            after:
              '<mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>',
          },
        ],
        {
          book: '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Sheet1!$A$1:$XFD$1048576</definedName></definedNames>',
        },
      ),
    );
    const [sheet] = (await readWorkbook(huge)).sheets;
    expect(sheet?.rows.map((row) => row.map((cell) => cell.text))).toEqual([
      ['标题', '标题', '标题'],
      ['企业', '', '人数'],
    ]);
  });

  it('ends a worker that takes too long, and the next file is read as ever', async () => {
    const bytes = makeZip(plain);
    await expect(runTask({ kind: 'read', type: 'xlsx', bytes }, () => {}, 0.001)).rejects.toMatchObject({
      code: 'spreadsheet-too-slow',
    });
    expect((await readWorkbook(bytes)).sheets).toHaveLength(1);
  });
});

describe('other files under the name of a table', () => {
  const ole = (...parts: Buffer[]) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), ...parts]);
  it.each([
    ['an empty file', Buffer.alloc(0), 'spreadsheet-empty', {}],
    ['11 MB', Buffer.alloc(11 * 1024 * 1024, 'a,'), 'spreadsheet-too-large', { limitMb: 10 }],
    ['.xls', ole(Buffer.from('Workbook', 'utf16le')), 'spreadsheet-xls', {}],
    ['an encrypted .xlsx', ole(Buffer.from('EncryptedPackage', 'utf16le')), 'spreadsheet-encrypted', {}],
    ['an encrypted zip', makeZip(plain.map((entry) => ({ ...entry, encrypted: true }))), 'spreadsheet-encrypted', {}],
    ['.doc', ole(Buffer.from('WordDocument', 'utf16le')), 'spreadsheet-type', { kind: 'doc' }],
    [
      '.docx',
      makeZip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'word/document.xml', content: '' },
      ]),
      'spreadsheet-type',
      { kind: 'docx' },
    ],
    [
      '.ods',
      makeZip([
        { name: 'mimetype', content: '' },
        { name: 'content.xml', content: '' },
      ]),
      'spreadsheet-type',
      { kind: 'ods' },
    ],
    ['.zip', makeZip([{ name: 'a.txt', content: '' }]), 'spreadsheet-type', { kind: 'zip' }],
    ['.pdf', Buffer.from('%PDF-1.7\n'), 'spreadsheet-type', { kind: 'pdf' }],
    ['.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), 'spreadsheet-type', { kind: 'jpg' }],
    ['.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'spreadsheet-type', { kind: 'png' }],
    ['HTML as .xls', Buffer.from('\uFEFF  <html><table></table></html>'), 'spreadsheet-html', {}],
    ['SVG', Buffer.from('<svg onload="x"/>'), 'spreadsheet-html', {}],
    ['a binary', Buffer.from('00010203040506070809', 'hex'), 'spreadsheet-unknown', {}],
  ])('refuses %s', async (_, bytes, code, params) => {
    expect(await refusal(bytes)).toMatchObject({ code, params });
  });
});
