import type { Actor } from '../../kernel/actor.js';

export interface MenuItem {
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  readonly count?: number;
  readonly current?: boolean;
}

export interface ShellContext {
  readonly actor: { name: string; organisationName: string; role: string } | null;
  readonly menu: readonly { group: string | null; items: readonly MenuItem[] }[];
  readonly tabs: readonly MenuItem[];
  readonly unread: number;
  readonly demo: { ribbon: string; day: string } | null;
  readonly zone: { name: string; phone: string };
}

/** What stands around every page. The web layer implements it, since only it knows which pages there are. */
export abstract class Shell {
  abstract contextFor(actor: Actor | null, path: string): Promise<ShellContext>;
}
