// The numbers of one neuron, open to be edited: its bias and the weights that come in.
import { type TemplateResult, html, nothing } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import { button } from "../controls.ts";
import type { Host } from "../figure.ts";
import type { Node } from "./layout.ts";
import type { Text } from "./text.ts";

const WIDTH = 270;
const HEIGHT = 340;

interface Row {
  /** The number's place among the network's parameters. */
  readonly index: number;
  readonly label: string;
  readonly value: string;
}

/** A neuron, its name, and its numbers. */
export interface Edited {
  readonly node: Node;
  readonly name: string;
  readonly rows: readonly Row[];
}

export class NumberEditor {
  private readonly element = createRef<HTMLElement>();
  private edited: Edited | null = null;
  private place = "";

  constructor(private readonly host: Host, private readonly text: Text, private readonly onInput: (index: number, value: number) => void) {}

  /** The neuron whose numbers are open. */
  get node(): Node | null {
    return this.edited?.node ?? null;
  }

  /** Open beside what was clicked, with the cursor in the number `index`. */
  open(edited: Edited, near: DOMRect, index: number): void {
    this.edited = edited;
    this.place = placeBeside(near);
    this.host.draw();
    requestAnimationFrame(() => this.show(index));
  }

  view(): TemplateResult {
    const { edited, text } = this;
    const closed = (event: ToggleEvent): void => {
      if (event.newState === "closed") ((this.edited = null), this.host.changed());
    };
    return html`<div class="pg-editor" popover="auto" role="dialog" aria-label=${edited ? text.edit(edited.name) : ""} .style=${edited ? this.place : ""} @toggle=${closed} ${ref(this.element)}>
      ${edited ? html`<p class="pg-editor-title">${edited.name}</p>${edited.rows.map((row) => this.numberInput(row))}${button({ label: text.close, onClick: () => this.close() })}` : nothing}
    </div>`;
  }

  private show(index: number): void {
    const editor = this.element.value;
    if (!editor) return;
    if (!editor.matches(":popover-open")) editor.showPopover();
    const input = editor.querySelector<HTMLInputElement>(`input[data-index="${index}"]`);
    input?.focus();
    input?.select();
  }

  private close(): void {
    this.element.value?.hidePopover();
  }

  private numberInput({ index, label, value }: Row): TemplateResult {
    const changed = (event: InputEvent): void => {
      const number = (event.target as HTMLInputElement).valueAsNumber;
      if (Number.isFinite(number)) this.onInput(index, number);
    };
    const keyed = (event: KeyboardEvent): void => {
      if (event.key === "Enter") this.close();
    };
    return html`<label class="pg-number"><span>${label}</span><input type="number" step="0.1" class="form-control form-control-sm" data-index=${index} .value=${value} @input=${changed} @keydown=${keyed} /></label>`;
  }
}

/** Beside what was clicked, inside of the window. */
function placeBeside(near: DOMRect): string {
  const left = Math.max(8, Math.min(near.right + 12, innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(near.top - 20, innerHeight - HEIGHT - 8));
  return `left:${left}px;top:${top}px;width:${WIDTH}px;max-height:${HEIGHT}px`;
}
