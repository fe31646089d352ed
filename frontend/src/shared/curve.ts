// A small live chart of what each epoch reported.
import { make, makeSvg } from "./dom";

const WIDTH = 400;
const HEIGHT = 100;
const SERIES_SHOWN = 4;

/** Points of a polyline for `values`, scaled into the chart by the least and greatest value. */
export function linePoints(values: number[], low: number, high: number, length: number): string {
  const step = WIDTH / Math.max(1, length - 1);
  const scale = high > low ? (HEIGHT - 12) / (high - low) : 0;
  return values.map((value, index) => `${(index * step).toFixed(1)},${(HEIGHT - 6 - (value - low) * scale).toFixed(1)}`).join(" ");
}

export class Curve {
  private readonly series = new Map<string, number[]>();
  private readonly chart = makeSvg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  private readonly legend = make("div", "curve-legend");

  constructor(root: HTMLElement) {
    root.classList.add("curve");
    root.replaceChildren(this.chart, this.legend);
  }

  /** Add one epoch's values; names that are not losses come after those that are. */
  add(logs: Record<string, number>, epochs: number | null): void {
    for (const [name, value] of Object.entries(logs)) {
      if (!Number.isFinite(value)) continue;
      this.series.set(name, [...(this.series.get(name) ?? []), value]);
    }
    this.draw(epochs ?? 0);
  }

  private draw(epochs: number): void {
    const shown = [...this.series].sort(([a], [b]) => rank(a) - rank(b)).slice(0, SERIES_SHOWN);
    this.chart.replaceChildren();
    this.legend.replaceChildren();
    shown.forEach(([name, values], index) => {
      const length = Math.max(epochs, values.length, 2);
      const points = linePoints(values, Math.min(...values), Math.max(...values), length);
      this.chart.append(makeSvg("polyline", { class: `series-${index}`, points }));
      this.legend.append(legendEntry(name, values[values.length - 1] ?? 0, index));
    });
  }
}

function rank(name: string): number {
  return name === "loss" ? 0 : name.includes("loss") ? 1 : 2;
}

function legendEntry(name: string, value: number, index: number): HTMLElement {
  const entry = make("span");
  const key = makeSvg("svg", { viewBox: "0 0 24 8", "aria-hidden": "true" });
  key.append(makeSvg("polyline", { class: `series-${index}`, points: "0,4 24,4" }));
  entry.append(key, `${name} ${value.toPrecision(4)}`);
  return entry;
}
