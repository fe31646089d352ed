// Softmax: logits as bars, and the shares that come of them; a shift moves all logits and no share.
import { type TemplateResult, html, nothing } from "lit-html";
import { Bars, type Frame } from "../bars.ts";
import { segments, slider } from "../controls.ts";
import { Figure, type Words } from "../figure.ts";
import { numberText, subscript } from "../math/numbers.ts";
import { inside } from "../math/scales.ts";
import { softmax } from "../math/softmax.ts";

interface State {
  logits: readonly number[];
  shift: number;
  temperature: number;
}

interface Text {
  title: string;
  logits: string;
  shares: string;
  classes: string;
  logit: (index: number) => string;
  shift: string;
  temperature: string;
  describe: (logits: string, shares: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Softmax",
    logits: "logits z",
    shares: "softmax(z)",
    classes: "Classes",
    logit: (index) => `logit z${subscript(index + 1)}`,
    shift: "shift c of all logits",
    temperature: "temperature T",
    describe: (logits, shares) => `The logits ${logits} give the shares ${shares}, which sum to 1.`,
  },
  ko: {
    title: "소프트맥스",
    logits: "로짓 z",
    shares: "softmax(z)",
    classes: "클래스 수",
    logit: (index) => `로짓 z${subscript(index + 1)}`,
    shift: "모든 로짓에 더하는 값 c",
    temperature: "온도 T",
    describe: (logits, shares) => `로짓 ${logits}의 소프트맥스: ${shares}. 합은 1입니다.`,
  },
};
const LARGEST = 4;
const RANGE = [-8, 8] as const;
const NARROW = 460;
const HEIGHT = 300;

export class SoftmaxFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);

  view(): TemplateResult {
    const { width } = this.host;
    const isNarrow = width < NARROW;
    const half = isNarrow ? width : (width - 32) / 2;
    const first = { left: 0, top: 0, width: half, height: HEIGHT };
    const second = isNarrow ? { ...first, top: HEIGHT } : { ...first, left: half + 32 };
    const height = isNarrow ? 2 * HEIGHT : HEIGHT;
    const logits = this.logitBars(first);
    return html`<svg class="figure-svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${logits.view()}${this.shareBars(second).view()}
      ${logits.handles({
        label: this.text.logit,
        onMove: (index, value) => this.setLogit(index, value - this.state.shift),
        onNudge: (index, steps) => this.setLogit(index, (this.state.logits[index] as number) + steps / 10),
      })}
    </svg>`;
  }

  override controls(): TemplateResult {
    return html`${this.classes()}${this.logitSliders()}${this.slider("shift", this.text.shift)}${this.slider("temperature", this.text.temperature)}`;
  }

  describe(): string {
    const { logits, shift } = this.state;
    const shown = logits.map((logit) => numberText(logit + shift)).join(", ");
    return this.text.describe(shown, this.shares().map(share).join(", "));
  }

  private logitBars(frame: Frame): Bars {
    const { logits, shift } = this.state;
    const values = logits.map((logit) => logit + shift);
    const title = shift ? `${this.text.logits} ${shift < 0 ? "−" : "+"} ${numberText(Math.abs(shift))}` : this.text.logits;
    const names = logits.map((_, index) => `z${subscript(index + 1)}`);
    return new Bars({ ...frame, title, names, values, range: RANGE, format: (value) => numberText(value), css: series });
  }

  private shareBars(frame: Frame): Bars {
    const { temperature } = this.state;
    const values = this.shares();
    const title = temperature === 1 ? this.text.shares : `softmax(z / ${numberText(temperature)})`;
    return new Bars({ ...frame, title, names: values.map((_, index) => `p${subscript(index + 1)}`), values, range: [0, 1], format: share, css: series });
  }

  private classes(): TemplateResult | typeof nothing {
    if (this.isHidden("logits")) return nothing;
    const onInput = (count: string): void => this.set({ logits: Array.from({ length: Number(count) }, (_, index) => this.state.logits[index] ?? 0) });
    const labels = { "3": "3", "4": "4", "5": "5" };
    return segments({ label: this.text.classes, value: String(this.state.logits.length), labels, onInput, id: `${this.host.id}-classes` });
  }

  private logitSliders(): TemplateResult[] | typeof nothing {
    if (this.isHidden("logits")) return nothing;
    const field = { type: "number", min: -LARGEST, max: LARGEST, step: 0.1, default: 0 } as const;
    const one = (value: number, index: number): TemplateResult =>
      slider({ label: this.text.logit(index), value, field, onInput: (next) => this.setLogit(index, next) });
    return this.state.logits.map(one);
  }

  private setLogit(index: number, value: number): void {
    const next = Math.round(inside(value, [-LARGEST, LARGEST]) * 10) / 10;
    this.set({ logits: this.state.logits.map((logit, at) => (at === index ? next : logit)) });
  }

  private shares(): number[] {
    return softmax(this.state.logits, this.state.temperature, this.state.shift);
  }
}

function series(index: number): string {
  return `series-${index}`;
}

function share(value: number): string {
  return value.toFixed(3);
}
