import { readPage, type PageText } from './page-text.js';
import type { Visitor } from '../support/visitor.js';

export interface Visit {
  readonly path: string;
  /** The page that led here. */
  readonly from: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly page: PageText | null;
}

export interface Limits {
  readonly pages: number;
  /** How many addresses of one shape are opened: records in different states look different. */
  readonly samples: number;
}

/** Opens every page that links of the site lead to, a few of each shape, breadth first. */
export async function crawl(visitor: Visitor, start: readonly string[], limits: Limits): Promise<Visit[]> {
  const visits: Visit[] = [];
  const found = new Set(start);
  const shapes = new Map<string, number>();
  const queue = start.map((path) => ({ path, from: '' }));
  for (let next = queue.shift(); next && visits.length < limits.pages; next = queue.shift()) {
    const shape = shapeOf(next.path);
    const opened = shapes.get(shape) ?? 0;
    if (opened >= limits.samples) continue;
    shapes.set(shape, opened + 1);
    const visit = await open(visitor, next.path, next.from);
    visits.push(visit);
    for (const path of leadsTo(visit)) {
      if (found.has(path)) continue;
      found.add(path);
      queue.push({ path, from: next.path });
    }
  }
  return visits;
}

async function open(visitor: Visitor, path: string, from: string): Promise<Visit> {
  const { status, headers, body, location } = await visitor.get(path);
  const type = String(headers['content-type'] ?? '');
  const page = type.startsWith('text/html') && status !== 303 ? readPage(body, path) : null;
  return { path, from, status, type, body: location ?? body, page };
}

/** Addresses of this site behind links and search forms, and where it redirects to. */
function leadsTo({ path, status, body, page }: Visit): string[] {
  const hrefs = status === 303 || status === 302 ? [body] : (page?.links ?? []);
  const base = new URL(path, 'http://localhost');
  return hrefs
    .map((href) => new URL(href, base))
    .filter((url) => url.origin === base.origin && !url.pathname.startsWith('/assets/'))
    .map((url) => url.pathname + url.search);
}

const ID = /[\da-f]{8}-[\da-f-]{27}/g;

/** Addresses that differ only in ids, numbers and values of the query have one shape. */
export function shapeOf(path: string): string {
  const url = new URL(path, 'http://localhost');
  const keys = [...new Set(url.searchParams.keys())].toSorted();
  const steps = url.pathname.replace(ID, ':id').replace(/\/(?=[^/]*\d)[^/]+/g, '/:n');
  return keys.length > 0 ? `${steps}?${keys.join('&')}` : steps;
}
