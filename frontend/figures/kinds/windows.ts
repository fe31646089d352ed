// Windows on a series: slide one along, and see the tensor that all of them make.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { button } from "../controls.ts";
import { drawingPoint } from "../drag.ts";
import { Figure, type Words } from "../figure.ts";
import { fixedText } from "../math/numbers.ts";
import { Pace } from "../math/pace.ts";
import { normalFrom, randomFrom } from "../math/random.ts";
import { type Window, countTraining, countWindows, prices, trainingRows, windowAt } from "../math/windows.ts";
import { box, chain, label, stroke } from "../shapes.ts";
import { FRAMES_TO_READ } from "../stepped.ts";

interface State {
  rows: number;
  timesteps: number;
  horizon: number;
  volume: boolean;
  train: number;
  sample: number;
  seed: number;
}

interface Said {
  rows: number;
  timesteps: number;
  horizon: number;
  x: string;
  y: string;
  trained: number;
  validated: number;
  sample: number;
  window: Window;
  answer: string;
}

interface Text {
  title: string;
  rows: string;
  timesteps: string;
  horizon: string;
  volume: string;
  train: string;
  sample: string;
  other: string;
  price: string;
  volumeShort: string;
  training: string;
  validation: string;
  axes: string;
  tooShort: (needed: number) => string;
  describe: (said: Said) => string;
  describeShort: (said: Said) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Windows on a series",
    rows: "Rows of the series",
    timesteps: "Timesteps",
    horizon: "Horizon",
    volume: "Second feature: volume",
    train: "Share for training",
    sample: "Sample",
    other: "Another series",
    price: "price",
    volumeShort: "volume",
    training: "training",
    validation: "validation",
    axes: "samples ↓  timesteps →  features ↗",
    tooShort: (needed) => `Too short: one sample needs ${needed} rows.`,
    describe: ({ x, y, trained, validated, sample, window, answer }) =>
      `X has shape ${x}, y has shape ${y}: ${trained} samples for training, ${validated} for validation. Sample ${sample} is rows ${window.first} to ${window.last}, and its answer is row ${window.answer}: ${answer}.`,
    describeShort: ({ rows, timesteps, horizon, x, y }) =>
      `${rows} rows are too few for ${timesteps} timesteps and a horizon of ${horizon}: X has shape ${x}, y has shape ${y}. One sample needs ${timesteps + horizon} rows.`,
  },
  ko: {
    title: "시계열 위의 창",
    rows: "시계열의 행 수",
    timesteps: "단계 수(timesteps)",
    horizon: "예측 간격(horizon)",
    volume: "두 번째 특성: 거래량",
    train: "훈련에 쓰는 비율",
    sample: "표본",
    other: "다른 시계열",
    price: "가격",
    volumeShort: "거래량",
    training: "훈련",
    validation: "검증",
    axes: "표본 ↓  단계 →  특성 ↗",
    tooShort: (needed) => `너무 짧습니다. 표본 하나에 ${needed}행이 필요합니다.`,
    describe: ({ x, y, trained, validated, sample, window, answer }) =>
      `X의 형상은 ${x}, y의 형상은 ${y}입니다. 훈련 표본 ${trained}개, 검증 표본 ${validated}개입니다. 표본 ${sample}번은 ${window.first}행부터 ${window.last}행까지이고, 답은 ${window.answer}행의 ${answer}입니다.`,
    describeShort: ({ rows, timesteps, horizon, x, y }) =>
      `${rows}행은 단계 ${timesteps}, 예측 간격 ${horizon}에 모자랍니다. X의 형상은 ${x}, y의 형상은 ${y}입니다. 표본 하나에 ${timesteps + horizon}행이 필요합니다.`,
  },
};

const HEIGHT = 470;
const CHART = { left: 42, right: 8, top: 24, bottom: 138 };
const BLOCK = { left: 34, top: 222, height: 240, depth: 9 };
const TALLEST_ROW = 22;
const NARROW = 440;
const HEADER = 46;

