/** A form with files as a browser sends it. */
export function multipart(
  fields: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, { readonly name: string; readonly bytes: Buffer }>>,
): { payload: Buffer; type: string } {
  const boundary = '----yipanqi-test-boundary';
  const parts: Buffer[] = [];
  const add = (head: string, bytes: Buffer) =>
    parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n'));
  for (const [name, value] of Object.entries(fields))
    add(`content-disposition: form-data; name="${name}"`, Buffer.from(String(value)));
  for (const [name, file] of Object.entries(files))
    add(
      `content-disposition: form-data; name="${name}"; filename="${file.name}"\r\ncontent-type: application/octet-stream`,
      file.bytes,
    );
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
