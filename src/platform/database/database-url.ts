import type { Node } from './nodes.js';

export type DatabaseUrl =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'server';
      readonly nodes: readonly [Node, ...Node[]];
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

const SERVER_URL = /^(?:mysql|mariadb):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/@]+)\/([\w$-]+)$/;

/**
 * `sqlite:<file>`, or `mysql://` / `mariadb://` with `user:password@host:port,host:port/database`; user and password
 * are percent-encoded. Which of the two servers it is, the server says.
 */
export function parseDatabaseUrl(url: string): DatabaseUrl {
  if (/^sqlite:./.test(url)) return { kind: 'sqlite', file: url.slice('sqlite:'.length) };
  const [, user = '', password = '', hosts = '', database = ''] = SERVER_URL.exec(url) ?? [];
  const [first, ...others] = hosts.split(',').map(parseNode);
  const complete = [first, ...others].every((node) => node?.host);
  if (!first || !complete || !database)
    throw new Error('a database address is sqlite:<file> or mysql://user:password@host/database');
  return {
    kind: 'server',
    nodes: [first, ...others],
    user: decodeURIComponent(user),
    password: decodeURIComponent(password),
    database,
  };
}

function parseNode(text: string): Node {
  const [, host = '', port = '3306'] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
