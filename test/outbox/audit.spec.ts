import type { AuditAction } from '../../src/kernel/audit-actions.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { AuditVerification } from '../../src/platform/audit/audit-verification.service.js';
import { Audit, SYSTEM } from '../../src/platform/audit/audit.service.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { newId } from '../../src/platform/ids.js';
import { openTestDatabase, testDatabases, type TestDatabase } from '../support/databases.js';
import { backgroundSchema } from './background-schema.js';
import { testSettings } from './test-clocks.js';

testDatabases('audit', (kind) => {
  let test: TestDatabase;
  let audit: Audit;
  let verification: AuditVerification;
  const actor = { userId: newId(), organisationId: newId() };

  beforeAll(async () => {
    test = await openTestDatabase(kind, backgroundSchema);
    audit = new Audit(test.db, new BusinessClock(testSettings()));
    verification = new AuditVerification(test.db);
  });
  afterAll(() => test.close());

  const act = (id: string, action: AuditAction, after?: Record<string, number>): Promise<void> =>
    test.db.transaction(() => audit.record(actor, { action, type: 'demand', id, ...(after && { after }) }));
  const chain = async (length: number): Promise<string> => {
    const id = newId();
    await test.db.transaction(async () => {
      for (let n = 1; n <= length; n++) await act(id, 'demand.edit', { n });
    });
    return id;
  };

  it('keeps a timeline', async () => {
    const id = newId();
    await test.db.transaction(async () => {
      await audit.record(actor, {
        action: 'demand.submit',
        type: 'demand',
        id,
        before: { state: 'draft' },
        after: { state: 'submitted' },
      });
      await audit.record(SYSTEM, { action: 'referral.lapse', type: 'demand', id, note: 'overdue' });
    });
    await audit.look(actor, { type: 'demand', id, fields: ['contactPhone'] });
    const [submitted, lapsed, seen] = await audit.of('demand', id);
    expect(submitted).toMatchObject({
      seq: 1,
      action: 'demand.submit',
      actorUserId: actor.userId,
      after: { state: 'submitted' },
    });
    expect(lapsed).toMatchObject({ seq: 2, actorUserId: null, note: 'overdue' });
    expect(seen).toMatchObject({ seq: 3, action: 'view', after: { fields: ['contactPhone'] } });
    expect(submitted?.at).toBeInstanceOf(Date);
    expect(await verification.verify('demand', id)).toEqual([]);
  });

  it('is written with the change or not at all, and never without a transaction', async () => {
    const id = newId();
    const failing = test.db.transaction(async () => {
      await audit.record(actor, { action: 'demand.submit', type: 'demand', id });
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await audit.of('demand', id)).toEqual([]);
    expect(await verification.verify('demand', id)).toEqual([]);
    await expect(audit.record(actor, { action: 'view', type: 'demand', id })).rejects.toThrow('stray write');
  });

  it('keeps the chain whole when twenty act on one record at once', async () => {
    const id = newId();
    await Promise.all(Array.from({ length: 20 }, (_, n) => act(id, 'demand.edit', { n })));
    expect((await audit.of('demand', id)).map((entry) => entry.seq)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
    expect(await verification.verify('demand', id)).toEqual([]);
  });

  it('reads across pages and types', async () => {
    await chain(3);
    expect(await verification.verify()).toEqual([]);
  });

  type Tamper = readonly [name: string, sql: (seq: number, length: number) => [string, unknown[]][]];
  const of = 'WHERE aggregateId = ? AND';
  const tampers = (id: string): Tamper[] => [
    [
      'edits the payload',
      (seq) => [[`UPDATE audit_entry SET payload = '{"after":{"n":-1}}' ${of} seq = ?`, [id, seq]]],
    ],
    ['edits the action', (seq) => [[`UPDATE audit_entry SET action = 'approve' ${of} seq = ?`, [id, seq]]]],
    ['blames another', (seq) => [[`UPDATE audit_entry SET actorUserId = ? ${of} seq = ?`, [newId(), id, seq]]]],
    ['moves the time', (seq) => [[`UPDATE audit_entry SET at = ? ${of} seq = ?`, [new Date(0), id, seq]]]],
    ['deletes one', (seq) => [[`DELETE FROM audit_entry ${of} seq = ?`, [id, seq]]]],
    ['cuts the end', (seq) => [[`DELETE FROM audit_entry ${of} seq >= ?`, [id, seq]]]],
    [
      'cuts the end and the head',
      (seq) => [
        [`DELETE FROM audit_entry ${of} seq >= ?`, [id, seq]],
        [`UPDATE audit_head SET seq = ? WHERE aggregateId = ?`, [seq - 1, id]],
      ],
    ],
    [
      'deletes one and closes the gap',
      (seq, length) => [
        [`DELETE FROM audit_entry ${of} seq = ?`, [id, seq]],
        ...Array.from({ length: length - seq }, (_, n): [string, unknown[]] => [
          `UPDATE audit_entry SET seq = ? ${of} seq = ?`,
          [seq + n, id, seq + n + 1],
        ]),
      ],
    ],
    [
      'swaps two',
      (seq, length) => {
        const other = (seq % length) + 1;
        const move = (from: number, to: number): [string, unknown[]] => [
          `UPDATE audit_entry SET seq = ? ${of} seq = ?`,
          [to, id, from],
        ];
        return [move(seq, 1_000), move(other, seq), move(1_000, other)];
      },
    ],
    [
      'moves it to another record',
      (seq) => [[`UPDATE audit_entry SET aggregateId = ? ${of} seq = ?`, [newId(), id, seq]]],
    ],
    ['removes the head', () => [['DELETE FROM audit_head WHERE aggregateId = ?', [id]]]],
  ];

  it('finds 100 of 100 tampers', async () => {
    let found = 0;
    const missed: string[] = [];
    for (let n = 0; n < 100; n++) {
      const length = 2 + (n % 5);
      const id = await chain(length);
      const list = tampers(id);
      const [name, make] = list[n % list.length] ?? ['', () => []];
      const seq = 1 + Math.floor(Math.random() * length);
      await test.db.transaction(async () => {
        for (const [sql, params] of make(seq, length)) await test.db.execute(sql, params);
      });
      const breaks = await verification.verify('demand');
      if (breaks.length > 0) found++;
      else missed.push(`${name} at ${seq} of ${length}`);
      await test.db.transaction(async () => {
        await test.db.execute('DELETE FROM audit_entry', []);
        await test.db.execute('DELETE FROM audit_head', []);
      });
    }
    expect(missed).toEqual([]);
    expect(found).toBe(100);
  });

  it('sees a forged entry that hashes right but follows nothing', async () => {
    const id = await chain(3);
    const [last] = await test.db.repo(AuditEntry).find({ where: { aggregateId: id }, order: { seq: 'DESC' }, take: 1 });
    await test.db.transaction(async () => {
      await test.db.execute('UPDATE audit_entry SET prevHash = ? WHERE id = ?', ['f'.repeat(64), last?.id]);
    });
    const kinds = (await verification.verify('demand', id)).map((found) => found.kind);
    expect(kinds).toEqual(['unlinked', 'edited']);
  });
});
