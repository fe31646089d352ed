// A chosen notebook: checked and shown cell by cell before it is sent. The server judges again.
import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { fill, make } from "../shared/dom";

export type NotebookText = Record<"tooLarge" | "notText" | "notShown" | "chosen" | "more", string>;

interface Cell {
  cell_type: string;
  source: string | string[];
}

export interface Notebook {
  cells: Cell[];
}

const CELLS_SHOWN = 200;

/** What is wrong with a chosen file, in the reader's language. */
export class FileProblem extends Error {}

/** Read a file as UTF-8 text; throws `FileProblem` when it is too large or not text. */
export async function readText(file: File, limit: number, text: NotebookText): Promise<string> {
  if (file.size > limit) throw new FileProblem(text.tooLarge);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new FileProblem(text.notText);
  }
}

/** Parse what can be shown as a notebook, else `null`. What is wrong with the others, the server says better. */
export function parseNotebook(content: string): Notebook | null {
  try {
    const cells = (JSON.parse(content) as Partial<Notebook> | null)?.cells;
    return Array.isArray(cells) && cells.every((cell) => typeof cell?.cell_type === "string") ? { cells } : null;
  } catch {
    return null;
  }
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
