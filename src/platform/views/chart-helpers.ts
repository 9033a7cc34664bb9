import type { Helpers, Options } from './helper.js';
import { joinHtml, markup } from './html.js';

const WIDTH = 400;
const HEIGHT = 18;

interface Row {
  values: readonly number[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const chartHelpers: Helpers = {
  /** One stacked bar as SVG, stretched to its box: `{{bar values max=40 mark=25 label="…"}}`. */
  bar: (values: readonly number[], { hash }: Options) => {
    const max = Number(hash.max) || sum(values) || 1;
    const x = (value: number): number => Math.round((Math.min(value, max) / max) * WIDTH);
    const segments = values.map((value, i) => {
      const from = x(sum(values.slice(0, i)));
      return markup`<rect class="b${i + 1}" x="${from}" width="${x(sum(values.slice(0, i + 1))) - from}" height="${HEIGHT}"></rect>`;
    });
    const mark = hash.mark
      ? markup`<path class="bm" vector-effect="non-scaling-stroke" d="M${x(Number(hash.mark))} 0V${HEIGHT}"></path>`
      : '';
    return markup`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${hash.label}"><rect class="b0" width="${WIDTH}" height="${HEIGHT}"></rect>${joinHtml(segments)}${mark}</svg>`;
  },
  /** The largest total of a chart's rows: the common scale of its bars. */
  widest: (rows: readonly Row[]) => Math.max(1, ...rows.map(({ values }) => sum(values))),
  add: (a: number, b: number) => a + b,
};
