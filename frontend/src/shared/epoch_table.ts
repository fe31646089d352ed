// All epochs as a table, for those who would rather read than look. Its rows are made when it is opened.
import { make } from "./dom.ts";
import { type Placed, short } from "./trainings.ts";
import type { CurveWords } from "./words.ts";

export class EpochTable {
  readonly root = make("details", "curve-table");
  private readonly words: CurveWords;
  private readonly table = make("table", "table table-sm");
  private points: readonly Placed[] = [];
  private names: string[] = [];
  private shown = 0;

  constructor(words: CurveWords) {
    this.words = words;
    const frame = make("div", "table-wrap curve-table-frame");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", words.table);
    frame.append(this.table);
    this.root.append(make("summary", "", words.table), frame);
    this.root.addEventListener("toggle", () => this.draw());
  }

  /** Show these epochs; those that stand there already are left as they are. */
  set(points: readonly Placed[]): void {
    this.points = points;
    this.draw();
  }

  private draw(): void {
    if (!this.root.open) return;
    const names = [...new Set(this.points.flatMap((point) => Object.keys(point.logs)))];
    if (names.join() !== this.names.join() || this.points.length < this.shown) this.begin(names);
    const body = this.table.tBodies[0] ?? this.table.createTBody();
    body.append(...this.points.slice(this.shown).map((point) => this.row(point)));
    this.shown = this.points.length;
  }

  private begin(names: string[]): void {
    this.names = names;
    this.shown = 0;
    const head = make("thead");
    const row = head.insertRow();
    for (const name of [this.words.trainingName, this.words.epochName, ...names]) {
      const cell = make("th", "", name);
      cell.scope = "col";
      row.append(cell);
    }
    this.table.replaceChildren(head, make("tbody"));
  }

  private row(point: Placed): HTMLTableRowElement {
    const row = make("tr");
    const epoch = make("th", "", String(point.epoch));
    epoch.scope = "row";
    row.append(make("td", "", String(point.training)), epoch);
    row.append(...this.names.map((name) => make("td", "number", name in point.logs ? short(point.logs[name]) : "")));
    return row;
  }
}
