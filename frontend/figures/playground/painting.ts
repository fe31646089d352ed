// Paints the playground's moving parts on canvases: links, the maps of all neurons, the large map with its points, the losses.
import { divergingPalette, themeColor } from "../palette.ts";
import type { Points } from "../math/datasets.ts";
import type { Pass } from "../math/network.ts";
import { type Layout, type Link, NODE, type Node, bendOf } from "./layout.ts";
import { MAP_SIZE, SPAN } from "./session.ts";

/** A neuron's own map has half of the large map's points each way. */
const SMALL_SIZE = MAP_SIZE / 2;
const ATLAS_COLUMNS = 8;
const STRONGEST = 5;
const POINT_RADIUS = 3;
const TEST_POINT_RADIUS = 2.6;

/** The colors of a theme, ready for a canvas. */
export interface Colors {
  readonly map: Uint32Array;
  readonly positive: string;
  readonly negative: string;
  readonly surface: string;
  readonly ink: string;
  readonly line: string;
  readonly train: string;
  readonly test: string;
}

/** Read the colors of the theme that is in force. */
export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  const named = (name: string): string => style.getPropertyValue(name).trim();
  const palette = divergingPalette();
  return {
    map: new Uint32Array(palette.buffer, palette.byteOffset, 256),
    positive: `rgb(${themeColor("--figure-positive").join(" ")})`,
    negative: `rgb(${themeColor("--figure-negative").join(" ")})`,
    surface: named("--surface"),
    ink: named("--ink"),
    line: named("--line"),
    train: named("--series-1"),
    test: named("--series-0"),
  };
}

/** Give a canvas a size in pixels of the page, sharp on fine screens, and return where to paint; what it showed is gone. */
export function paper(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  const [across, up] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== up) canvas.height = up;
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Pixels that maps are written to before they are painted larger. */
class Pixels {
  readonly canvas: HTMLCanvasElement = document.createElement("canvas");
  readonly data: Uint32Array;
  private readonly context: CanvasRenderingContext2D;
  private readonly image: ImageData;

  constructor(width: number, height: number) {
    [this.canvas.width, this.canvas.height] = [width, height];
    this.context = this.canvas.getContext("2d")!;
    this.image = this.context.createImageData(width, height);
    this.data = new Uint32Array(this.image.data.buffer);
  }

  flush(): void {
    this.context.putImageData(this.image, 0, 0);
  }
}

export class Painter {
  private readonly large = new Pixels(MAP_SIZE, MAP_SIZE);
  private small = new Pixels(SMALL_SIZE, SMALL_SIZE);

  /** Paint links and small maps. `parameters` gives the links their weights; `chosen` stands out. */
  network(canvas: HTMLCanvasElement, layout: Layout, parameters: Float64Array, map: Pass, features: Float64Array, colors: Colors, chosen: Link | null): void {
    const context = paper(canvas, layout.width, layout.height);
    for (const link of layout.links) paintLink(context, link, parameters[link.index]!, colors);
    if (chosen) paintChosen(context, chosen, parameters[chosen.index]!, colors);
    this.smallMaps(context, layout, map, features, colors);
  }

  /** Paint the large map of one neuron or feature: its values stand in `values` from `start`. */
  output(canvas: HTMLCanvasElement, size: number, values: Float64Array, start: number, isDiscrete: boolean, colors: Colors): void {
    writeMap(this.large.data, MAP_SIZE, 0, 0, values, start, 1, isDiscrete, colors.map);
    this.large.flush();
    const context = paper(canvas, size, size);
    context.imageSmoothingEnabled = !isDiscrete;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.large.canvas, 0, 0, size, size);
  }

  private smallMaps(context: CanvasRenderingContext2D, layout: Layout, map: Pass, features: Float64Array, colors: Colors): void {
    const squares = [layout.features, ...layout.layers];
    const height = squares.length * SMALL_SIZE;
    if (this.small.canvas.height !== height) this.small = new Pixels(ATLAS_COLUMNS * SMALL_SIZE, height);
    const points = MAP_SIZE * MAP_SIZE;
    for (const node of squares.flat()) {
      const values = node.layer === 0 ? features : map.outputs[node.layer]!;
      const [column, row] = [node.unit * SMALL_SIZE, node.layer * SMALL_SIZE];
      writeMap(this.small.data, ATLAS_COLUMNS * SMALL_SIZE, column, row, values, node.unit * points, 2, false, colors.map);
    }
    this.small.flush();
    context.imageSmoothingEnabled = true;
    for (const node of squares.flat()) this.smallMap(context, node);
  }

  private smallMap(context: CanvasRenderingContext2D, node: Node): void {
    const [column, row] = [node.unit * SMALL_SIZE, node.layer * SMALL_SIZE];
    context.drawImage(this.small.canvas, column, row, SMALL_SIZE, SMALL_SIZE, node.x + 2, node.y + 2, NODE - 4, NODE - 4);
  }
}

