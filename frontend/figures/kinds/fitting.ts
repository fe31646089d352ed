// Under- and overfitting: a polynomial learns noisy rows; its errors by capacity, and by epoch with early stopping.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { handle } from "../drag.ts";
import type { Words } from "../figure.ts";
import { type Stop, type Training, earlyStop, trainPolynomial } from "../math/early_stopping.ts";
import { type Rows, orders } from "../math/minibatches.ts";
import { numberText } from "../math/numbers.ts";
import { Pace } from "../math/pace.ts";
import { type Errors, errorsByDegree, legendre, predict, sample, truth } from "../math/polynomials.ts";
import { inside } from "../math/scales.ts";
import { legend } from "../names.ts";
import { Plot, type Range, evenly } from "../plot.ts";
import { SteppedFigure } from "../stepped.ts";

interface State {
  degree: number;
  noise: number;
  points: number;
  sample: number;
  epoch: number;
  patience: number;
  restore: boolean;
}

interface Text {
  title: string;
  degree: string;
  knob: string;
  noise: string;
  points: string;
  sample: string;
  epoch: string;
  patience: string;
  restore: string;
  trainRows: string;
  newRows: string;
  truth: string;
  model: string;
  errors: string;
  loss: string;
  best: (epoch: number) => string;
  stop: (epoch: number) => string;
  degreeText: (degree: number, train: string, validation: string) => string;
  describe: (degree: number, points: number, epoch: number, train: string, validation: string) => string;
  stopped: (best: number, loss: string, patience: number, ended: number) => string;
  going: (best: number, loss: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Underfitting and overfitting",
    degree: "Degree of the polynomial",
    knob: "Degree, on the error curve",
    noise: "Noise",
    points: "Training points",
    sample: "Sample",
    epoch: "Epochs trained",
    patience: "Patience",
    restore: "Restore the best weights",
    trainRows: "training points",
    newRows: "validation points",
    truth: "curve behind them",
    model: "model",
    errors: "error when trained to the end",
    loss: "loss",
    best: (epoch) => `best: ${epoch}`,
    stop: (epoch) => `stop: ${epoch}`,
    degreeText: (degree, train, validation) => `degree ${degree}, training error ${train}, validation error ${validation}`,
    describe: (degree, points, epoch, train, validation) =>
      `Degree ${degree}, ${points} points, ${epoch} ${epoch === 1 ? "epoch" : "epochs"}: training loss ${train}, validation loss ${validation}.`,
    stopped: (best, loss, patience, ended) => ` Lowest validation loss ${loss} at epoch ${best}; with a patience of ${patience}, training stops after epoch ${ended}.`,
    going: (best, loss) => ` Lowest validation loss so far ${loss} at epoch ${best}.`,
  },
  ko: {
    title: "과소적합과 과대적합",
    degree: "다항식의 차수",
    knob: "오차 곡선 위의 차수",
    noise: "잡음",
    points: "훈련 점의 수",
    sample: "표본",
    epoch: "학습한 에포크",
    patience: "인내(patience)",
    restore: "가장 좋은 가중치로 되돌리기",
    trainRows: "훈련 점",
    newRows: "검증 점",
    truth: "숨은 곡선",
    model: "모델",
    errors: "끝까지 학습했을 때의 오차",
    loss: "손실",
    best: (epoch) => `최저: ${epoch}`,
    stop: (epoch) => `멈춤: ${epoch}`,
    degreeText: (degree, train, validation) => `${degree}차, 훈련 오차 ${train}, 검증 오차 ${validation}`,
    describe: (degree, points, epoch, train, validation) =>
      `${degree}차 다항식, 점 ${points}개, ${epoch}에포크: 훈련 손실 ${train}, 검증 손실 ${validation}입니다.`,
    stopped: (best, loss, patience, ended) => ` 가장 작은 검증 손실은 ${best}에포크의 ${loss}이고, 인내가 ${patience}이면 ${ended}에포크 뒤에 멈춥니다.`,
    going: (best, loss) => ` 지금까지 가장 작은 검증 손실은 ${best}에포크의 ${loss}입니다.`,
  },
};
const MOST_EPOCHS = 200;
const MOST_DEGREE = 12;
const NEW_ROWS = 60;
/** The validation points come from another seed than the training points, whose seed the sample is. */
const NEW_SEED = 1000;
const BATCH_SIZE = 5;
const LEARNING_RATE = 0.05;
const FRAMES_AN_EPOCH = 3;
const GRID = evenly(-1, 1, 160);
const HEIGHTS: Range = [-2.2, 2.2];
const ERRORS: Range = [0.001, 100];
const LOSSES: Range = [0.01, 3];
const SIDE_BY_SIDE = 540;
const [FIT_HEIGHT, ERROR_HEIGHT, LOSS_HEIGHT] = [270, 210, 220];

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export class FittingFigure extends SteppedFigure<State> {
  private declare train: Rows;
  private declare fresh: Rows;
  private declare errors: Errors[];
  private declare training: Training;
  protected readonly text = this.words(TEXT);
  protected readonly clock = { field: "epoch", most: MOST_EPOCHS, pace: new Pace(FRAMES_AN_EPOCH) } as const;

  protected override prepare(names: ReadonlySet<string>): void {
    const { degree, noise, points, sample: seed } = this.state;
    if (["noise", "points", "sample"].some((name) => names.has(name))) {
      this.train = sample(points, noise, seed);
      this.fresh = sample(NEW_ROWS, noise, NEW_SEED + seed);
      this.errors = errorsByDegree(this.train, this.fresh, MOST_DEGREE);
    } else if (!names.has("degree")) return;
    const settings = { degree, epochs: MOST_EPOCHS, batchSize: BATCH_SIZE, learningRate: LEARNING_RATE };
    this.training = trainPolynomial(this.train, this.fresh, { ...settings, order: orders(points, true, seed) });
  }

  view(): TemplateResult {
    const { width } = this.host;
    const { trainRows, newRows, truth: behind, model } = this.text;
    const names = legend(
      [
        { css: "series-0", name: trainRows, mark: "dot" },
        { css: "series-1", name: newRows, mark: "dot" },
        { css: "series-2 dashed", name: behind, mark: "line" },
        { css: "series-3", name: model, mark: "line" },
      ],
      width,
    );
    const [fit, errors, losses] = boxes(width, names.height);
    const height = losses.top + losses.height;
    return html`<svg class="figure-svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${names.drawing}${placed(fit, this.fitted(fit))}${placed(losses, this.losses(losses))}${placed(errors, this.byDegree(errors))}
    </svg>`;
  }

  override controls(): TemplateResult {
    const { degree, noise, points, sample: number, epoch, patience, restore } = this.text;
    return html`${this.playerControls()}${this.slider("degree", degree)}${this.slider("noise", noise)}${this.slider("points", points)}
    ${this.slider("epoch", epoch)}${this.slider("patience", patience)}${this.slider("sample", number)}${this.checkbox("restore", restore)}`;
  }

  describe(): string {
    const { degree, points, epoch, patience } = this.state;
    const [train, validation] = [this.training.train, this.training.validation].map((losses) => lossText(losses[epoch - 1]));
    const said = this.text.describe(degree, points, epoch, train as string, validation as string);
    if (epoch === 0) return said;
    const { best, ended, early } = this.ending;
    const loss = lossText(this.training.validation[best - 1]);
    return said + (early ? this.text.stopped(best, loss, patience, ended) : this.text.going(best, loss));
  }

  /** When training would have been stopped, as far as it has come. */
  private get ending(): Stop {
    return earlyStop(this.training.validation.subarray(0, this.state.epoch), this.state.patience);
  }

  /** The weights that are shown: the present ones, or those that early stopping restores. */
  private get weights(): Float64Array {
    const { epoch, restore } = this.state;
    const shown = restore && epoch > 0 ? this.ending.best : epoch;
    return this.training.weights[shown] as Float64Array;
  }

  private fitted({ width, height }: Box): TemplateResult {
    const plot = new Plot({ width, height, x: [-1, 1], y: HEIGHTS, xLabel: "x", yLabel: "y" });
    const model = predict(legendre(GRID, this.state.degree), this.weights);
    return svg`${plot.axes()}${dots(plot, "series-1 faint", this.fresh, 2.5)}${plot.line("series-2 dashed", GRID, GRID.map(truth))}
      ${plot.line("series-3", GRID, model)}${dots(plot, "series-0", this.train, 4.5)}`;
  }

  private byDegree({ left, width, height }: Box): TemplateResult {
    const plot = new Plot({ width, height, x: [0, MOST_DEGREE], y: ERRORS, logY: true, xLabel: this.text.degree, yLabel: this.text.errors });
    const degrees = this.errors.map((_, degree) => degree);
    const { degree } = this.state;
    const { train, validation } = this.errors[degree] as Errors;
    const moveTo = (next: number): void => this.set({ degree: inside(Math.round(next), [0, MOST_DEGREE]) });
    const at = { x: plot.x(degree), y: plot.y(inside(validation, ERRORS)) };
    const valueText = this.text.degreeText(degree, lossText(train), lossText(validation));
    const knob = { at, label: this.text.knob, valueText, value: degree, range: [0, MOST_DEGREE] as Range, css: "series-1" };
    return svg`${plot.axes()}<line class="zero" x1=${at.x} x2=${at.x} y1=${plot.inside.y} y2=${plot.inside.y + plot.inside.height}></line>
      ${plot.line("way-curve series-0", degrees, this.errors.map((one) => one.train))}${plot.line("way-curve series-1", degrees, this.errors.map((one) => one.validation))}
      ${this.isHidden("degree") ? nothing : handle({ ...knob, onMove: (x) => moveTo(plot.xAt(x - left)), onNudge: (right) => moveTo(this.state.degree + Math.sign(right)) })}`;
  }

  private losses({ width, height }: Box): TemplateResult {
    const { epoch } = this.state;
    const plot = new Plot({ width, height, x: [0, MOST_EPOCHS], y: LOSSES, logY: true, xLabel: this.text.epoch, yLabel: this.text.loss });
    const epochs = Array.from({ length: epoch }, (_, index) => index + 1);
    return svg`${plot.axes()}${epoch > 0 ? this.stopMarks(plot) : nothing}${plot.line("way-curve series-0", epochs, this.training.train)}
      ${plot.line("way-curve series-1", epochs, this.training.validation)}`;
  }

  /** The epoch with the lowest validation loss, and the patience after it up to the stop. */
  private stopMarks(plot: Plot): TemplateResult {
    const { best, ended, early } = this.ending;
    const { y, height } = plot.inside;
    const lowest = inside(this.training.validation[best - 1] as number, LOSSES);
    const [from, to] = [plot.x(best), plot.x(ended)];
    return svg`${early ? svg`<rect class="patience" x=${from} y=${y} width=${to - from} height=${height}></rect><line class="stop" x1=${to} x2=${to} y1=${y} y2=${y + height}></line><text class="mark-name" x=${to + 5} y=${y + 28} text-anchor="start">${this.text.stop(ended)}</text>` : nothing}
      <text class="mark-name" x=${(early ? to : from) + 5} y=${y + 13} text-anchor="start">${this.text.best(best)}</text><circle class="dot series-2" cx=${from} cy=${plot.y(lowest)} r="6"></circle>`;
  }
}

