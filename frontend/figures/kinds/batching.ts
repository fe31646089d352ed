// The same descent with batches of three sizes: ways over the loss surface, and what noise the loss keeps.
import { type TemplateResult, html, svg } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Words } from "../figure.ts";
import { type Frame, cross, cut, levelLines, way } from "../landscape.ts";
import { type Trace, bestLine, descend, meanSquaredError, noisyLine, orders, noiseOf, updatesPerEpoch } from "../math/minibatches.ts";
import { numberText } from "../math/numbers.ts";
import { type Place, ellipse } from "../math/outlines.ts";
import { Pace } from "../math/pace.ts";
import { inside } from "../math/scales.ts";
import { apart, endName } from "../names.ts";
import { Plot, type Range } from "../plot.ts";
import { SteppedFigure } from "../stepped.ts";

interface State {
  sizes: readonly number[];
  rate: number;
  shuffle: boolean;
  by: "updates" | "epochs";
  steps: number;
  log: boolean;
}

interface Text {
  title: string;
  rate: string;
  shuffle: string;
  by: string;
  bys: Record<State["by"], string>;
  steps: Record<State["by"], string>;
  axis: Record<State["by"], string>;
  log: string;
  above: string;
  batch: (size: number) => string;
  sizeOf: (place: number) => string;
  table: string;
  columns: readonly string[];
  one: (size: number, updates: number, epochs: string, loss: string, noise: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Gradient descent with batches of three sizes",
    rate: "Learning rate",
    shuffle: "Shuffle before every epoch",
    by: "Compare after as many",
    bys: { updates: "updates", epochs: "epochs" },
    steps: { updates: "Updates", epochs: "Epochs" },
    axis: { updates: "update", epochs: "epoch" },
    log: "Logarithmic loss",
    above: "loss above the lowest",
    batch: (size) => `batch ${size}`,
    sizeOf: (place) => `Batch size of descent ${place}`,
    table: "How far each descent is",
    columns: ["Batch size", "Updates an epoch", "Updates", "Epochs", "Loss", "Noise"],
    one: (size, updates, epochs, loss, noise) =>
      `Batch ${size}: ${updates} ${updates === 1 ? "update" : "updates"}, ${epochs} ${epochs === "1" ? "epoch" : "epochs"}, loss ${loss}, noise ${noise}`,
  },
  ko: {
    title: "배치 크기가 다른 세 경사 하강",
    rate: "학습률",
    shuffle: "에포크마다 섞기",
    by: "무엇이 같을 때 견줄까",
    bys: { updates: "갱신 횟수", epochs: "에포크 수" },
    steps: { updates: "갱신", epochs: "에포크" },
    axis: { updates: "갱신", epochs: "에포크" },
    log: "손실을 로그 눈금으로",
    above: "최저점과의 손실 차이",
    batch: (size) => `배치 ${size}`,
    sizeOf: (place) => `${place}번째 하강의 배치 크기`,
    table: "하강마다 지금까지 온 길",
    columns: ["배치 크기", "에포크당 갱신", "갱신", "에포크", "손실", "흔들림"],
    one: (size, updates, epochs, loss, noise) => `배치 ${size}: 갱신 ${updates}회, ${epochs}에포크, 손실 ${loss}, 흔들림 ${noise}`,
  },
};
const COUNT = 100;
const ROWS = noisyLine(COUNT, 7);
const BEST = bestLine(ROWS);
const LOWEST = meanSquaredError(ROWS, ...BEST);
const START: Place = [-1, 3.5];
const SEED = 7;
/** In epochs a step is a tenth of one: that many rows. */
const ROWS_A_STEP = 10;
const MOST_STEPS = 150;
const FRAMES_A_STEP = 4;
const NOISE_OVER = 20;
/** What the slopes of a batch size are drawn in: that of the lesson's pictures. */
const SERIES = [1, 0, 2];
const MAP = { x: [-1.7, 3.7] as Range, y: [-0.6, 4.3] as Range, gap: 12, top: 24, bottom: 24 };
const LEVELS = [14, 9, 5.6, 3, 1.3, 0.35];
const LOSS_HEIGHT = 220;
const LOSSES: Record<"log" | "plain", Range> = { log: [1e-3, 100], plain: [0, 12] };

