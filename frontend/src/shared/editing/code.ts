// The editor of a single file.
import type { Extension } from "@codemirror/state";
import type { KeyBinding } from "@codemirror/view";
import { CodeEditor, type Edit } from "./editor.ts";
import { say } from "./settings.ts";
import type { Surface } from "./surface.ts";

/** How the editor differs from one of a student's code. */
export interface CodeOptions {
  label?: string;
  language?: Extension;
  describedBy?: string;
}

export class CodeSurface implements Surface {
  private readonly editor: CodeEditor;

  constructor(parent: HTMLElement, content: string, keys: KeyBinding[], onChange: () => void, options: CodeOptions = {}) {
    const nonce = parent.dataset["nonce"] ?? "";
    this.editor = new CodeEditor({ parent, content, label: say("code"), nonce, keys, onChange, ...options });
  }

  /** Change the selection by a rule that knows the text alone. */
  edit(rule: (text: string, from: number, to: number) => Edit): void {
    this.editor.edit(rule);
  }

  get draft(): string {
    return this.editor.content;
  }

  get work(): string {
    return this.editor.content;
  }

  load(content: string): void {
    this.editor.replace(content);
  }

  insert(code: string): void {
    this.editor.insert(code);
  }

  find(): void {
    this.editor.find();
  }

  remeasure(): void {
    this.editor.remeasure();
  }

  mark({ line, cell, message }: { line: number | null; cell: number | null; message: string }): void {
    if (line !== null && cell === null) this.editor.mark(line, message);
  }

  unmark(): void {
    this.editor.unmark();
  }
}
