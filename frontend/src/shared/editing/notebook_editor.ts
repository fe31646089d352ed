// The notebook view: cells to write, order and delete, with the outputs of the last run under them.
import type { KeyBinding } from "@codemirror/view";
import { fill } from "../dom.ts";
import { CellView, type CellActions } from "./cell.ts";
import { type Cell, type CellType, type Notebook, newCell, parseNotebook, sameSources, writeNotebook } from "./notebook.ts";
import { tell } from "./notices.ts";
import { post } from "./sending.ts";
import { editing, say } from "./settings.ts";
import type { Surface } from "./surface.ts";

/** A cell as the server draws it: safe HTML. */
interface Drawn {
  text: string;
  html: string;
  failed: boolean;
}

/** A cell as it ran. */
interface Executed extends Drawn {
  id: string | null;
  source: string | string[];
  outputs: unknown[];
  count: number | null;
}

export class NotebookEditor implements Surface {
  private views: CellView[] = [];
  private metadata: Record<string, unknown> = {};
  private readonly actions: CellActions;

  constructor(
    private readonly root: HTMLElement,
    private readonly keys: KeyBinding[],
    private readonly onChange: () => void,
  ) {
    this.actions = {
      onChange,
      move: (view, by) => this.move(view, by),
      add: (view, offset) => this.addAt(this.views.indexOf(view) + offset, newCell("code")).edit(),
      turn: (view, type) => this.turn(view, type),
      remove: (view) => this.remove(view),
      next: (view) => this.goOn(view),
      draw: (view) => void this.draw([view]),
    };
    root.hidden = false;
    for (const button of document.querySelectorAll<HTMLElement>("#notebook-add [data-add]")) {
      const type = button.dataset["add"] as CellType;
      button.addEventListener("click", () => this.addAt(this.views.length, newCell(type)).edit());
    }
  }

  /** A draft that outputs would make too large is kept without them. */
  get draft(): string {
    const whole = writeNotebook(this.notebook, { outputs: true });
    return whole.length > editing.maxBytes ? this.work : whole;
  }

  get work(): string {
    return writeNotebook(this.notebook, { outputs: false });
  }

  /** Whether the cells say the same as another notebook's. */
  saysTheSameAs(content: string): boolean {
    const other = parseNotebook(content);
    return other !== null && sameSources(this.notebook, other);
  }

  load(content: string): void {
    const notebook = parseNotebook(content) ?? { cells: [newCell("code")], metadata: {} };
    this.open(notebook);
    this.onChange();
  }

  /** Show a notebook that is no change of the student's. */
  open({ cells, metadata }: Notebook): void {
    for (const view of this.views) view.destroy();
    this.metadata = metadata;
    this.views = cells.map((cell) => this.makeView(cell));
    this.root.replaceChildren(...this.views.map((view) => view.element));
    this.renumber();
    void this.draw(this.views);
  }

  insert(code: string): void {
    const index = this.focusedIndex();
    this.addAt(index < 0 ? this.views.length : index + 1, newCell("code", code)).focus();
  }

  find(): void {
    const focused = this.views[this.focusedIndex()];
    const view = focused?.cell.type === "code" ? focused : this.views.find(({ cell }) => cell.type === "code");
    view?.find();
  }

  remeasure(): void {
    for (const view of this.views) view.remeasure();
  }

  mark({ line, cell, message }: { line: number | null; cell: number | null; message: string }): void {
    if (cell !== null) this.views[cell - 1]?.markFailed(line, message);
  }

  unmark(): void {
    for (const view of this.views) view.unmark();
  }

  /** Put what each cell gave in a run under it. Cells are known by their ids: some may have moved meanwhile. */
  async showRun(address: string): Promise<void> {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const { cells } = (await response.json()) as { cells: Executed[] };
    for (const executed of cells) {
      const view = this.views.find(({ cell }) => cell.id === executed.id);
      if (view?.cell.type === "code") showExecuted(view, executed);
    }
    this.renumber();
    this.onChange();
  }

  private get notebook(): Notebook {
    return { cells: this.views.map(({ cell }) => cell), metadata: this.metadata };
  }

  private makeView(cell: Cell): CellView {
    return new CellView(cell, this.root.dataset["nonce"] ?? "", this.keys, this.actions);
  }

  private addAt(index: number, cell: Cell): CellView {
    const view = this.makeView(cell);
    this.root.insertBefore(view.element, this.views[index]?.element ?? null);
    this.views.splice(index, 0, view);
    this.changed();
    return view;
  }

  private move(view: CellView, by: -1 | 1): void {
    const index = this.views.indexOf(view);
    const [other] = this.views.splice(index + by, 1);
    if (!other) return;
    this.views.splice(index, 0, other);
    if (by < 0) view.element.after(other.element);
    else view.element.before(other.element);
    this.changed();
    view.focusTool(by < 0 ? "moveUp" : "moveDown");
    view.element.scrollIntoView({ block: "nearest" });
  }

  private turn(view: CellView, type: CellType): void {
    const index = this.views.indexOf(view);
    view.destroy();
    this.views.splice(index, 1);
    const turned = this.addAt(index, { ...view.cell, type, outputs: [], count: null });
    void this.draw([turned]);
    turned.focus();
  }

  private remove(view: CellView): void {
    const index = this.views.indexOf(view);
    view.destroy();
    this.views.splice(index, 1);
    this.changed();
    (this.views[index] ?? this.views[index - 1])?.focus();
    const undo = (): void => {
      const back = this.addAt(Math.min(index, this.views.length), view.cell);
      void this.draw([back]);
      back.focus();
    };
    tell({ about: "deleted", text: fill(say("deleted"), { number: index + 1 }), actions: [{ label: say("undo"), act: undo }] });
  }

  private goOn(view: CellView): void {
    const next = this.views[this.views.indexOf(view) + 1];
    if (next) next.focus();
    else this.addAt(this.views.length, newCell("code")).focus();
  }

  private changed(): void {
    this.renumber();
    this.onChange();
  }

  private renumber(): void {
    this.views.forEach((view, index) => view.place(index, this.views.length));
  }

  private focusedIndex(): number {
    return this.views.findIndex(({ element }) => element.contains(document.activeElement));
  }

  /** Have the server draw texts and outputs; without it they stay plain. */
  private async draw(views: CellView[]): Promise<void> {
    const wanted = views.filter(({ cell }) => (cell.type === "code" ? cell.outputs.length : cell.source.trim()));
    if (!wanted.length) return;
    const cells = wanted.map(({ cell }) => (cell.type === "code" ? { ...cell, source: "" } : cell));
    const notebook = writeNotebook({ cells, metadata: {} }, { outputs: true });
    const response = await post(editing.urls.cells, new Blob([notebook]), {}).catch(() => null);
    if (!response?.ok) return;
    const { cells: drawn } = (await response.json()) as { cells: Drawn[] };
    wanted.forEach((view, index) => showDrawn(view, drawn[index]));
  }
}

function showDrawn(view: CellView, drawn: Drawn | undefined): void {
  if (!drawn) return;
  if (view.cell.type === "code") view.showOutputs(drawn.html);
  else view.showText(drawn.text);
}

function showExecuted(view: CellView, { source, outputs, count, html }: Executed): void {
  const ran = Array.isArray(source) ? source.join("") : source;
  view.cell.outputs = outputs;
  view.cell.count = count;
  view.showOutputs(html, ran !== view.cell.source);
}
