// One neuron with two inputs: its line in the plane, the rows that it answers, and the learning rule step by step.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { slider } from "../controls.ts";
import { handle } from "../drag.ts";
import { Figure, type Words } from "../figure.ts";
import {
  type Box, type DataName, type Lesson, type Neuron, type Place, type Row, boundaryEnds, errorsByEpoch, hasConverged, lessons,
  movedBy, nearestOnBoundary, output, rightAnswers, rowsOf, shiftedTo, sideOfOne, stepsOfTheCircle, turnedToward, updates, weightedSum,
} from "../math/neuron.ts";
import { numberText } from "../math/scales.ts";
import { MARGIN, Plot } from "../plot.ts";
import { type NumberField, clamped, fieldsOf } from "../state.ts";

interface NeuronState {
  data: DataName;
  w1: number;
  w2: number;
  b: number;
  rate: number;
  steps: number;
  table: boolean;
  rule: boolean;
}

interface Text {
  title: string;
  data: string;
  bias: string;
  rate: string;
  clouds: string;
  move: string;
  turn: string;
  moveValue: (w: Neuron) => string;
  turnValue: (degrees: number) => string;
  noLine: string;
  columns: readonly [label: string, says: string];
  right: string;
  wrong: string;
  ruleTitle: string;
  notBegun: string;
  stepTitle: (step: number, epoch: number, place: string) => string;
  prediction: string;
  error: string;
  label: string;
  unchanged: string;
  added: string;
  subtracted: string;
  errors: string;
  converged: (step: number) => string;
  circle: (steps: number) => string;
  ended: (steps: number) => string;
  score: (right: number, of: number) => string;
  described: (data: string, neuron: string, right: number, of: number) => string;
  learned: (steps: number, updates: number) => string;
}

const WORDS: Words<Text> = {
  en: {
    title: "A neuron with two inputs",
    data: "Data",
    bias: "bias b",
    rate: "learning rate η",
    clouds: "two clouds",
    move: "Move the line",
    turn: "Turn the line",
    moveValue: ({ b }) => `bias ${numberText(b)}`,
    turnValue: (degrees) => `the weights point to ${numberText(degrees, 0)} degrees`,
    noLine: "Both weights are 0, so there is no line: the neuron says the same everywhere.",
    columns: ["label", "says"],
    right: "right",
    wrong: "wrong",
    ruleTitle: "The learning rule",
    notBegun: "Before the first step. Press Step: the rule looks at one row and changes the weights only if the answer is wrong.",
    stepTitle: (step, epoch, place) => `Step ${step}, epoch ${epoch}: row ${place}`,
    prediction: "prediction",
    error: "error",
    label: "label",
    unchanged: "Right. Nothing changes.",
    added: "It said 0 and should say 1: the inputs, times η, are added to the weights.",
    subtracted: "It said 1 and should say 0: the inputs, times η, are subtracted from the weights.",
    errors: "Errors by epoch",
    converged: (step) => `A whole epoch without an error: learned after ${step} steps. Nothing will change any more.`,
    circle: (steps) => `The weights are where they were ${steps} steps ago: from here it goes round in circles and never stops. No line parts these points.`,
    ended: (steps) => `The figure stops after ${steps} steps; the rule would not.`,
    score: (right, of) => `${right} of ${of} right`,
    described: (data, neuron, right, of) => `${data}: the neuron with ${neuron} has ${right} of ${of} right.`,
    learned: (steps, changes) => `After ${steps} steps of the learning rule, of which ${changes} changed the weights.`,
  },
  ko: {
    title: "입력이 두 개인 뉴런",
    data: "데이터",
    bias: "편향 b",
    rate: "학습률 η",
    clouds: "두 무리의 점",
    move: "선 옮기기",
    turn: "선 돌리기",
    moveValue: ({ b }) => `편향 ${numberText(b)}`,
    turnValue: (degrees) => `가중치의 방향 ${numberText(degrees, 0)}도`,
    noLine: "두 가중치가 모두 0이라 선이 없습니다. 뉴런은 어디서나 같은 답을 합니다.",
    columns: ["레이블", "출력"],
    right: "맞음",
    wrong: "틀림",
    ruleTitle: "학습 규칙",
    notBegun: "첫 단계 전입니다. ‘한 단계’를 누르면 규칙이 행 하나를 보고, 답이 틀렸을 때만 가중치를 바꿉니다.",
    stepTitle: (step, epoch, place) => `${step}단계, 에포크 ${epoch}: 행 ${place}`,
    prediction: "예측",
    error: "오차",
    label: "레이블",
    unchanged: "맞았습니다. 아무것도 바뀌지 않습니다.",
    added: "1이어야 하는데 0이라고 했습니다. 입력에 η를 곱해 가중치에 더합니다.",
    subtracted: "0이어야 하는데 1이라고 했습니다. 입력에 η를 곱해 가중치에서 뺍니다.",
    errors: "에포크마다 틀린 수",
    converged: (step) => `한 에포크 내내 틀리지 않았습니다. ${step}단계 만에 배웠고, 이제 아무것도 바뀌지 않습니다.`,
    circle: (steps) => `가중치가 ${steps}단계 전과 똑같습니다. 여기서부터 같은 자리를 맴돌며 끝나지 않습니다. 이 점들을 가르는 직선은 없습니다.`,
    ended: (steps) => `그림은 ${steps}단계에서 멈추지만, 규칙은 멈추지 않습니다.`,
    score: (right, of) => `${of}개 중 ${right}개 맞음`,
    described: (data, neuron, right, of) => `${data}: ${neuron}인 뉴런은 ${of}개 중 ${right}개를 맞힙니다.`,
    learned: (steps, changes) => `학습 규칙 ${steps}단계를 거쳤고, 그중 ${changes}번 가중치가 바뀌었습니다.`,
  },
};