/** The lines of a height above the lowest: the loss is a quadratic form about the lowest place. */
const FORM = { a: mean(ROWS.x.map((x) => x * x)), b: mean(ROWS.x), c: 1 };
const LINES = LEVELS.map((height) => ellipse(FORM, BEST, height));

/** One of the three maps, in pixels. */
class MapFrame implements Frame {
  readonly inside: Frame["inside"];

  constructor(left: number, width: number, height: number) {
    this.inside = { x: left, y: MAP.top, width, height };
  }

  x(value: number): number {
    return this.inside.x + ((value - MAP.x[0]) / (MAP.x[1] - MAP.x[0])) * this.inside.width;
  }

  y(value: number): number {
    return this.inside.y + ((MAP.y[1] - value) / (MAP.y[1] - MAP.y[0])) * this.inside.height;
  }
}

export class BatchingFigure extends SteppedFigure<State> {
  private declare traces: Trace[];
  protected readonly text = this.words(TEXT);
  protected readonly clock = { field: "steps", most: MOST_STEPS, pace: new Pace(FRAMES_A_STEP) } as const;

  protected override prepare(names: ReadonlySet<string>): void {
    if (names.size === 1 && (names.has("steps") || names.has("log"))) return;
    const { rate, shuffle } = this.state;
    this.traces = this.state.sizes.map((size) =>
      descend(ROWS, { batchSize: size, learningRate: rate, start: START, order: orders(COUNT, shuffle, SEED) }, this.updates(size, MOST_STEPS)),
    );
  }

  view(): TemplateResult {
    const { width } = this.host;
    const each = (width - 2 * MAP.gap) / 3;
    const maps = Math.round(Math.max(100, Math.min(230, each * 0.95)));
    const top = MAP.top + maps + MAP.bottom;
    const height = top + LOSS_HEIGHT;
    return html`<svg class="figure-svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${this.state.sizes.map((_, index) => this.map(index, new MapFrame(index * (each + MAP.gap), each, maps)))}
      <g transform="translate(0 ${top})">${this.losses()}</g>
    </svg>`;
  }

  override controls(): TemplateResult {
    const { by } = this.state;
    const shown = (steps: number): string => (by === "updates" ? String(steps) : numberText(steps / ROWS_A_STEP, 1));
    return html`${this.playerControls()}${this.choice("by", this.text.by, this.text.bys)}${this.slider("steps", this.text.steps[by], shown)}
    ${this.slider("rate", this.text.rate)}${this.checkbox("shuffle", this.text.shuffle)}${this.checkbox("log", this.text.log)}${this.table()}`;
  }

  describe(): string {
    const each = this.state.sizes.map((size, index) => {
      const { updates, epochs, loss, noise } = this.standing(index);
      return this.text.one(size, updates, epochs, loss, noise);
    });
    return `${each.join("; ")}.`;
  }

  /** How many updates a descent has made after as many steps of the figure. */
  private updates(size: number, steps: number): number {
    if (this.state.by === "updates") return steps;
    const rows = steps * ROWS_A_STEP;
    return Math.floor(rows / COUNT) * updatesPerEpoch(COUNT, size) + Math.floor((rows % COUNT) / size);
  }

  private standing(index: number): { updates: number; epochs: string; loss: string; noise: string } {
    const { losses } = this.traces[index] as Trace;
    const size = this.state.sizes[index] as number;
    const updates = this.updates(size, this.state.steps);
    return {
      updates,
      epochs: numberText(updates / updatesPerEpoch(COUNT, size), 1),
      loss: numberText(losses[updates] as number, 3),
      noise: numberText(noiseOf(losses, updates, NOISE_OVER), 3),
    };
  }

