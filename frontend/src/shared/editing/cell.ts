// One cell of the notebook: its code or text, its tools, and what it gave when it ran.
import type { KeyBinding } from "@codemirror/view";
import { fill, make, makeIcon, parseHtml } from "../dom.ts";
import { CodeEditor } from "./editor.ts";
import type { Cell, CellType } from "./notebook.ts";
import { say } from "./settings.ts";
import { TextCell } from "./text_cell.ts";

export interface CellActions {
  onChange: () => void;
  move: (view: CellView, by: -1 | 1) => void;
  add: (view: CellView, offset: 0 | 1) => void;
  turn: (view: CellView, type: CellType) => void;
  remove: (view: CellView) => void;
  /** Go on to the cell below. */
  next: (view: CellView) => void;
  /** Have the server draw a text that was edited. */
  draw: (view: CellView) => void;
}

type Tool = "edit" | "moveUp" | "moveDown" | "addAbove" | "addBelow" | "toText" | "toCode" | "delete";
const ICONS: Record<Tool, string> = {
  edit: "pencil",
  moveUp: "arrow-up",
  moveDown: "arrow-down",
  addAbove: "plus-lg",
  addBelow: "plus-lg",
  toText: "card-text",
  toCode: "code-slash",
  delete: "trash3",
};

export class CellView {
  readonly element = make("div", "cell notebook-cell");
  private readonly number = make("div", "cell-number");
  private readonly body = make("div", "cell-body");
  private readonly tools = make("div", "cell-tools");
  private readonly outputs = make("div", "cell-outputs");
  private editor: CodeEditor | null = null;
  private text: TextCell | null = null;

  constructor(
    readonly cell: Cell,
    nonce: string,
    private readonly keys: KeyBinding[],
    private readonly actions: CellActions,
  ) {
    this.element.setAttribute("role", "group");
    this.tools.setAttribute("role", "toolbar");
    this.outputs.setAttribute("role", "group");
    this.tools.append(...this.makeTools());
    this.tools.addEventListener("keydown", (event) => this.onToolKey(event));
    const content = make("div", "cell-content");
    this.body.append(this.tools, content, this.outputs);
    this.element.append(this.number, this.body);
    if (cell.type === "code") this.editor = this.makeEditor(content, nonce);
    else this.text = new TextCell(content, cell, { ...actions, next: () => actions.next(this), draw: () => actions.draw(this) });
  }

  /** Tell the cell its place; all its names follow. */
  place(index: number, count: number): void {
    const number = index + 1;
    const name = fill(say(this.cell.type === "code" ? "codeCell" : "textCell"), { number, count });
    this.element.setAttribute("aria-label", name);
    this.tools.setAttribute("aria-label", fill(say("cellTools"), { number }));
    for (const button of this.tools.querySelectorAll<HTMLButtonElement>("button")) {
      const label = fill(say(button.dataset["tool"] ?? ""), { number });
      button.setAttribute("aria-label", label);
      button.title = label;
    }
    this.tool("moveUp").disabled = index === 0;
    this.tool("moveDown").disabled = index === count - 1;
    const holder = this.tools.querySelector<HTMLButtonElement>('[tabindex="0"]');
    if (holder?.disabled) this.holdTab(this.tools.querySelector<HTMLButtonElement>("button:not(:disabled)") ?? holder);
    this.outputs.setAttribute("aria-label", fill(say("outputs"), { number }));
    if (this.editor) this.editor.label = name;
    this.text?.place(name);
    this.number.textContent = this.cell.type === "code" ? `[${this.cell.count ?? " "}]` : "";
  }

  focus(): void {
    if (this.editor) this.editor.focus();
    else this.text?.focus();
  }

  /** Begin to write in it. */
  edit(): void {
    if (this.editor) this.editor.focus();
    else this.text?.edit();
  }

