import { page, redirect } from './result.js';

describe('a controller answers', () => {
  test('with a page', () => {
    expect(page('financing/need', { id: 1 }, 422)).toMatchObject({
      name: 'financing/need',
      data: { id: 1 },
      status: 422,
    });
    expect(page('home')).toMatchObject({ data: {}, status: 200 });
  });

  test('with a redirect and what to say there', () => {
    expect(redirect('/needs/1', 'kit.flash', { n: 2 })).toMatchObject({
      status: 303,
      path: '/needs/1',
      flash: { key: 'kit.flash', params: { n: 2 }, tone: 'ok' },
    });
    expect(redirect('/').flash).toBeNull();
  });

  test.each(['https://evil.example', '//evil.example', '/\\\\evil.example', 'needs'])('never to %s', (path) => {
    expect(() => redirect(path)).toThrow('Not a path of this site');
  });
});
