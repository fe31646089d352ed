// A chosen notebook: checked and shown cell by cell before it is sent. The server judges again.
import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { fill, make } from "../shared/dom";

export type NotebookText = Record<
  "tooLarge" | "notText" | "notJson" | "notNotebook" | "oldFormat" | "newFormat" | "chosen" | "markdown" | "more",
  string
>;

interface Cell {
  cell_type: string;
  source: string | string[];
}

interface Notebook {
  nbformat: number;
  cells: Cell[];
}

const CELLS_SHOWN = 200;
const MEGABYTE = 1024 * 1024;

/** Wrong in the chosen file, said in the reader's language. */
export class NotebookProblem extends Error {}

/** Read a file as UTF-8 text; throws `NotebookProblem` when it is too large or not text. */
export async function readText(file: File, limit: number, text: NotebookText): Promise<string> {
  if (file.size > limit) {
    const sizes = { size: (file.size / MEGABYTE).toFixed(1), limit: (limit / MEGABYTE).toFixed(0) };
    throw new NotebookProblem(fill(text.tooLarge, sizes));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new NotebookProblem(text.notText);
  }
}

/** Parse a notebook of format 4; throws `NotebookProblem` saying why it is not one. */
export function parseNotebook(content: string, text: NotebookText): Notebook {
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch {
    throw new NotebookProblem(text.notJson);
  }
  const notebook = raw as Partial<Notebook> | null;
  if (!notebook || typeof notebook !== "object" || typeof notebook.nbformat !== "number") {
    throw new NotebookProblem(text.notNotebook);
  }
  if (notebook.nbformat < 4) throw new NotebookProblem(fill(text.oldFormat, { format: notebook.nbformat }));
  if (notebook.nbformat > 4) throw new NotebookProblem(fill(text.newFormat, { format: notebook.nbformat }));
  if (!Array.isArray(notebook.cells)) throw new NotebookProblem(text.notNotebook);
  return notebook as Notebook;
}

/** Show the cells of a notebook, the first ones when there are very many. */
export function showCells(root: HTMLElement, notebook: Notebook, text: NotebookText): void {
  let codeNumber = 0;
  const shown = notebook.cells.slice(0, CELLS_SHOWN).map((cell) => {
    const number = cell.cell_type === "code" ? `[${++codeNumber}]` : "";
    return cellElement(cell, number);
  });
  const hidden = notebook.cells.length - shown.length;
  if (hidden > 0) shown.push(make("p", "muted small", fill(text.more, { count: hidden })));
  root.replaceChildren(...shown);
  root.hidden = false;
}

function cellElement(cell: Cell, number: string): HTMLElement {
  const row = make("div", "cell");
  const body = make("div", "cell-body");
  const source = Array.isArray(cell.source) ? cell.source.join("") : String(cell.source ?? "");
  if (cell.cell_type === "code") {
    const block = make("div", "highlight");
    block.append(highlighted(source));
    body.append(block);
  } else {
    body.append(make("p", "cell-text", source));
  }
  row.append(make("div", "cell-number", number), body);
  return row;
}

function highlighted(source: string): HTMLPreElement {
  const block = make("pre");
  highlightCode(
    source,
    pythonLanguage.parser.parse(source),
    classHighlighter,
    (code, classes) => block.append(classes ? make("span", classes, code) : code),
    () => block.append("\n"),
  );
  return block;
}
