import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly body: string;
  /** Where it redirects to, if it does. */
  readonly location: string | null;
  json<T = Record<string, unknown>>(): T;
}

type Fields = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** Where a person sits. */
export interface Place {
  /** The network address requests come from: this machine's unless given. */
  readonly from?: string;
  /** What the browser or program calls itself. */
  readonly agent?: string;
}

/** A person at a browser, through HTTP: keeps cookies and posts forms with the token the page gave. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private bearer: string | null = null;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly place: Place = {},
  ) {}

  async signIn(username: string, password = TEST_PASSWORD): Promise<Answer> {
    return this.post('/sign-in', { username, password });
  }

  /** From now on calls carry a token instead of cookies. */
  async useToken(username: string, password = TEST_PASSWORD): Promise<void> {
    const answer = await this.api('POST', '/api/v1/sessions', { username, password });
    this.bearer = answer.json<{ token: string }>().token;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, { accept: 'text/html', ...headers });
  }

  /** For a download whose bytes are looked at. */
  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Posts a form as a page of ours would: with the form token, never followed on. */
  async post(path: string, fields: Fields = {}): Promise<Answer> {
    const body = new URLSearchParams();
    body.append('_csrf', await this.token());
    for (const [name, value] of Object.entries(fields)) {
      if (value === null || value === undefined) continue;
      for (const one of Array.isArray(value) ? (value as string[]) : [value]) body.append(name, String(one));
    }
    return this.send('POST', path, body.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
    });
  }

  /** Posts a multipart form with files. */
  async upload(path: string, fields: Fields, files: Record<string, { name: string; bytes: Buffer }>): Promise<Answer> {
    const boundary = '----yipanqi-test-boundary';
    const parts: Buffer[] = [];
    const add = (head: string, bytes: Buffer) =>
      parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n'));
    for (const [name, value] of Object.entries({ _csrf: await this.token(), ...fields })) {
      add(`content-disposition: form-data; name="${name}"`, Buffer.from(String(value)));
    }
    for (const [name, file] of Object.entries(files)) {
      add(
        `content-disposition: form-data; name="${name}"; filename="${file.name}"\r\ncontent-type: application/octet-stream`,
        file.bytes,
      );
    }
    parts.push(Buffer.from(`--${boundary}--\r\n`));
    return this.send('POST', path, Buffer.concat(parts), {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      accept: 'text/html',
    });
  }

  api(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return this.send(method, path, payload, {
      accept: 'application/json',
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...(this.bearer && { authorization: `Bearer ${this.bearer}` }),
      ...headers,
    });
  }

  /** The form token of any page: they are the same for one session. */
  async token(): Promise<string> {
    const page = await this.get(this.cookies.has('yipanqi_session') ? '/me' : '/sign-in');
    return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  }

  async send(
    method: string,
    path: string,
    payload: string | Buffer | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const response = await this.app.inject({
      method: method as 'GET',
      url: path,
      ...(payload !== undefined && { payload }),
      ...(this.place.from !== undefined && { remoteAddress: this.place.from }),
      headers: {
        host: 'localhost',
        cookie: this.cookieHeader(),
        ...(this.place.agent !== undefined && { 'user-agent': this.place.agent }),
        ...headers,
      },
    });
    for (const cookie of response.cookies) {
      if (cookie.maxAge === 0 || (cookie.expires && cookie.expires.getTime() < Date.now()))
        this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, cookie.value);
    }
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
      location: typeof response.headers.location === 'string' ? response.headers.location : null,
      json: <T>() => JSON.parse(response.body) as T,
    };
  }
}

/** Every test account's password. */
export const TEST_PASSWORD = 'correct horse battery';
