// The Python editor: CodeMirror 6, drawn with the site's own colors.
import { indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup } from "codemirror";

const setMark = StateEffect.define<number | null>();
const markedLine = Decoration.line({ class: "cm-marked-line" });
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMark)) return effect.value === null ? Decoration.none : Decoration.set(markedLine.range(effect.value));
    }
    return transaction.docChanged ? Decoration.none : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export interface EditorOptions {
  parent: HTMLElement;
  content: string;
  label: string;
  nonce: string;
  phrases: Record<string, string>;
  onChange: (content: string) => void;
  onRun: () => void;
  onSubmit: () => void;
}

export class CodeEditor {
  private readonly view: EditorView;

  constructor(options: EditorOptions) {
    const keys = Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run: () => (options.onRun(), true) },
        { key: "Mod-Shift-Enter", run: () => (options.onSubmit(), true) },
      ]),
    );
    const extensions = [
      keys,
      basicSetup,
      python(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      keymap.of([indentWithTab]),
      syntaxHighlighting(classHighlighter),
      marks,
      EditorState.phrases.of(options.phrases),
      EditorView.cspNonce.of(options.nonce),
      EditorView.contentAttributes.of({ "aria-label": options.label }),
      EditorView.updateListener.of((update) => update.docChanged && options.onChange(update.state.doc.toString())),
    ];
    this.view = new EditorView({ parent: options.parent, doc: options.content, extensions });
    // Lines are measured once; a web font that arrives later has other measures.
    void document.fonts.ready.then(() => this.view.requestMeasure());
  }

  get content(): string {
    return this.view.state.doc.toString();
  }

  /** Replace the whole text; one undo brings the old one back. */
  replace(content: string): void {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: content } });
  }

  /** Mark a line (from 1) as wrong, with what is wrong, and bring it into view. */
  mark(line: number, message: string): void {
    const doc = this.view.state.doc;
    const place = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const diagnostic: Diagnostic = { from: place.from, to: place.to, severity: "error", message };
    this.view.dispatch(setDiagnostics(this.view.state, [diagnostic]));
    this.view.dispatch({ effects: [setMark.of(place.from), EditorView.scrollIntoView(place.from, { y: "center" })] });
  }

  /** Take all marks away. */
  unmark(): void {
    this.view.dispatch(setDiagnostics(this.view.state, []));
    this.view.dispatch({ effects: setMark.of(null) });
  }

  focus(): void {
    this.view.focus();
  }
}
