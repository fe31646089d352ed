// Asking for an explorable figure: its kind, its fields as a form, its words, and how it will look.
import { fill, make, readJson } from "../shared/dom.ts";
import { say } from "../shared/editing/settings.ts";
import { field, opened } from "./dialog.ts";
import { type Field, type Kinds, figureMarkdown, writtenDefault, writtenState } from "./figure_markup.ts";
import { drawText, put } from "./previews.ts";

const PAUSE = 400;
let kinds: Kinds | null = null;
let timer: number | undefined;

/** Return the Markdown of a figure; `null` when nobody chose one. */
export async function askForFigure(language: string): Promise<string | null> {
  const dialog = document.getElementById("figure-dialog") as HTMLDialogElement;
  kinds ??= setUp(dialog);
  field("figure-caption").value ||= say("caption");
  field("figure-try").value ||= say("try");
  dialog.dataset["language"] = language;
  void draw(dialog);
  return opened(dialog, () => Promise.resolve(written()));
}

function setUp(dialog: HTMLDialogElement): Kinds {
  const found = readJson<Kinds>("figure-kinds") ?? {};
  const select = kindSelect();
  select.append(...Object.keys(found).map((name) => new Option(name, name)));
  select.addEventListener("change", () => showFields(found[select.value] ?? []));
  showFields(found[select.value] ?? []);
  dialog.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void draw(dialog), PAUSE);
  });
  return found;
}

function kindSelect(): HTMLSelectElement {
  return document.getElementById("figure-kind") as HTMLSelectElement;
}

function showFields(fields: Field[]): void {
  document.getElementById("figure-fields")!.replaceChildren(...fields.map(drawField));
}

function drawField(one: Field): HTMLElement {
  const label = make("label", "form-label", one.name);
  const input = one.type === "choice" || one.type === "flag" ? choice(one) : plain(one);
  input.name = one.name;
  label.append(input);
  const help = helpOf(one);
  if (help) label.append(make("span", "form-text tiny", help));
  return label;
}

function choice(one: Field): HTMLSelectElement {
  const select = make("select", "form-select form-select-sm");
  const names = one.type === "flag" ? ["on", "off"] : (one.choices ?? []);
  select.append(...names.map((name) => new Option(name, name, false, name === writtenDefault(one))));
  return select;
}

function plain(one: Field): HTMLInputElement {
  const input = make("input", "form-control form-control-sm");
  input.value = writtenDefault(one);
  if (one.type !== "number") return input;
  input.type = "number";
  Object.assign(input, { min: String(one.min), max: String(one.max), step: "any" });
  return input;
}

function helpOf(one: Field): string {
  if (one.type === "numbers") return fill(say("commas"), { least: one.least ?? 0, most: one.most ?? 0 });
  return one.type === "choices" ? fill(say("choices"), { choices: (one.choices ?? []).join(", ") }) : "";
}

function written(): string {
  const kind = kindSelect().value;
  const inputs = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("#figure-fields [name]");
  const values = Object.fromEntries([...inputs].map((input) => [input.name, input.value]));
  const state = writtenState(kinds?.[kind] ?? [], values);
  return figureMarkdown(kind, state, field("figure-caption").value.trim() || say("caption"), field("figure-try").value.trim() || say("try"));
}

async function draw(dialog: HTMLDialogElement): Promise<void> {
  const content = written();
  const drawn = await drawText(content, dialog.dataset["language"] ?? "", "");
  if (!drawn || content !== written()) return;
  put(document.getElementById("figure-preview")!, drawn.html);
  document.getElementById("figure-error")!.textContent = drawn.problems.find(({ reason }) => reason.startsWith("figure"))?.reason ?? "";
}