  focusTool(tool: "moveUp" | "moveDown"): void {
    const other = tool === "moveUp" ? "moveDown" : "moveUp";
    const button = this.tool(this.tool(tool).disabled ? other : tool);
    this.holdTab(button);
    button.focus();
  }

  insert(code: string): void {
    this.editor?.insert(code);
  }

  find(): void {
    this.editor?.find();
  }

  remeasure(): void {
    this.editor?.remeasure();
  }

  /** Show a text as the server drew it. */
  showText(html: string): void {
    this.text?.show(html);
  }

  /** Show outputs as the server drew them; old ones say so. */
  showOutputs(html: string, isStale = false): void {
    const shown = [...parseHtml(html).children];
    if (isStale && shown.length) shown.unshift(make("p", "tiny muted mb-1", say("stale")));
    this.outputs.replaceChildren(...shown);
  }

  /** Mark the cell as failed, its line (from 1) too, and bring it into view. */
  markFailed(line: number | null, message: string): void {
    this.unmark();
    this.element.classList.add("cell-failed");
    const note = make("p", "cell-failure");
    note.append(makeIcon("x-circle-fill"), say("failed"));
    this.body.insertBefore(note, this.outputs);
    if (line !== null) this.editor?.mark(line, message);
    this.element.scrollIntoView({ block: "nearest" });
  }

  unmark(): void {
    if (!this.element.classList.contains("cell-failed")) return;
    this.element.classList.remove("cell-failed");
    this.body.querySelector(".cell-failure")?.remove();
    this.editor?.unmark();
  }

  destroy(): void {
    this.editor?.destroy();
    this.element.remove();
  }

  private tool(name: Tool): HTMLButtonElement {
    return this.tools.querySelector<HTMLButtonElement>(`[data-tool="${name}"]`)!;
  }

  private makeTools(): HTMLElement[] {
    const { actions, cell } = this;
    const turn: [Tool, () => void] =
      cell.type === "code"
        ? ["toText", () => actions.turn(this, "markdown")]
        : ["toCode", () => actions.turn(this, "code")];
    const tools: [Tool, () => void][] = [
      ...(cell.type === "code" ? [] : [["edit", () => this.edit()] satisfies [Tool, () => void]]),
      ["moveUp", () => actions.move(this, -1)],
      ["moveDown", () => actions.move(this, 1)],
      ["addAbove", () => actions.add(this, 0)],
      ["addBelow", () => actions.add(this, 1)],
      turn,
      ["delete", () => actions.remove(this)],
    ];
    const buttons = tools.map(([tool, act]) => toolButton(tool, act));
    buttons.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
    return buttons;
  }

  /** The tools are one stop of the Tab key; arrows go from one to the next. */
  private onToolKey(event: KeyboardEvent): void {
    const buttons = [...this.tools.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    const index = buttons.indexOf(event.target as HTMLButtonElement);
    const steps: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: buttons.length - 1 };
    const next = buttons[((steps[event.key] ?? NaN) + buttons.length) % buttons.length];
    if (!next) return;
    event.preventDefault();
    this.holdTab(next);
    next.focus();
  }

  private holdTab(button: HTMLButtonElement): void {
    for (const one of this.tools.querySelectorAll<HTMLButtonElement>("button")) one.tabIndex = one === button ? 0 : -1;
  }

  private makeEditor(parent: HTMLElement, nonce: string): CodeEditor {
    const editor: CodeEditor = new CodeEditor({
      parent,
      content: this.cell.source,
      label: "",
      nonce,
      keys: [...this.keys, { key: "Shift-Enter", run: () => (this.actions.next(this), true) }],
      onChange: () => {
        this.cell.source = editor.content;
        this.unmark();
        this.actions.onChange();
      },
    });
    return editor;
  }
}

function toolButton(tool: Tool, act: () => void): HTMLButtonElement {
  const button = make("button", `tool tool-${tool}`);
  button.type = "button";
  button.dataset["tool"] = tool;
  button.append(makeIcon(ICONS[tool]));
  button.addEventListener("click", act);
  return button;
}
