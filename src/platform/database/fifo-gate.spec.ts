import { FifoGate } from './fifo-gate.js';

describe('FifoGate', () => {
  it('lets one in at a time, in the order of asking', async () => {
    const gate = new FifoGate(1_000);
    const order: string[] = [];
    let inside = 0;
    const visit = async (who: string) => {
      const leave = await gate.enter();
      expect(++inside).toBe(1);
      order.push(who);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside--;
      leave();
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(visit));
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('turns away after the limit, and forgets who was turned away', async () => {
    const gate = new FifoGate(20);
    const leave = await gate.enter();
    await expect(gate.enter()).rejects.toMatchObject({ code: 'busy' });
    leave();
    (await gate.enter())();
  });

  it('does not let two in when somebody leaves twice', async () => {
    const gate = new FifoGate(20);
    const leave = await gate.enter();
    leave();
    await gate.enter();
    leave();
    await expect(gate.enter()).rejects.toMatchObject({ code: 'busy' });
  });
});
