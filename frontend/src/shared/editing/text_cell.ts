// The inside of a text cell: rendered, and Markdown while it is edited.
import { make, parseHtml } from "../dom.ts";
import type { Cell } from "./notebook.ts";
import { say } from "./settings.ts";

export class TextCell {
  private readonly shown = make("div", "cell-rendered prose prose-compact");
  private readonly field = make("textarea", "cell-source");

  constructor(
    parent: HTMLElement,
    private readonly cell: Cell,
    private readonly actions: { onChange: () => void; next: () => void; draw: () => void },
  ) {
    const { shown, field } = this;
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    field.hidden = true;
    field.spellcheck = true;
    shown.addEventListener("dblclick", () => this.edit());
    shown.addEventListener("keydown", (event) => this.onShownKey(event));
    field.addEventListener("input", () => this.onInput());
    field.addEventListener("keydown", (event) => this.onFieldKey(event));
    field.addEventListener("blur", () => this.close());
    parent.append(shown, field);
    this.showPlain();
  }

  place(name: string): void {
    this.shown.setAttribute("aria-label", name);
    this.field.setAttribute("aria-label", name);
  }

  focus(): void {
    this.shown.focus();
  }

  edit(): void {
    this.field.value = this.cell.source;
    this.field.hidden = false;
    this.shown.hidden = true;
    this.grow();
    this.field.focus();
  }

  show(html: string): void {
    if (!html.trim()) return this.showPlain();
    this.shown.replaceChildren(...parseHtml(html).childNodes);
    this.shown.dispatchEvent(new CustomEvent("backpass:drawn", { bubbles: true }));
  }

  private close(): void {
    if (this.field.hidden) return;
    this.field.hidden = true;
    this.shown.hidden = false;
    this.showPlain();
    this.actions.draw();
  }

  /** What stands there until the server has drawn it, or where it cannot. */
  private showPlain(): void {
    const source = this.cell.source;
    this.shown.replaceChildren(make("p", source.trim() ? "cell-text" : "cell-text muted", source.trim() || say("emptyText")));
  }

  private onInput(): void {
    this.cell.source = this.field.value;
    this.grow();
    this.actions.onChange();
  }

  private onShownKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target !== this.shown) return;
    event.preventDefault();
    if (event.shiftKey) this.actions.next();
    else this.edit();
  }

  private onFieldKey(event: KeyboardEvent): void {
    const isNext = event.key === "Enter" && event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.isComposing || !(isNext || event.key === "Escape")) return;
    event.preventDefault();
    this.close();
    if (isNext) this.actions.next();
    else this.shown.focus();
  }

  private grow(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }
}
