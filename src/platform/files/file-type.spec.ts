import { Workbook } from '@cj-tech-master/excelts';
import { downloadHeaders } from './download-headers.js';
import { fileName } from './file-name.js';
import { fileType } from './file-type.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffd9', 'hex')]);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

let xlsx: Buffer;

/** A stored (uncompressed) zip: enough to build the awkward ones. */
function zip(names: readonly string[], content = 'x', stated = content.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(stated, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(stated, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name + content));
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + content.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const workbook = ['[Content_Types].xml', 'xl/workbook.xml'];

beforeAll(async () => {
  const book = new Workbook();
  book.addWorksheet('产品').addRow(['编号', '名称']);
  xlsx = Buffer.from(await book.xlsx.writeBuffer());
});

describe('what may be uploaded', () => {
  it('takes the four kinds by ending and bytes', () => {
    expect(fileType('授权书.PDF', pdf)).toBe('pdf');
    expect(fileType('a.jpeg', jpg)).toBe('jpg');
    expect(fileType('a.jpg', Buffer.concat([jpg, Buffer.alloc(64)]))).toBe('jpg');
    expect(fileType('相机.jpg', Buffer.concat([jpg, latin('\x00\x00SEFH\x6b\x00\x00\x00SEFT')]))).toBe('jpg');
    expect(fileType('a.png', png)).toBe('png');
    expect(fileType('产品.xlsx', xlsx)).toBe('xlsx');
    expect(fileType('a.xlsx', zip(workbook))).toBe('xlsx');
  });

  const refused: [string, string, () => Buffer][] = [
    ['an empty file', 'a.pdf', () => Buffer.alloc(0)],
    ['one byte', 'a.jpg', () => Buffer.from([0xff])],
    ['a page', 'a.html', () => latin('<!doctype html><script>alert(1)</script>')],
    ['a page called pdf', 'a.pdf', () => latin('<!doctype html>%PDF-1.7 %%EOF')],
    ['a drawing', 'a.svg', () => latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a drawing called png', 'a.png', () => latin('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', 'a.exe', () => latin('MZ\x90\0')],
    ['a program called jpg', 'a.jpg', () => latin('MZ\x90\0\x03')],
    ['a program with a pdf inside', 'a.pdf', () => Buffer.concat([latin('MZ\x90\0'), pdf])],
    ['a script', 'a.sh', () => latin('#!/bin/sh\n')],
    ['ELF called png', 'a.png', () => latin('\x7fELF')],
    ['no ending', 'pdf', () => pdf],
    ['an ending of another kind', 'a.png', () => pdf],
    ['a hidden second ending', 'a.pdf.exe', () => pdf],
    ['a trailing dot', 'a.pdf.', () => pdf],
    ['a pdf that is also a zip', 'a.pdf', () => Buffer.concat([pdf, zip(['a.class'])])],
    ['a pdf that starts as a page', 'a.pdf', () => Buffer.concat([latin('%PDF-1.4\n<html><script>x()</script>'), pdf])],
    ['a pdf cut off', 'a.pdf', () => pdf.subarray(0, 30)],
    ['a jpg that is also a zip', 'a.jpg', () => Buffer.concat([jpg, zip(['a.class'])])],
    [
      'a jpg with a page in a comment',
      'a.jpg',
      () => Buffer.concat([jpg, latin('<script>1</script>'), jpg.subarray(-2)]),
    ],
    ['a png with a tail', 'a.png', () => Buffer.concat([png, latin('MZ')])],
    ['a png with code in a text chunk', 'a.png', () => chunk('tEXt', 'Comment\0<?php system(1); ?>')],
    ['a png without an end', 'a.png', () => png.subarray(0, 40)],
    ['a png of wrong chunk length', 'a.png', () => chunk('tEXt', 'x', 0xffffffff)],
    ['a zip called xlsx', 'a.xlsx', () => zip(['hello.txt'])],
    ['a workbook with macros', 'a.xlsx', () => zip([...workbook, 'xl/vbaProject.bin'])],
    ['macros by name', 'a.xlsm', () => zip([...workbook, 'xl/vbaProject.bin'])],
    ['a workbook with a program', 'a.xlsx', () => zip([...workbook, 'xl/media/a.exe'])],
    ['a workbook that climbs folders', 'a.xlsx', () => zip([...workbook, '../../etc/passwd'])],
    ['a workbook that unfolds to 60 MB', 'a.xlsx', () => zip([...workbook, 'xl/a.xml'], 'x', 60 * 1024 * 1024)],
    ['a workbook of 300 parts', 'a.xlsx', () => zip([...workbook, ...Array.from({ length: 300 }, (_, i) => `x${i}`)])],
    ['a workbook behind a program', 'a.xlsx', () => Buffer.concat([latin('MZ'), zip(workbook)])],
    ['a workbook with a tail', 'a.xlsx', () => Buffer.concat([zip(workbook), latin('<script>')])],
    ['an old workbook', 'a.xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a document', 'a.docx', () => zip(['[Content_Types].xml', 'word/document.xml'])],
    ['gif called jpg', 'a.jpg', () => latin('GIF89a')],
    ['gif', 'a.gif', () => latin('GIF89a')],
    ['xml', 'a.xml', () => latin('<?xml version="1.0"?>')],
    ['text', 'a.txt', () => latin('hello')],
    ['a null byte in the name', 'a.exe\0.pdf\0', () => pdf],
  ];
  it.each(refused)('refuses %s', (_, name, bytes) => expect(fileType(name, bytes())).toBeNull());

  function chunk(name: string, text: string, length = text.length): Buffer {
    const made = Buffer.alloc(12 + text.length);
    made.writeUInt32BE(length, 0);
    made.write(name + text, 4, 'latin1');
    return Buffer.concat([png.subarray(0, 33), made, png.subarray(33)]);
  }
});

describe('names', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\x\\报表.xlsx', '报表.xlsx'],
    ['a\u202Efdp.exe.pdf', 'afdp.exe.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
    ['...', 'file'],
  ])('%j is kept as %j', (typed, kept) => expect(fileName(typed)).toBe(kept));

  it('shortens the stem and keeps the ending', () => {
    const kept = fileName(`${'长'.repeat(300)}.pdf`);
    expect(kept).toHaveLength(120);
    expect(kept.endsWith('.pdf')).toBe(true);
  });
});

it('is served to be saved, not shown', () => {
  const headers = downloadHeaders({ name: '授权书 "a".pdf', type: 'pdf', size: 3 });
  expect(headers['content-disposition']).toBe(
    `attachment; filename="___ _a_.pdf"; filename*=UTF-8''%E6%8E%88%E6%9D%83%E4%B9%A6%20%22a%22.pdf`,
  );
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toMatch(/^sandbox;/);
});
