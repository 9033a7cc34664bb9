import type { Place } from './facts.js';

/** Mean radius of the earth in metres (IUGG R1). */
const earthRadius = 6_371_009;

/** Great-circle distance (haversine) in whole metres: within 0.6 % of the ellipsoid, plenty for a radius in km. */
export function metresBetween(a: Place, b: Place): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const haversine = (angle: number): number => Math.sin(angle / 2) ** 2;
  const [latA, latB] = [radians(a.lat), radians(b.lat)];
  const h = haversine(latB - latA) + Math.cos(latA) * Math.cos(latB) * haversine(radians(b.lng - a.lng));
  return Math.round(2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h))));
}