const CENTER: Place = { x1: 0.5, x2: 0.5 };
const ARROW_PIXELS = 46;
const DEGREES_A_KEY = 3;
const PLANE_A_KEY = 0.05;
const FRAMES_A_STEP = 16;
const EPOCHS_SHOWN = 12;
const PLANE = [-0.5, 1.5] as const;
/** From this width on, tables stand beside the plane, which takes this share. */
const WIDE = 600;
const PLANE_SHARE = 0.6;

export class NeuronFigure extends Figure<NeuronState> {
  declare private rows: readonly Row[];
  declare private taken: Lesson[];
  declare private neuron: Neuron;
  /** The place around which a hand turns the line, until something else moves it. */
  declare private held: Place | null;
  private frames = 0;

  title(): string {
    return this.words(WORDS).title;
  }

  protected override prepare(names: ReadonlySet<string>): void {
    const { state } = this;
    if (names.size === 1 && names.has("data")) state.steps = 0;
    state.steps = Math.round(state.steps);
    this.rows = rowsOf(state.data);
    this.taken = lessons({ w1: state.w1, w2: state.w2, b: state.b }, this.rows, state.steps, state.rate);
    this.neuron = this.taken.at(-1)?.after ?? { w1: state.w1, w2: state.w2, b: state.b };
    this.held = null;
  }

  override tick(frames: number): void {
    this.frames += this.player.isPlaying ? frames : FRAMES_A_STEP;
    const steps = Math.floor(this.frames / FRAMES_A_STEP);
    this.frames -= steps * FRAMES_A_STEP;
    if (steps > 0) this.learn(steps);
  }

  view(): TemplateResult {
    const plot = this.plot();
    const isWide = plot.width < this.host.width;
    return html`<div class=${isWide ? "figure-beside" : ""}>
      <svg class="figure-svg" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}" role="group" aria-label=${this.title()}>
        ${this.sides(plot)} ${plot.axes()} ${this.line(plot)} ${this.points(plot)} ${this.handles(plot)}
      </svg>
      <div class="figure-panels">${this.state.table ? this.table() : nothing} ${this.state.rule ? this.rule() : nothing}</div>
    </div>
    ${this.state.rule ? this.progress() : nothing}`;
  }

  override controls(): TemplateResult {
    const text = this.words(WORDS);
    const data = { and: "AND", or: "OR", nand: "NAND", xor: "XOR", clouds: text.clouds };
    return html`${this.choice("data", text.data, data)} ${this.weight("w1", "w₁")} ${this.weight("w2", "w₂")}
    ${this.weight("b", text.bias)} ${this.state.rule ? html`${this.slider("rate", text.rate)} ${this.playerControls()}` : nothing}`;
  }

  describe(): string {
    const text = this.words(WORDS);
    const { w1, w2, b } = this.neuron;
    const neuron = `w₁ = ${numberText(w1)}, w₂ = ${numberText(w2)}, b = ${numberText(b)}`;
    const data = this.state.data === "clouds" ? text.clouds : this.state.data.toUpperCase();
    const said = [text.described(data, neuron, rightAnswers(this.neuron, this.rows), this.rows.length)];
    if (this.taken.length) said.push(text.learned(this.taken.length, updates(this.taken)));
    return [...said, this.outcome()].filter(Boolean).join(" ");
  }