export class WindowsFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);
  private readonly pace = new Pace(FRAMES_TO_READ);
  declare private series: number[][];

  protected override prepare(): void {
    const { rows, seed, sample } = this.state;
    this.series = prices(rows, normalFrom(randomFrom(seed)));
    this.state.sample = Math.max(0, Math.min(sample, this.samples - 1));
  }

  override tick(frames: number): void {
    const steps = this.pace.due(frames, this.player.isPlaying);
    if (this.samples > 0) this.state.sample = (this.state.sample + steps) % this.samples;
  }

  view(): TemplateResult {
    const { width } = this.host;
    return html`<svg class="figure-svg figure-slide" width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}"
      @pointerdown=${(event: PointerEvent) => this.slide(event)} @pointermove=${(event: PointerEvent) => event.buttons && this.slide(event)}>
      ${this.chart()}${this.samples ? [this.block(), this.answerColumn(), this.sampleTable()] : this.shortNote()}
    </svg>`;
  }

  override controls(): TemplateResult {
    const { text } = this;
    return html`${this.playerControls()}
      ${this.slider("sample", text.sample)}${this.slider("timesteps", text.timesteps)}${this.slider("horizon", text.horizon)}
      ${this.slider("rows", text.rows)}${this.slider("train", text.train, (value) => `${value} %`)}${this.checkbox("volume", text.volume)}
      ${this.isHidden("seed") ? nothing : button({ label: text.other, onClick: () => this.set({ seed: (this.state.seed % 999) + 1 }) })}`;
  }

  describe(): string {
    const { rows, timesteps, horizon, sample } = this.state;
    const window = windowAt(sample, timesteps, horizon);
    const said: Said = {
      rows, timesteps, horizon, sample, window, x: this.xShape, y: this.yShape, trained: this.trained,
      validated: this.samples - this.trained, answer: this.price(window.answer),
    };
    return this.samples ? this.text.describe(said) : this.text.describeShort(said);
  }

  private get samples(): number {
    return countWindows(this.state.rows, this.state.timesteps, this.state.horizon);
  }

  private get training(): number {
    return trainingRows(this.state.rows, this.state.train / 100);
  }

  private get trained(): number {
    return countTraining(this.samples, this.training, this.state.timesteps, this.state.horizon);
  }

  private get features(): number {
    return this.state.volume ? 2 : 1;
  }

  private get xShape(): string {
    return `(${this.samples}, ${this.state.timesteps}, ${this.features})`;
  }

  private get yShape(): string {
    return `(${this.samples}, 1)`;
  }

  private get isNarrow(): boolean {
    return this.host.width < NARROW;
  }

  /** The width of a cell in the block. */
  private get cell(): number {
    return this.isNarrow ? 12 : Math.min(28, this.host.width / 24);
  }

  /** The height of a sample's row in the block. */
  private get pitch(): number {
    return Math.min(TALLEST_ROW, BLOCK.height / this.samples);
  }

  private price(row: number): string {
    return fixedText(this.series[row]?.[0] ?? 0, 1);
  }

  private column(row: number): number {
    return CHART.left + (row * (this.host.width - CHART.left - CHART.right)) / this.state.rows;
  }

  private isTraining(sample: number): boolean {
    return sample < this.trained;
  }

  /** How strongly a cell is filled: 0.15 for the smallest number of its feature, 0.85 for the largest. */
  private strength(row: number, feature: number): number {
    const [low, high] = this.bounds(feature);
    return 0.15 + (0.7 * ((this.series[row]?.[feature] ?? low) - low)) / (high - low);
  }

  private bounds(feature: number): [number, number] {
    const values = this.series.map((row) => row[feature] as number);
    return [Math.min(...values), Math.max(...values)];
  }

  private slide(event: PointerEvent): void {
    const { x, y } = drawingPoint(event.currentTarget as SVGSVGElement, event);
    const { rows, timesteps } = this.state;
    const row = Math.floor(((x - CHART.left) / (this.host.width - CHART.left - CHART.right)) * rows);
    const isChart = y < BLOCK.top - HEADER;
    this.set({ sample: isChart ? row - Math.floor(timesteps / 2) : Math.floor((y - BLOCK.top) / this.pitch) });
  }

  private chart(): TemplateResult {
    const { rows, timesteps, horizon, sample, volume } = this.state;
    const [low, high] = this.bounds(0);
    const y = (row: number): number => CHART.bottom - 8 - (((this.series[row]?.[0] as number) - low) / (high - low)) * (CHART.bottom - CHART.top - 16);
    const centers = this.series.map((_, row) => [this.column(row + 0.5), y(row)] as const);
    const { first, last, answer } = windowAt(sample, timesteps, horizon);
    const every = this.host.width / rows < 24 ? 2 : 1;
    const split = this.column(this.training);
    return svg`<g aria-hidden="true">
      ${box("window-band", this.column(first), CHART.top, this.column(Math.min(rows, last + 1)) - this.column(first), CHART.bottom - CHART.top, 1, 4)}
      ${this.samples ? box("answer-band", this.column(answer), CHART.top, this.column(answer + 1) - this.column(answer), CHART.bottom - CHART.top, 1, 4) : nothing}
      ${volume ? this.volumeBars() : nothing}
      ${stroke("grid", CHART.left, CHART.bottom, this.host.width - CHART.right, CHART.bottom)}
      ${label("tick", fixedText(high, 0), CHART.left - 6, CHART.top + 12, "end")}${label("tick", fixedText(low, 0), CHART.left - 6, CHART.bottom - 4, "end")}
      ${this.training < rows ? stroke("split", split, 6, split, CHART.bottom) : nothing}
      ${label("train-name", this.text.training, this.training < rows ? split - 6 : this.host.width - CHART.right, 15, "end")}
      ${this.training < rows ? label("validation-name", this.text.validation, split + 6, 15, "start") : nothing}
      ${chain("walk", centers, 1.5)}
      ${centers.map(([cx, cy], row) => svg`<circle class=${this.dotClass(row, first, last, answer)} cx=${cx} cy=${cy} r=${row >= first && row <= last ? 4.5 : row === answer && this.samples ? 5.5 : 3}></circle>`)}
      ${this.series.map((_, row) => (row % every ? nothing : label("tick", String(row), this.column(row + 0.5), CHART.bottom + 15)))}
    </g>`;
  }

  private dotClass(row: number, first: number, last: number, answer: number): string {
    if (row >= first && row <= last) return "dot series-0";
    return row === answer && this.samples ? "dot series-1" : "dot quiet-dot";
  }

  private volumeBars(): TemplateResult[] {
    const wide = (this.column(1) - this.column(0)) * 0.5;
    return this.series.map((_, row) => {
      const height = 26 * this.strength(row, 1);
      return box("volume-bar", this.column(row + 0.5) - wide / 2, CHART.bottom - height, wide, height);
    });
  }

  /** All samples: one row of cells each, timesteps across, features in depth. */
  private block(): TemplateResult {
    const { timesteps, volume, sample } = this.state;
    const back = volume ? this.layer(1, BLOCK.depth) : nothing;
    const wide = timesteps * this.cell;
    return svg`<g aria-hidden="true">
      ${label("shape", `X ${this.xShape}`, 4, BLOCK.top - HEADER, "start")}
      ${label("axis-note", this.text.axes, 4, BLOCK.top - 26, "start")}
      ${back}${this.layer(0, 0)}
      ${Array.from({ length: this.samples }, (_, index) => label(index === sample ? "tick current" : "tick", String(index), BLOCK.left - 6, BLOCK.top + (index + 0.5) * this.pitch + 4, "end"))}
      ${box("current-row", BLOCK.left - 2, BLOCK.top + sample * this.pitch - 1, wide + 3, this.pitch + 1, 0, 2)}
    </g>`;
  }

  private layer(feature: number, shift: number): TemplateResult[] {
    const rows = Array.from({ length: this.samples }, (_, sample) => sample);
    const steps = Array.from({ length: this.state.timesteps }, (_, step) => step);
    const [left, top] = [BLOCK.left + shift, BLOCK.top - shift];
    const ground = box("layer-ground", left - 1, top - 1, steps.length * this.cell + 1, rows.length * this.pitch + 1);
    const cells = rows.flatMap((sample) =>
      steps.map((step) => box(this.cellClass(sample), left + step * this.cell, top + sample * this.pitch, this.cell - 1, this.pitch - 1, this.strength(sample + step, feature))),
    );
    return [ground, ...cells];
  }

  private cellClass(sample: number): string {
    return this.isTraining(sample) ? "cell-train" : "cell-validation";
  }

  private get answerLeft(): number {
    return BLOCK.left + 8 * this.cell + (this.isNarrow ? 18 : 34);
  }

  private answerColumn(): TemplateResult {
    const { sample, timesteps, horizon } = this.state;
    const left = this.answerLeft;
    return svg`<g aria-hidden="true">
      ${label("shape", `y ${this.yShape}`, this.isNarrow ? 112 : left - 4, BLOCK.top - HEADER, "start")}
      ${Array.from({ length: this.samples }, (_, index) => box("cell-answer", left, BLOCK.top + index * this.pitch, this.cell - 1, this.pitch - 1, this.strength(windowAt(index, timesteps, horizon).answer, 0)))}
      ${box("current-row", left - 2, BLOCK.top + sample * this.pitch - 1, this.cell + 3, this.pitch + 1, 0, 2)}
    </g>`;
  }

  /** The current sample with its numbers: timesteps down, features across, then its answer. */
  private sampleTable(): TemplateResult {
    const { sample, timesteps, horizon } = this.state;
    const { first, answer } = windowAt(sample, timesteps, horizon);
    const wide = this.isNarrow ? 42 : 58;
    const left = this.host.width - 2 * wide - (this.isNarrow ? 4 : 40);
    const end = BLOCK.top + 6 + timesteps * 21;
    const names = [this.text.price, this.text.volumeShort].slice(0, this.features);
    return svg`<g aria-hidden="true">
      ${label("shape", `X[${sample}]`, left, BLOCK.top - HEADER, "start")}
      ${names.map((name, feature) => label("axis-note", name, left + (feature + 0.5) * wide, BLOCK.top - 6))}
      ${Array.from({ length: timesteps }, (_, step) => this.tableRow(first + step, left, BLOCK.top + step * 21, wide))}
      ${stroke("arrow-line", left + wide / 2, end, left + wide / 2, end + 12)}
      <polygon class="arrow-head" points=${`${left + wide / 2 - 4},${end + 10} ${left + wide / 2},${end + 17} ${left + wide / 2 + 4},${end + 10}`}></polygon>
      ${box("cell-answer", left, end + 20, wide - 2, 20, 0.3, 3)}${label("cell-number", this.price(answer), left + wide / 2 - 1, end + 34)}
      ${label("tick", String(answer), left - 6, end + 34, "end")}${label("shape", `y[${sample}]`, left + wide + 4, end + 34, "start")}
    </g>`;
  }

  private tableRow(row: number, left: number, top: number, wide: number): TemplateResult {
    const values = [this.price(row), String(this.series[row]?.[1])].slice(0, this.features);
    return svg`${label("tick", String(row), left - 6, top + 14, "end")}${values.map(
      (value, feature) => svg`${box(this.cellClass(this.state.sample), left + feature * wide, top, wide - 2, 20, 0.25, 3)}${label("cell-number", value, left + (feature + 0.5) * wide - 1, top + 14)}`,
    )}`;
  }

  private shortNote(): TemplateResult {
    const { timesteps, horizon } = this.state;
    const { width } = this.host;
    return svg`<g aria-hidden="true">
      ${label("shape", `X ${this.xShape}   y ${this.yShape}`, 4, BLOCK.top - HEADER, "start")}
      ${box("empty-block", 4, BLOCK.top - 16, width - 8, 110, 0, 8)}
      ${label("axis-name", this.text.tooShort(timesteps + horizon), width / 2, BLOCK.top + 43)}
    </g>`;
  }
}
