import type { Actor } from '../../kernel/actor.js';
import type { RenderContext } from '../views/render-context.js';

export type ShellContext = Pick<RenderContext, 'actor' | 'menu' | 'tabs' | 'unread' | 'demo' | 'zone'>;

/** What stands around every page. The web layer implements it, since only it knows which pages there are. */
export abstract class Shell {
  abstract contextFor(actor: Actor | null, path: string): Promise<ShellContext>;
}
