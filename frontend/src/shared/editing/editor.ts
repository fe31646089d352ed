// The Python editor: CodeMirror 6, drawn with the site's own colors.
import { indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { openSearchPanel, search } from "@codemirror/search";
import { EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, type KeyBinding, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { editing } from "./settings.ts";

const EDITOR_FONT = '1em "JetBrains Mono Variable"';

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

/** A change of a text, and what is selected after it. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: [number, number];
}

export interface EditorOptions {
  parent: HTMLElement;
  content: string;
  label: string;
  nonce: string;
  keys: KeyBinding[];
  onChange: () => void;
  /** Python unless it is said. */
  language?: Extension;
  /** The id of the note on the Tab key. */
  describedBy?: string;
}

export class CodeEditor {
  private readonly view: EditorView;

  constructor(options: EditorOptions) {
    const extensions = [
      Prec.highest(keymap.of(options.keys)),
      basicSetup,
      search({ top: true }),
      options.language ?? python(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      keymap.of([indentWithTab]),
      syntaxHighlighting(classHighlighter),
      marks,
      EditorState.phrases.of(editing.phrases),
      EditorView.cspNonce.of(options.nonce),
      EditorView.contentAttributes.of({ "aria-label": options.label, "aria-describedby": options.describedBy ?? "tab-note", tabindex: "0" }),
      EditorView.updateListener.of((update) => update.docChanged && options.onChange()),
    ];
    this.view = new EditorView({ parent: options.parent, doc: options.content, extensions });
    // Lines are measured once; the web font, which arrives later, has other measures.
    void document.fonts.load(EDITOR_FONT).then(() => this.remeasure());
  }

  get content(): string {
    return this.view.state.doc.toString();
  }

  /** Name the editor anew, as when its cell has moved. */
  set label(label: string) {
    this.view.contentDOM.setAttribute("aria-label", label);
  }

  /** Replace the whole text; one undo brings the old one back. */
  replace(content: string): void {
    this.whenSettled(() => {
      this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: content } });
    });
  }

  /** Put text in place of the selection. */
  insert(text: string): void {
    this.whenSettled(() => this.view.dispatch(this.view.state.replaceSelection(text), { scrollIntoView: true }));
  }

  /** Mark a line (from 1) as wrong, with what is wrong, and bring it into view. */
  mark(line: number, message: string): void {
    this.whenSettled(() => {
      const doc = this.view.state.doc;
      const place = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const diagnostic: Diagnostic = { from: place.from, to: place.to, severity: "error", message };
      this.view.dispatch(setDiagnostics(this.view.state, [diagnostic]));
      this.view.dispatch({ effects: [setMark.of(place.from), EditorView.scrollIntoView(place.from, { y: "center" })] });
    });
  }

  /** Take all marks away. */
  unmark(): void {
    this.whenSettled(() => {
      this.view.dispatch(setDiagnostics(this.view.state, []));
      this.view.dispatch({ effects: setMark.of(null) });
    });
  }

  /** Change the selection by a rule that knows the text alone. */
  edit(rule: (text: string, from: number, to: number) => Edit): void {
    this.whenSettled(() => {
      const { from, to } = this.view.state.selection.main;
      const change = rule(this.view.state.doc.toString(), from, to);
      this.view.dispatch({
        changes: { from: change.from, to: change.to, insert: change.insert },
        selection: { anchor: change.select[0], head: change.select[1] },
        scrollIntoView: true,
      });
      this.view.focus();
    });
  }

  find(): void {
    openSearchPanel(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  remeasure(): void {
    this.view.requestMeasure();
  }

  destroy(): void {
    this.view.destroy();
  }

  /** A change from outside would break a Hangul syllable that is being composed: wait for its end. */
  private whenSettled(change: () => void): void {
    if (!this.view.composing) return change();
    this.view.contentDOM.addEventListener("compositionend", () => setTimeout(change), { once: true });
  }
}