  private map(index: number, frame: MapFrame): TemplateResult {
    const { x, y, width, height } = frame.inside;
    const size = this.state.sizes[index] as number;
    const { places } = this.traces[index] as Trace;
    const seen = places.subarray(0, 2 * this.updates(size, this.state.steps) + 2);
    return svg`<text class="axis-name" x=${x + width / 2} y=${y - 8} text-anchor="middle">${this.text.batch(size)}</text>
      ${cut(frame, [levelLines(frame, LINES), cross(frame, BEST), way(frame, `series-${SERIES[index]}`, seen)])}
      <rect class="map-frame" x=${x} y=${y} width=${width} height=${height}></rect>
      <text class="tick" x=${x + width / 2} y=${y + height + 15} text-anchor="middle">w →</text>
      <text class="tick" x=${x + 5} y=${y + 14} text-anchor="start">b ↑</text>`;
  }

  private losses(): TemplateResult {
    const { log, by, sizes, steps } = this.state;
    const y = LOSSES[log ? "log" : "plain"];
    const most = by === "updates" ? MOST_STEPS : MOST_STEPS / ROWS_A_STEP;
    const plot = new Plot({ width: this.host.width, height: LOSS_HEIGHT, x: [0, most], y, logY: log, xLabel: this.text.axis[by], yLabel: this.text.above });
    const curves = sizes.map((size, index) => this.curve(size, this.traces[index] as Trace, this.updates(size, steps)));
    const ends = curves.map(({ ys }) => plot.y(inside(ys.at(-1) as number, y)));
    const named = apart(ends, plot.y(y[0]));
    return svg`${plot.axes()}${curves.map(
      ({ xs, ys }, index) => svg`<g class="series-${SERIES[index]}">${plot.line("way-curve", xs, ys)}<circle class="dot" cx=${plot.x(xs.at(-1) as number)} cy=${ends[index]} r="4"></circle>
        ${endName(plot, "", this.text.batch(sizes[index] as number), plot.x(xs.at(-1) as number), named[index] as number)}</g>`,
    )}`;
  }

  /** The loss above the lowest so far, over updates or epochs. */
  private curve(size: number, { losses }: Trace, updates: number): { xs: number[]; ys: Float64Array } {
    const unit = this.state.by === "updates" ? 1 : updatesPerEpoch(COUNT, size);
    const ys = losses.slice(0, updates + 1).map((loss) => loss - LOWEST);
    return { xs: Array.from(ys, (_, update) => update / unit), ys };
  }

  private table(): TemplateResult {
    return html`<table class="figure-table">
      <caption class="visually-hidden">${this.text.table}</caption>
      <thead><tr>${this.text.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${this.state.sizes.map((size, index) => this.row(size, index))}</tbody>
    </table>`;
  }

  private row(size: number, index: number): TemplateResult {
    const { updates, epochs, loss, noise } = this.standing(index);
    return html`<tr>
      <th scope="row"><span class="swatch series-${SERIES[index]}"></span>${this.isHidden("sizes") ? size : this.sizeInput(size, index)}</th>
      <td>${updatesPerEpoch(COUNT, size)}</td><td>${updates}</td><td>${epochs}</td><td>${loss}</td><td>${noise}</td>
    </tr>`;
  }

  private sizeInput(size: number, index: number): TemplateResult {
    const changed = (event: Event): void => {
      const next = Math.round(inside(Number((event.target as HTMLInputElement).value) || 1, [1, COUNT]));
      this.set({ sizes: this.state.sizes.map((one, place) => (place === index ? next : one)) });
    };
    return html`<input type="number" class="form-control form-control-sm" min="1" max=${COUNT} aria-label=${this.text.sizeOf(index + 1)} .value=${live(String(size))} @change=${changed} />`;
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