  private learn(steps: number): void {
    const most = (fieldsOf("neuron")?.["steps"] as NumberField).max;
    const next = Math.min(most, this.state.steps + steps);
    this.set({ steps: next });
    if (next === most || hasConverged(this.taken, this.rows)) this.player.pause();
  }

  /** Start anew from this neuron: what a hand has changed is not a step of the rule. */
  private begin(neuron: Neuron): void {
    const fields = fieldsOf("neuron");
    const kept = (name: "w1" | "w2" | "b"): number => clamped(fields?.[name] as NumberField, Math.round(neuron[name] * 1000) / 1000);
    this.player.pause();
    this.set({ w1: kept("w1"), w2: kept("w2"), b: kept("b"), steps: 0 });
  }

  private weight(name: "w1" | "w2" | "b", label: string): TemplateResult | typeof nothing {
    if (this.isHidden(name)) return nothing;
    const field = fieldsOf("neuron")?.[name] as NumberField;
    const onInput = (value: number): void => this.begin({ ...this.neuron, [name]: value });
    return slider({ label, value: this.neuron[name], field, format: (value) => numberText(value), onInput });
  }

  private plot(): Plot {
    const { width: room } = this.host;
    const width = room < WIDE ? room : Math.round(room * PLANE_SHARE);
    const height = width - MARGIN.left - MARGIN.right + MARGIN.top + MARGIN.bottom;
    return new Plot({ width, height, x: PLANE, y: PLANE, xLabel: "x₁", yLabel: "x₂" });
  }

  private sides(plot: Plot): TemplateResult {
    const box = boxOf(plot);
    const corners = sideOfOne(this.neuron, box).map(({ x1, x2 }) => `${plot.x(x1)},${plot.y(x2)}`);
    const [left, top] = [plot.x(box.x1[0]), plot.y(box.x2[1])];
    return svg`<rect class="area series-0" x=${left} y=${top} width=${plot.x(box.x1[1]) - left} height=${plot.y(box.x2[0]) - top}></rect>
      <polygon class="area-cover" points=${corners.join(" ")}></polygon><polygon class="area series-1" points=${corners.join(" ")}></polygon>`;
  }

  private line(plot: Plot): TemplateResult {
    const last = this.taken.at(-1);
    const hasMoved = last !== undefined && last.error !== 0;
    return svg`${hasMoved ? boundary(plot, last.before, "series-muted dashed") : nothing}${boundary(plot, this.neuron, "series-ink")}`;
  }

  private points(plot: Plot): TemplateResult {
    const last = this.taken.at(-1);
    return svg`<g aria-hidden="true">${this.rows.map((row, index) => mark(plot, row, output(this.neuron, row) === row.label, last?.row === index))}</g>`;
  }

  private handles(plot: Plot): TemplateResult | typeof nothing {
    const pivot = this.held ?? pivotOf(this.neuron, boxOf(plot));
    if (!pivot) return nothing;
    const text = this.words(WORDS);
    const at = { x: plot.x(pivot.x1), y: plot.y(pivot.x2) };
    const move = (place: Place): void => this.begin(shiftedTo(this.neuron, place));
    const mover = handle({
      at,
      label: text.move,
      css: "handle-move",
      grip: this.grip(plot),
      valueText: text.moveValue(this.neuron),
      value: this.neuron.b,
      range: rangeOf("b"),
      onMove: (x, y) => move({ x1: plot.xAt(x), x2: plot.yAt(y) }),
      onNudge: (right, up) => this.begin(movedBy(this.neuron, right * PLANE_A_KEY, up * PLANE_A_KEY)),
    });
    return svg`${boundaryEnds(this.neuron, boxOf(plot)).length ? this.turner(plot, pivot, at) : nothing}${mover}`;
  }

  /** The whole line can be taken hold of, not the dot alone. */
  private grip(plot: Plot): TemplateResult {
    const [start, end] = boundaryEnds(this.neuron, boxOf(plot));
    if (!start || !end) return svg``;
    return svg`<line class="handle-grip" x1=${plot.x(start.x1)} y1=${plot.y(start.x2)} x2=${plot.x(end.x1)} y2=${plot.y(end.x2)}></line>`;
  }

