// One neuron with two inputs: its line in the plane, the rows that it answers, and the learning rule step by step.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { slider } from "../controls.ts";
import { handle } from "../drag.ts";
import { Figure } from "../figure.ts";
import {
  type Box, type DataName, type Lesson, type Neuron, type Place, type Row, boundaryEnds, hasConverged, lessons,
  movedBy, nearestOnBoundary, output, rightAnswers, rowsOf, shiftedTo, sideOfOne, stepsOfTheCircle, turnedToward, updates,
} from "../math/neuron.ts";
import { numberText } from "../math/numbers.ts";
import { Pace } from "../math/pace.ts";
import { inside } from "../math/scales.ts";
import { MARGIN, Plot } from "../plot.ts";
import { type NumberField, fieldsOf } from "../state.ts";
import { answers, explanation, progress } from "./neuron_panels.ts";
import { WORDS } from "./neuron_words.ts";

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

const CENTER: Place = { x1: 0.5, x2: 0.5 };
/** Length of the arrow of the weights, in the plane. */
const ARROW = 0.54;
const DEGREES_A_KEY = 3;
const PLANE_A_KEY = 0.05;
const FRAMES_A_STEP = 16;
const PLANE = [-0.5, 1.5] as const;
/** From this width on, tables stand beside the plane, which takes this share. */
const WIDE = 600;
const PLANE_SHARE = 0.6;

export class NeuronFigure extends Figure<NeuronState> {
  protected readonly text = this.words(WORDS);
  declare private rows: readonly Row[];
  declare private taken: Lesson[];
  declare private neuron: Neuron;
  /** The place around which a hand turns the line, until something else moves it. */
  declare private held: Place | null;
  private readonly pace = new Pace(FRAMES_A_STEP);

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
    const steps = this.pace.due(frames, this.player.isPlaying);
    if (steps > 0) this.learn(steps);
  }

  view(): TemplateResult {
    const plot = this.plot();
    const learning = { text: this.text, rows: this.rows, neuron: this.neuron, taken: this.taken, rate: this.state.rate };
    return html`<div class=${plot.width < this.host.width ? "figure-beside" : ""}>
        <svg class="figure-svg" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}">
          ${this.sides(plot)} ${plot.axes()} ${this.line(plot)} ${this.points(plot)} ${this.handles(plot)}
        </svg>
        <div class="figure-panels">
          ${this.state.table ? answers(learning) : nothing} ${this.state.rule ? explanation(learning) : nothing}
        </div>
      </div>
      ${this.state.rule ? progress(learning, this.outcome()) : nothing}`;
  }

  override controls(): TemplateResult {
    const { text } = this;
    const data = { and: "AND", or: "OR", nand: "NAND", xor: "XOR", clouds: text.clouds };
    const { rule } = this.state;
    return html`${rule ? this.playerControls() : nothing} ${this.choice("data", text.data, data)}
    ${this.weight("w1", "w₁")} ${this.weight("w2", "w₂")} ${this.weight("b", text.bias)}
    ${rule ? this.slider("rate", text.rate) : nothing}`;
  }

  describe(): string {
    const { text } = this;
    const { w1, w2, b } = this.neuron;
    const neuron = `w₁ = ${numberText(w1)}, w₂ = ${numberText(w2)}, b = ${numberText(b)}`;
    const data = this.state.data === "clouds" ? text.clouds : this.state.data.toUpperCase();
    const said = [text.described(data, neuron, rightAnswers(this.neuron, this.rows), this.rows.length)];
    if (this.taken.length) said.push(text.learned(this.taken.length, updates(this.taken)));
    return [...said, this.outcome()].filter(Boolean).join(" ");
  }

  private learn(steps: number): void {
    const most = rangeOf("steps")[1];
    const next = Math.min(most, this.state.steps + steps);
    this.set({ steps: next });
    if (next === most || hasConverged(this.taken, this.rows)) this.player.pause();
  }

  /** Start anew from this neuron: what a hand has changed is not a step of the rule. */
  private begin(neuron: Neuron): void {
    const kept = (name: "w1" | "w2" | "b"): number => inside(Math.round(neuron[name] * 1000) / 1000, rangeOf(name));
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
    const current = this.taken.at(-1)?.row;
    const marks = this.rows.map((row, index) => mark(plot, row, output(this.neuron, row) === row.label, index === current));
    return svg`<g aria-hidden="true">${marks}</g>`;
  }

  private handles(plot: Plot): TemplateResult | typeof nothing {
    const pivot = this.held ?? pivotOf(this.neuron, boxOf(plot));
    if (!pivot) return nothing;
    const { text } = this;
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
    const { text } = this;
    const angle = angleOf(this.neuron);
    const [across, up] = [Math.cos(angle), Math.sin(angle)];
    const end = { x: plot.x(pivot.x1 + ARROW * across), y: plot.y(pivot.x2 + ARROW * up) };
    const tip = { x: inside(end.x, [8, plot.width - 8]), y: inside(end.y, [8, plot.height - 8]) };
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
    const [nameX, nameY] = [(at.x + tip.x) / 2 + 14 * up, (at.y + tip.y) / 2 + 14 * across + 4];
    return svg`<line class="arrow" x1=${at.x} y1=${at.y} x2=${tip.x} y2=${tip.y}></line>
      <text class="arrow-name" x=${nameX} y=${nameY} text-anchor="middle" aria-hidden="true">w</text>${turner}`;
  }

  private turn(pivot: Place, toward: Place): void {
    this.begin(turnedToward(this.neuron, pivot, toward));
    this.held = pivot;
  }

  private outcome(): string {
    const { text } = this;
    if (hasConverged(this.taken, this.rows)) return text.converged;
    if (!nearestOnBoundary(this.neuron, CENTER)) return text.noLine;
    const circle = stepsOfTheCircle(this.taken, this.rows);
    const isEnd = this.taken.length === rangeOf("steps")[1];
    return [circle ? text.circle(circle) : "", isEnd ? text.ended(this.taken.length) : ""].filter(Boolean).join(" ");
  }
}

function rangeOf(name: "w1" | "w2" | "b" | "steps"): readonly [number, number] {
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
