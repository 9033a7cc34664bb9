import { markup, type Html } from './html.js';
import type { RenderContext } from './render-context.js';

/** A symbol of `templates/assets/icons.svg`. It is silent for screen readers: a word always stands beside it. */
export function iconMarkup(name: string, view: RenderContext): Html {
  return markup`<svg class="i" aria-hidden="true"><use href="/assets/icons.svg?v=${view.assetVersion}#${name}"></use></svg>`;
}