  /** The weights as an arrow, whose tip turns the line. */
  private turner(plot: Plot, pivot: Place, at: { x: number; y: number }): TemplateResult {
    const text = this.words(WORDS);
    const angle = angleOf(this.neuron);
    const [across, up] = [Math.cos(angle), Math.sin(angle)];
    const tip = { x: inside(at.x + ARROW_PIXELS * across, [8, plot.width - 8]), y: inside(at.y - ARROW_PIXELS * up, [8, plot.height - 8]) };
    const degrees = (angle * 180) / Math.PI;
    const turner = handle({
      at: tip,
      label: text.turn,
      valueText: text.turnValue(degrees),
      value: Math.round(degrees),
      range: [-180, 180],
      css: "handle-turn",
      radius: 6,
      onMove: (x, y) => this.turn(pivot, { x1: plot.xAt(x), x2: plot.yAt(y) }),
      onNudge: (right, upward) => this.turn(pivot, around(pivot, angleOf(this.neuron) + ((upward - right) * DEGREES_A_KEY * Math.PI) / 180)),
    });
    return svg`<line class="arrow" x1=${at.x} y1=${at.y} x2=${tip.x} y2=${tip.y}></line>
      <text class="arrow-name" x=${(at.x + tip.x) / 2 + 14 * up} y=${(at.y + tip.y) / 2 + 14 * across + 4} text-anchor="middle" aria-hidden="true">w</text>${turner}`;
  }

  private turn(pivot: Place, toward: Place): void {
    this.begin(turnedToward(this.neuron, pivot, toward));
    this.held = pivot;
  }

  private score(): string {
    return this.words(WORDS).score(rightAnswers(this.neuron, this.rows), this.rows.length);
  }

  private table(): TemplateResult {
    const text = this.words(WORDS);
    const rows = this.rows.length > 4 ? [] : this.rows;
    return html`<div class="figure-panel">
      ${this.neuron.w1 || this.neuron.w2 ? nothing : html`<p class="figure-outcome">${text.noLine}</p>`}
      ${rows.length ? html`<table class="figure-table"><thead><tr><th scope="col">x₁</th><th scope="col">x₂</th><th scope="col">z</th><th scope="col">${text.columns[1]}</th><th scope="col">${text.columns[0]}</th><td></td></tr></thead>
        <tbody>${rows.map((row, index) => this.tableRow(row, index))}</tbody></table>` : nothing}
      <p class="figure-score">${this.score()}${rows.length ? nothing : html` · ${key(0)}${text.columns[0]} 0 · ${key(1)}${text.columns[0]} 1`}</p>
    </div>`;
  }

  private tableRow(row: Row, index: number): TemplateResult {
    const text = this.words(WORDS);
    const says = output(this.neuron, row);
    const isRight = says === row.label;
    return html`<tr class=${this.taken.at(-1)?.row === index ? "is-current" : ""}><td>${row.x1}</td><td>${row.x2}</td><td>${numberText(weightedSum(this.neuron, row))}</td><td>${says}</td><td>${key(row.label)}${row.label}</td><td class=${isRight ? "is-right" : "is-wrong"}><span aria-hidden="true">${isRight ? "✓" : "✗"}</span><span class="visually-hidden">${isRight ? text.right : text.wrong}</span></td></tr>`;
  }

  private rule(): TemplateResult {
    const text = this.words(WORDS);
    const last = this.taken.at(-1);
    return html`<div class="figure-panel figure-rule">
      ${last ? this.explained(last) : html`<p class="figure-heading">${text.ruleTitle}</p><p>${text.notBegun}</p>`}
    </div>`;
  }

  /** How the epochs went, and how it ends. */
  private progress(): TemplateResult {
    const text = this.words(WORDS);
    const epochs = errorsByEpoch(this.taken, this.rows);
    const outcome = this.outcome();
    return html`<div class="figure-panel figure-progress">
      ${epochs.length ? html`<p class="figure-counts"><span>${text.errors}</span>${epochs.length > EPOCHS_SHOWN ? "…" : nothing}${epochs.slice(-EPOCHS_SHOWN).map((count, index, { length }) => html`<b class=${this.isCleanEpoch(count, index === length - 1) ? "is-right" : ""}>${count}</b>`)}</p>` : nothing}
      ${outcome ? html`<p class="figure-outcome">${outcome}</p>` : nothing}
    </div>`;
  }

  /** Whether an epoch has ended without an error; the last one may have only begun. */
  private isCleanEpoch(errors: number, isLast: boolean): boolean {
    return errors === 0 && (!isLast || this.taken.length % this.rows.length === 0);
  }

