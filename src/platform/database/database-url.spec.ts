import { parseDatabaseUrl } from './database-url.js';

describe('parseDatabaseUrl', () => {
  it('reads files and servers', () => {
    expect(parseDatabaseUrl('sqlite:var/a b.db')).toEqual({ kind: 'sqlite', file: 'var/a b.db' });
    expect(parseDatabaseUrl('mysql://me:p%40ss%3A@db1,db2:3307,[::1]:3308/match')).toEqual({
      kind: 'server',
      nodes: [
        { host: 'db1', port: 3306 },
        { host: 'db2', port: 3307 },
        { host: '::1', port: 3308 },
      ],
      user: 'me',
      password: 'p@ss:',
      database: 'match',
    });
    expect(parseDatabaseUrl('mariadb://root@127.0.0.1/x')).toMatchObject({ user: 'root', password: '' });
  });

  it.each(['', 'sqlite:', 'postgres://a/b', 'mysql://host', 'mysql://host/', 'mysql://a,/b', 'mysql://host:x/b'])(
    'refuses %p',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow();
    },
  );
});
