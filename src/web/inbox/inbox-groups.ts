import type { Notice } from '../../platform/notifications/notice.entity.js';

export interface CaseGroup {
  readonly key: string;
  /** The case number, where the notices name one. */
  readonly number: string | null;
  readonly unread: number;
  readonly notices: readonly Notice[];
}

/** Notices of one case stand together; cases with something unread come first, then the latest news. */
export function groupByCase(notices: readonly Notice[]): CaseGroup[] {
  const groups = new Map<string, Notice[]>();
  for (const notice of notices) {
    const key = notice.demandId ?? `${notice.aboutType} ${notice.aboutId}`;
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  const cases = [...groups].map(([key, list]) => ({
    key,
    number: list.map(({ params }) => params.number).find((number) => number !== undefined) ?? null,
    unread: list.filter(({ readAt }) => readAt === null).length,
    notices: list.toSorted((a, b) => Number(a.readAt !== null) - Number(b.readAt !== null)),
  }));
  return cases.toSorted((a, b) => Number(b.unread > 0) - Number(a.unread > 0));
}
