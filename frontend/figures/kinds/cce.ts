// Categorical cross-entropy: shares of classes as bars, and the loss, which looks at the right class's bar alone.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { Bars } from "../bars.ts";
import { segments, slider } from "../controls.ts";
import { Figure, type Words } from "../figure.ts";
import { categoricalCrossEntropy, withShare } from "../math/losses.ts";
import { numberText } from "../math/numbers.ts";
import { inside } from "../math/scales.ts";
import { MARGIN, Plot, evenly } from "../plot.ts";

interface State {
  shares: readonly number[];
  truth: "0" | "1" | "2" | "3" | "4";
}

interface Text {
  title: string;
  truth: string;
  classes: string;
  share: (index: number) => string;
  bars: string;
  curve: string;
  describe: (shares: string, truth: number, share: string, loss: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Categorical cross-entropy",
    truth: "Right class",
    classes: "Classes",
    share: (index) => `share of class ${index}`,
    bars: "what the network says",
    curve: "loss = −ln p",
    describe: (shares, truth, share, loss) => `The classes have the shares ${shares}. Class ${truth} is right: the loss is −ln ${share} = ${loss}.`,
  },
  ko: {
    title: "범주형 교차 엔트로피",
    truth: "정답 클래스",
    classes: "클래스 수",
    share: (index) => `클래스 ${index}의 몫`,
    bars: "신경망의 답",
    curve: "손실 = −ln p",
    describe: (shares, truth, share, loss) => `클래스들의 몫은 ${shares}입니다. 정답은 클래스 ${truth}: 손실은 −ln ${share} = ${loss}입니다.`,
  },
};
const NARROW = 460;
const HEIGHT = 280;
const GAP = 24;
const MOST_LOSS = 5;
const GRID = evenly(0.002, 1, 250);

export class CceFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);

  view(): TemplateResult {
    const { width } = this.host;
    const isNarrow = width < NARROW;
    const half = isNarrow ? width : (width - GAP) / 2;
    const height = isNarrow ? 2 * HEIGHT : HEIGHT;
    const bars = this.bars(half);
    const [left, top] = isNarrow ? [0, HEIGHT] : [half + GAP, 0];
    return html`<svg class="figure-svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      <g transform="translate(${left} ${top})">${this.curve(half)}</g>
      ${bars.view()}${bars.handles({
        label: this.text.share,
        onMove: (index, value) => this.setShare(index, value),
        onNudge: (index, steps) => this.setShare(index, (this.shares[index] as number) + steps / 100),
      })}
    </svg>`;
  }

  override controls(): TemplateResult {
    return html`${this.truths()} ${this.classes()} ${this.sliders()}`;
  }

  describe(): string {
    const shares = this.shares.map(written).join(", ");
    return this.text.describe(shares, this.truth, written(this.shares[this.truth] as number), numberText(this.loss(), 4));
  }

  /** The author's shares, made to sum to 1. */
  private get shares(): readonly number[] {
    const { shares } = this.state;
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => (total > 0 ? share / total : 1 / shares.length));
  }

  private get truth(): number {
    return Math.min(Number(this.state.truth), this.state.shares.length - 1);
  }

  private loss(): number {
    return categoricalCrossEntropy(this.shares, this.truth);
  }

  private bars(width: number): Bars {
    const names = this.shares.map((_, index) => (index === this.truth ? `${index} ✓` : String(index)));
    const css = (index: number): string => (index === this.truth ? "series-0" : "series-muted");
    const frame = { left: 0, top: 0, width, height: HEIGHT };
    return new Bars({ ...frame, title: this.text.bars, range: [0, 1], values: this.shares, names, format: written, css });
  }

  private curve(width: number): TemplateResult {
    const plot = new Plot({ width, height: HEIGHT, x: [0, 1], y: [0, MOST_LOSS], xLabel: this.text.share(this.truth), yLabel: this.text.curve });
    const share = this.shares[this.truth] as number;
    const [x, y] = [plot.x(share), plot.y(Math.min(MOST_LOSS, this.loss()))];
    return svg`${plot.axes()}${plot.line("series-0", GRID, GRID.map((one) => -Math.log(one)))}
      <path class="guide" d=${`M${x},${plot.height - MARGIN.bottom}V${y}H${MARGIN.left}`}></path>
      <circle class="dot series-0" cx=${x} cy=${y} r="7"></circle>
      <text class="value" x=${Math.min(x + 12, width - 56)} y=${Math.max(y - 10, 26)}>${numberText(this.loss(), 4)}</text>`;
  }

  private truths(): TemplateResult | typeof nothing {
    if (this.isHidden("truth")) return nothing;
    const labels = Object.fromEntries(this.shares.map((_, index) => [String(index), String(index)]));
    const onInput = (truth: string): void => this.set({ truth: truth as State["truth"] });
    return segments({ label: this.text.truth, value: String(this.truth), labels, onInput, id: `${this.host.id}-truth` });
  }

  private classes(): TemplateResult | typeof nothing {
    if (this.isHidden("shares")) return nothing;
    const onInput = (count: string): void => this.set({ shares: Array.from({ length: Number(count) }, () => 1 / Number(count)) });
    const [value, labels] = [String(this.shares.length), { "3": "3", "4": "4", "5": "5" }];
    return segments({ label: this.text.classes, value, labels, onInput, id: `${this.host.id}-classes` });
  }

  private sliders(): TemplateResult[] | typeof nothing {
    if (this.isHidden("shares")) return nothing;
    const field = { type: "number", min: 0, max: 1, step: 0.01, default: 0 } as const;
    return this.shares.map((value, index) => slider({ label: this.text.share(index), value, field, onInput: (next) => this.setShare(index, next) }));
  }

  private setShare(index: number, value: number): void {
    this.set({ shares: withShare(this.shares, index, inside(Math.round(value * 100) / 100, [0, 1])) });
  }
}

function written(value: number): string {
  return value.toFixed(2);
}
