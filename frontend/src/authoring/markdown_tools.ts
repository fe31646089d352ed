// The buttons above a Markdown editor.
import type { Edit } from "../shared/editing/editor.ts";
import { say } from "../shared/editing/settings.ts";
import type { FileEditor } from "./file_editor.ts";
import { askForFigure } from "./figure_dialog.ts";
import { askForImage } from "./image_dialog.ts";
import * as rules from "./markdown_rules.ts";

type Rule = (text: string, from: number, to: number) => Edit;

const RULES: Record<string, () => Rule> = {
  heading: () => rules.heading(say("headingText")),
  bold: () => rules.around("**", say("boldText")),
  link: () => rules.link(say("linkText")),
  formula: () => rules.formula(),
  code: () => rules.code(),
  list: () => rules.list(),
  note: () => rules.note(say("noteText"), say("noteBody")),
};

/** Make the buttons of an editor work; they are one stop of the Tab key. */
export function setUpTools(editor: FileEditor): void {
  const bar = editor.form.querySelector<HTMLElement>(".markdown-tools");
  if (!bar) return;
  for (const button of buttonsOf(bar)) {
    button.addEventListener("click", () => void use(editor, button.dataset["markdown"] ?? ""));
  }
  bar.addEventListener("keydown", (event) => moveAlong(bar, event));
  editor.form.addEventListener("keydown", (event) => {
    const name = { b: "bold", k: "link" }[event.key.toLowerCase()];
    if (!name || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void use(editor, name);
  });
}

async function use(editor: FileEditor, name: string): Promise<void> {
  const rule = RULES[name];
  if (rule) return editor.edit(rule());
  const content = name === "image" ? await askForImage() : await askForFigure(editor.language);
  if (content) editor.edit(rules.block(content));
}

function buttonsOf(bar: HTMLElement): HTMLButtonElement[] {
  return [...bar.querySelectorAll<HTMLButtonElement>("button")];
}

function moveAlong(bar: HTMLElement, event: KeyboardEvent): void {
  const buttons = buttonsOf(bar);
  const index = buttons.indexOf(event.target as HTMLButtonElement);
  const steps: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: buttons.length - 1 };
  const next = buttons[((steps[event.key] ?? NaN) + buttons.length) % buttons.length];
  if (!next) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
