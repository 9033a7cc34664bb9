import type { Notice } from '../../platform/notifications/notice.entity.js';
import { groupByCase } from './inbox-groups.js';

const notice = (id: string, demandId: string | null, read: boolean, number?: string) =>
  ({ id, demandId, aboutType: 'user', aboutId: 'u', readAt: read ? new Date(0) : null, params: { number } }) as Notice;

test('notices stand by case, the unread first, in each case too', () => {
  const groups = groupByCase([
    notice('5', 'a', true, 'RZ-1'),
    notice('4', 'b', true),
    notice('3', null, false),
    notice('2', 'b', false, 'RZ-2'),
    notice('1', 'a', true),
  ]);
  expect(groups.map(({ number, unread, notices }) => [number, unread, notices.map(({ id }) => id)])).toEqual([
    ['RZ-2', 1, ['2', '4']],
    [null, 1, ['3']],
    ['RZ-1', 0, ['5', '1']],
  ]);
});
