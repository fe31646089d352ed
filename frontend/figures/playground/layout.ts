// Where the neurons of the playground stand and their links run. courses/figures/stills/playground.py has the same numbers.
import { FEATURES, type Feature } from "../math/features.ts";

export const NODE = 38;
export const ROW = 46;
export const TOP = 40;
/** Room for the names of the features. */
export const LEFT = 48;
const COLUMN = 71;
const MOST_ROWS = 7;
const WIDEST_COLUMN = 190;

/** One square: a feature (layer 0) or a neuron of layer 1, 2, …; `x` and `y` are its left upper corner. */
export interface Node {
  readonly layer: number;
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

/** A weight on its way from one square to another; `index` is its place among the network's parameters. */
export interface Link {
  readonly from: Node;
  readonly to: Node;
  readonly index: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** All seven features, whether in use or not. */
  readonly features: readonly Node[];
  /** The neurons, layer after layer; the last layer is the output. */
  readonly layers: readonly (readonly Node[])[];
  readonly links: readonly Link[];
}

/** Return the width that a network of so many hidden layers needs at least. */
export function leastWidth(hiddenLayers: number): number {
  return LEFT + NODE + (hiddenLayers + 1) * COLUMN;
}

/** Lay a network out in a box of this width, or of the least that it needs. */
export function layOut(features: readonly Feature[], layers: readonly number[], width: number): Layout {
  const columns = layers.length + 1;
  const room = Math.max(width, leastWidth(layers.length)) - LEFT - NODE;
  const column = Math.min(WIDEST_COLUMN, room / columns);
  const rows = Math.max(MOST_ROWS, ...layers);
  const nodes = [...layers, 1].map((units, index) => columnOf(index + 1, units, LEFT + (index + 1) * column, rows));
  const inputs = columnOf(0, FEATURES.length, LEFT, rows);
  const used = inputs.filter((node) => features.includes(FEATURES[node.unit]!));
  const [drawnWidth, height] = [LEFT + NODE + columns * column, TOP + rows * ROW];
  return { width: drawnWidth, height, features: inputs, layers: nodes, links: linksOf([used, ...nodes]) };
}

function columnOf(layer: number, units: number, x: number, rows: number): Node[] {
  const start = TOP + ((rows - units) * ROW) / 2 + (ROW - NODE) / 2;
  return Array.from({ length: units }, (_, unit) => ({ layer, unit, x, y: start + unit * ROW }));
}

function linksOf(columns: readonly (readonly Node[])[]): Link[] {
  const links: Link[] = [];
  let start = 0;
  columns.slice(1).forEach((column, index) => {
    const before = columns[index]!;
    before.forEach((from, input) => column.forEach((to, unit) => links.push({ from, to, index: start + input * column.length + unit })));
    start += (before.length + 1) * column.length;
  });
  return links;
}

/** Return the place of a neuron's bias among the parameters of a network of these sizes. */
export function biasIndex(sizes: readonly number[], layer: number, unit: number): number {
  let start = 0;
  for (let l = 1; l < layer; l += 1) start += (sizes[l - 1]! + 1) * sizes[l]!;
  return start + sizes[layer - 1]! * sizes[layer]! + unit;
}

/** Where a link begins and ends, and how far its bends reach. */
export function bendOf({ from, to }: Link): { x1: number; y1: number; x2: number; y2: number; bend: number } {
  const [x1, x2] = [from.x + NODE, to.x];
  return { x1, y1: from.y + NODE / 2, x2, y2: to.y + NODE / 2, bend: (x2 - x1) / 2 };
}

/** Return the link that passes within `reach` pixels of a place, the nearest of them. */
export function linkAt(layout: Layout, x: number, y: number, reach: number): Link | null {
  let [found, nearest]: [Link | null, number] = [null, reach];
  for (const link of layout.links) {
    const away = distance(link, x, y);
    if (away < nearest) [found, nearest] = [link, away];
  }
  return found;
}

/** How far a place is from a link, as from a line with the link's slope there; infinite before and behind the link. */
function distance(link: Link, x: number, y: number): number {
  const { x1, x2 } = bendOf(link);
  if (x < x1 || x > x2) return Infinity;
  const slope = (heightAt(link, x + 1) - heightAt(link, x - 1)) / 2;
  return Math.abs(heightAt(link, x) - y) / Math.hypot(1, slope);
}

/** Where a link is at `x`: its curve is a cubic Bézier with both middle points at half the way across. */
function heightAt(link: Link, x: number): number {
  const { x1, y1, x2, y2 } = bendOf(link);
  let [low, high] = [0, 1];
  for (let round = 0; round < 16; round += 1) {
    const t = (low + high) / 2;
    const across = x1 + (x2 - x1) * (1.5 * t * (1 - t) + t ** 3);
    if (across < x) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return y1 + (y2 - y1) * (3 * t ** 2 - 2 * t ** 3);
}