/** Where the three plots stand: two side by side and one below, or all below each other. */
function boxes(width: number, top: number): [Box, Box, Box] {
  const left = Math.round(width * 0.54);
  if (width >= SIDE_BY_SIDE) {
    return [
      { left: 0, top, width: left, height: FIT_HEIGHT },
      { left, top, width: width - left, height: FIT_HEIGHT },
      { left: 0, top: top + FIT_HEIGHT, width, height: LOSS_HEIGHT },
    ];
  }
  return [
    { left: 0, top, width, height: FIT_HEIGHT },
    { left: 0, top: top + FIT_HEIGHT, width, height: ERROR_HEIGHT },
    { left: 0, top: top + FIT_HEIGHT + ERROR_HEIGHT, width, height: LOSS_HEIGHT },
  ];
}

function placed({ left, top }: Box, content: TemplateResult): TemplateResult {
  return svg`<g transform="translate(${left} ${top})">${content}</g>`;
}

function dots(plot: Plot, css: string, { x, y }: Rows, radius: number): TemplateResult[] {
  return Array.from(x, (value, row) => svg`<circle class="dot ${css}" cx=${plot.x(value)} cy=${plot.y(inside(y[row] as number, HEIGHTS))} r=${radius}></circle>`);
}

/** A loss as words; before the first epoch there is none. */
function lossText(loss: number | undefined): string {
  return loss === undefined ? "–" : numberText(loss, 3);
}
