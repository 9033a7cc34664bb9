import { Injectable } from '@nestjs/common';
import { CompiledShelf } from '../kernel/matching/compiled/shelf.js';
import type { FactModel } from '../kernel/matching/fact-model.js';
import type { Offer } from '../kernel/matching/pair.js';

/** So many shelves are kept: those of both domains, and of demands that avoid some organisations. */
const MOST = 16;

/**
 * The shelves this process compiled last, by what they say. Whoever asks reads from the database which revisions are on
 * offer, and names them in the key: with several servers each sees an edit at its next question, and none an old shelf.
 */
@Injectable()
export class CompiledShelves {
  private readonly shelves = new Map<string, CompiledShelf>();

  /** @param key says everything that the offers say: equal keys, equal shelves */
  of(model: FactModel, key: string, offers: () => readonly Offer[]): CompiledShelf {
    const shelf = this.shelves.get(key) ?? new CompiledShelf(model, offers());
    this.shelves.delete(key);
    this.shelves.set(key, shelf);
    for (const [oldest] of this.shelves) if (this.shelves.size > MOST) this.shelves.delete(oldest);
    return shelf;
  }
}