/** Write a map's colors into pixels of the given width, from a column and row on, every `stride`-th point each way. */
function writeMap(
  pixels: Uint32Array,
  width: number,
  column: number,
  row: number,
  values: Float64Array,
  start: number,
  stride: number,
  isDiscrete: boolean,
  colors: Uint32Array,
): void {
  const size = MAP_SIZE / stride;
  for (let y = 0; y < size; y += 1) {
    const from = start + y * stride * MAP_SIZE;
    const to = (row + y) * width + column;
    for (let x = 0; x < size; x += 1) {
      const value = values[from + x * stride]!;
      const shown = isDiscrete ? (value >= 0 ? 1 : -1) : value < -1 ? -1 : value > 1 ? 1 : value;
      pixels[to + x] = colors[Math.round((shown + 1) * 127.5)]!;
    }
  }
}

function paintLink(context: CanvasRenderingContext2D, link: Link, weight: number, colors: Colors): void {
  const size = Math.min(Math.abs(weight), STRONGEST);
  context.lineWidth = 0.8 + 1.6 * size;
  context.globalAlpha = 0.3 + 0.7 * Math.min(1, size);
  context.strokeStyle = weight < 0 ? colors.negative : colors.positive;
  curve(context, link);
  context.globalAlpha = 1;
}

function paintChosen(context: CanvasRenderingContext2D, link: Link, weight: number, colors: Colors): void {
  context.lineWidth = 0.8 + 1.6 * Math.min(Math.abs(weight), STRONGEST) + 4;
  context.strokeStyle = colors.ink;
  curve(context, link);
  paintLink(context, link, weight, colors);
}

function curve(context: CanvasRenderingContext2D, link: Link): void {
  const { x1, y1, x2, y2, bend } = bendOf(link);
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  context.stroke();
}

/** Paint points over the large map; those to test on are diamonds, so that color is not all that tells them apart. */
export function paintPoints(canvas: HTMLCanvasElement, size: number, train: Points, test: Points | null, colors: Colors): void {
  const context = paper(canvas, size, size);
  context.lineWidth = 1;
  context.strokeStyle = colors.surface;
  eachPoint(train, size, (x, y, label) => {
    context.fillStyle = colorOf(label, colors);
    context.beginPath();
    context.arc(x, y, POINT_RADIUS, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
  context.strokeStyle = colors.ink;
  if (test) eachPoint(test, size, (x, y, label) => paintDiamond(context, x, y, colorOf(label, colors)));
}

function paintDiamond(context: CanvasRenderingContext2D, x: number, y: number, color: string): void {
  const reach = TEST_POINT_RADIUS * 1.4;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
  context.fill();
  context.stroke();
}

/** Paint points into a small picture of a data set. */
export function paintThumbnail(canvas: HTMLCanvasElement, size: number, points: Points, colors: Colors): void {
  const context = paper(canvas, size, size);
  eachPoint(points, size, (x, y, label) => {
    context.fillStyle = colorOf(label, colors);
    context.fillRect(x - 1, y - 1, 2, 2);
  });
}

function eachPoint(points: Points, size: number, visit: (x: number, y: number, label: number) => void): void {
  const scale = size / (2 * SPAN);
  for (let p = 0; p < points.labels.length; p += 1) {
    visit((points.x1[p]! + SPAN) * scale, (SPAN - points.x2[p]!) * scale, points.labels[p]!);
  }
}

function colorOf(label: number, colors: Colors): string {
  const [red, green, blue] = new Uint8ClampedArray(colors.map.buffer, colors.map.byteOffset + 4 * Math.round((Math.max(-1, Math.min(1, label)) + 1) * 127.5), 3);
  return `rgb(${red} ${green} ${blue})`;
}

/** Paint the losses so far, the height being `top`; many epochs are thinned out to one a pixel. */
export function paintLosses(canvas: HTMLCanvasElement, width: number, height: number, train: readonly number[], test: readonly number[], top: number, colors: Colors): void {
  const context = paper(canvas, width, height);
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  context.lineWidth = 2;
  context.lineJoin = "round";
  paintLoss(context, width, height, test, top, colors.test, [5, 3]);
  paintLoss(context, width, height, train, top, colors.train, []);
}

function paintLoss(context: CanvasRenderingContext2D, width: number, height: number, losses: readonly number[], top: number, color: string, dash: number[]): void {
  const last = losses.length - 1;
  const steps = Math.min(last, Math.floor(width));
  context.strokeStyle = color;
  context.setLineDash(dash);
  context.beginPath();
  for (let step = 0; step <= steps; step += 1) {
    const index = steps ? Math.round((step * last) / steps) : 0;
    const share = Math.min(1, losses[index]! / top);
    context.lineTo(1 + ((width - 2) * index) / Math.max(1, last), height - 2 - (height - 6) * share);
  }
  context.stroke();
  context.setLineDash([]);
}
