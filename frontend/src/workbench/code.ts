// The editor of a single file.
import type { KeyBinding } from "@codemirror/view";
import { CodeEditor } from "./editor.ts";
import { say } from "./settings.ts";
import type { Surface } from "./surface.ts";

export class CodeSurface implements Surface {
  private readonly editor: CodeEditor;

  constructor(parent: HTMLElement, content: string, keys: KeyBinding[], onChange: () => void) {
    const nonce = parent.dataset["nonce"] ?? "";
    this.editor = new CodeEditor({ parent, content, label: say("code"), nonce, keys, onChange });
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