  private explained(last: Lesson): TemplateResult {
    const text = this.words(WORDS);
    const row = this.rows[last.row] as Row;
    const { before, change, error, prediction, sum } = last;
    const rate = numberText(this.state.rate);
    const verdict = error === 0 ? text.unchanged : error > 0 ? text.added : text.subtracted;
    return html`<p class="figure-heading">${text.stepTitle(this.taken.length, last.epoch, pair(row.x1, row.x2))}</p>
      <p class="figure-sum">z = ${signed(before.w1)} · ${signed(row.x1)} + ${signed(before.w2)} · ${signed(row.x2)} + ${signed(before.b)} = ${numberText(sum)}</p>
      <p class="figure-sum">${text.prediction} ${prediction} · ${text.label} ${row.label} · ${text.error} ${row.label} − ${prediction} = <b>${numberText(error)}</b></p>
      <p>${verdict}</p>
      ${error === 0 ? nothing : html`<p class="figure-sum">Δw = ${rate} · ${signed(error)} · ${pair(row.x1, row.x2)} = <b>${pair(change.w1, change.w2)}</b><br />Δb = ${rate} · ${signed(error)} = <b>${numberText(change.b)}</b></p>`}`;
  }

  private outcome(): string {
    const text = this.words(WORDS);
    if (hasConverged(this.taken, this.rows)) return text.converged(this.taken.length);
    const circle = stepsOfTheCircle(this.taken, this.rows);
    const isEnd = this.taken.length === rangeOf("steps")[1];
    return [circle ? text.circle(circle) : "", isEnd ? text.ended(this.taken.length) : ""].filter(Boolean).join(" ");
  }
}

function rangeOf(name: "b" | "steps"): readonly [number, number] {
  const field = fieldsOf("neuron")?.[name] as NumberField;
  return [field.min, field.max];
}

function boxOf(plot: Plot): Box {
  return { x1: plot.xRange, x2: plot.yRange };
}

/** The place of the line nearest to the middle; where that is out of sight, the middle of what is seen. */
function pivotOf(neuron: Neuron, box: Box): Place | null {
  const nearest = nearestOnBoundary(neuron, CENTER);
  if (!nearest) return null;
  const shown = { x1: inside(nearest.x1, box.x1), x2: inside(nearest.x2, box.x2) };
  const [start, end] = boundaryEnds(neuron, box);
  const isShown = shown.x1 === nearest.x1 && shown.x2 === nearest.x2;
  return isShown || !start || !end ? shown : { x1: (start.x1 + end.x1) / 2, x2: (start.x2 + end.x2) / 2 };
}

function inside(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}

function angleOf(neuron: Neuron): number {
  return Math.atan2(neuron.w2, neuron.w1);
}

function around(pivot: Place, angle: number): Place {
  return { x1: pivot.x1 + Math.cos(angle), x2: pivot.x2 + Math.sin(angle) };
}

function boundary(plot: Plot, neuron: Neuron, css: string): TemplateResult {
  const ends = boundaryEnds(neuron, boxOf(plot));
  return plot.line(css, ends.map((end) => end.x1), ends.map((end) => end.x2));
}

function mark(plot: Plot, row: Row, isRight: boolean, isCurrent: boolean): TemplateResult {
  const [x, y] = [plot.x(row.x1), plot.y(row.x2)];
  const shape = row.label
    ? svg`<rect class="mark series-1" x=${x - 7} y=${y - 7} width="14" height="14" rx="2"></rect>`
    : svg`<circle class="mark series-0" cx=${x} cy=${y} r="7.5"></circle>`;
  const cross = svg`<path class="mark-wrong" d=${`M${x - 12},${y - 12}l24,24m0,-24l-24,24`}></path>`;
  return svg`${isCurrent ? svg`<circle class="mark-current" cx=${x} cy=${y} r="15"></circle>` : nothing}${isRight ? nothing : cross}${shape}`;
}

/** The mark of a label as it stands in the plane, for tables. */
function key(label: 0 | 1): TemplateResult {
  return html`<span class="figure-mark series-${label} ${label ? "is-square" : ""}"></span>`;
}

function pair(first: number, second: number): string {
  return `(${numberText(first)}, ${numberText(second)})`;
}

/** A number as it stands in the middle of a sum or product. */
function signed(value: number): string {
  return value < 0 ? `(${numberText(value)})` : numberText(value);
}
