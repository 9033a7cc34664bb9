import { Assignments } from '../../src/domains/financing/managers/assignments.service.js';
import { ClientManagers } from '../../src/domains/financing/managers/client-managers.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import type { World } from './world.js';
import type { Filer } from './world-needs.js';

/** Two institutions name a client manager for what they have on the shelf. */
export async function nameManagers(world: World): Promise<void> {
  for (const [bank, person] of [
    ['donghu', 'bank-accepted'],
    ['stranger', 'bank-stranger'],
  ] as const) {
    const actor = world.actor(person);
    const input = { caseLimit: 20, away: false, products: [world.id(`${bank}/product`)] };
    world.ids[`manager/${bank}`] = await world.get(ClientManagers).add(actor, actor.userId, input);
  }
}

/** Consented to donghu and proposed; nobody has confirmed it yet. */
export async function proposeNeed(world: World, need: string, who: Filer): Promise<string> {
  await world.get(Consenting).give(world.actor(who), world.id(need), [world.cast.org('donghu').id]);
  const { id } = await world.get(Assignments).propose(world.actor('officer'));
  world.ids['assignment/proposed'] = id;
  return id;
}

/** Referred to donghu's client manager, as if it had been referred by hand. */
export async function assignNeed(world: World, need: string, who: Filer): Promise<void> {
  const run = await proposeNeed(world, need, who);
  const [row] = await world.get(Assignments).confirm(world.actor('officer'), run, 'priority', [world.id(need)]);
  world.ids[`${need}/donghu`] = row?.referralId ?? '';
  world.ids['assignment/confirmed'] = run;
}
