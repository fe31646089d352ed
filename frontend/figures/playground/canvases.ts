// The playground's canvases, painted after lit has put them where they belong.
import { createRef } from "lit-html/directives/ref.js";
import { type DataSet, makeData } from "../math/datasets.ts";
import { FEATURES } from "../math/features.ts";
import { randomFrom } from "../math/random.ts";
import type { Layout, Link, Node } from "./layout.ts";
import { type Colors, Painter, paintLosses, paintPoints, paintThumbnail, readColors } from "./painting.ts";
import { MAP_SIZE, type Session, mapFeatures } from "./session.ts";

export const THUMBNAIL = 44;
export const CHART_HEIGHT = 96;
const ALL_FEATURES = mapFeatures(FEATURES);

/** What is to be painted. */
export interface Scene {
  readonly session: Session;
  readonly layout: Layout;
  /** The neuron or feature of the large map; `null` for the output. */
  readonly looked: Node | null;
  readonly chosen: Link | null;
  readonly isDiscrete: boolean;
  readonly showsTest: boolean;
  /** Width and height of the large map, and the width of the losses' chart, in pixels. */
  readonly size: number;
  readonly chartWidth: number;
}

export class Canvases {
  readonly network = createRef<HTMLCanvasElement>();
  readonly output = createRef<HTMLCanvasElement>();
  readonly points = createRef<HTMLCanvasElement>();
  readonly losses = createRef<HTMLCanvasElement>();
  private readonly painter = new Painter();
  private declare colors: Colors;
  private theme: string | undefined = "";
  private painted = "";

  constructor(private readonly root: HTMLElement) {}

  /** Paint all that has changed. */
  paint(scene: Scene): void {
    this.readTheme();
    const { network, output, points, losses, colors } = this;
    const { session, layout, size, chartWidth } = scene;
    const shown = scene.looked ?? layout.layers.at(-1)![0]!;
    const values = shown.layer === 0 ? ALL_FEATURES : session.map.outputs[shown.layer]!;
    if (network.value) this.painter.network(network.value, layout, session.network.parameters, session.map, ALL_FEATURES, colors, scene.chosen);
    if (output.value) this.painter.output(output.value, size, values, shown.unit * MAP_SIZE * MAP_SIZE, scene.isDiscrete, colors);
    if (losses.value) paintLosses(losses.value, chartWidth, CHART_HEIGHT, session.train.losses, session.test.losses, highest(session), colors);
    if (points.value) this.paintStill(points.value, scene);
  }

  private readTheme(): void {
    const theme = document.documentElement.dataset["bsTheme"];
    if (theme === this.theme) return;
    this.theme = theme;
    this.colors = readColors();
    this.painted = "";
  }

  /** Points and thumbnails change only with the data and the theme. */
  private paintStill(canvas: HTMLCanvasElement, { session, showsTest, size }: Scene): void {
    const { data, noise, share, seed } = session.plan;
    const wanted = [data, noise, share, seed, showsTest, size].join();
    if (wanted === this.painted) return;
    this.painted = wanted;
    paintPoints(canvas, size, session.train.points, showsTest ? session.test.points : null, this.colors);
    for (const thumbnail of this.root.querySelectorAll<HTMLCanvasElement>(".pg-thumbnail")) {
      const points = makeData(thumbnail.dataset["set"] as DataSet, noise, 0.5, randomFrom(seed)).train;
      paintThumbnail(thumbnail, THUMBNAIL, points, this.colors);
    }
  }
}

/** The top of the losses' chart: the highest loss of the first epochs or of now, which later spikes do not press flat. */
function highest(session: Session): number {
  const early = [session.train, session.test].flatMap(({ losses }) => losses.slice(0, 5)).filter(Number.isFinite);
  return Math.max(0.05, ...early);
}
