// A notebook as data: read from a file's text and written as nbformat 4.5. Knows no page.

export type CellType = "code" | "markdown" | "raw";

export interface Cell {
  id: string;
  type: CellType;
  source: string;
  outputs: unknown[];
  count: number | null;
  /** What a cell holds besides: metadata and attachments, kept as they are. */
  rest: Record<string, unknown>;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
}

type Raw = Record<string, unknown>;

const FORMAT = 4;
const MINOR = 5;
const TYPES: readonly string[] = ["code", "markdown", "raw"] satisfies CellType[];
const GOOD_ID = /^[\w-]{1,64}$/;

/** Return a notebook of format 4, else `null`. What is wrong with the others, the server says better. */
export function parseNotebook(text: string): Notebook | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRaw(raw) || raw["nbformat"] !== FORMAT || Number(raw["nbformat_minor"] ?? 0) > MINOR) return null;
  const cells = raw["cells"];
  if (!Array.isArray(cells) || !cells.every((cell) => isRaw(cell) && TYPES.includes(String(cell["cell_type"])))) return null;
  const taken = new Set<string>();
  return { cells: cells.map((cell: Raw) => readCell(cell, taken)), metadata: isRaw(raw["metadata"]) ? raw["metadata"] : {} };
}

/** Write a notebook; without outputs, equal sources give equal text. */
export function writeNotebook(notebook: Notebook, { outputs }: { outputs: boolean }): string {
  const cells = notebook.cells.map((cell) => writeCell(cell, outputs));
  return `${JSON.stringify({ cells, metadata: notebook.metadata, nbformat: FORMAT, nbformat_minor: MINOR }, null, 1)}\n`;
}

/** Return an empty cell. */
export function newCell(type: CellType, source = ""): Cell {
  return { id: newId(), type, source, outputs: [], count: null, rest: { metadata: {} } };
}

/** Whether two notebooks say the same, whatever their outputs. */
export function sameSources(one: Notebook, other: Notebook): boolean {
  const sources = ({ cells }: Notebook): string => JSON.stringify(cells.map(({ type, source }) => [type, source.trimEnd()]));
  return sources(one) === sources(other);
}

function readCell(raw: Raw, taken: Set<string>): Cell {
  const { id, cell_type: type, source, outputs, execution_count: count, ...rest } = raw;
  const kept = typeof id === "string" && GOOD_ID.test(id) && !taken.has(id) ? id : newId();
  taken.add(kept);
  return {
    id: kept,
    type: type as CellType,
    source: Array.isArray(source) ? source.join("") : String(source ?? ""),
    outputs: Array.isArray(outputs) ? (outputs as unknown[]) : [],
    count: typeof count === "number" ? count : null,
    rest: { ...rest, metadata: isRaw(rest["metadata"]) ? rest["metadata"] : {} },
  };
}

function writeCell({ id, type, source, outputs, count, rest }: Cell, withOutputs: boolean): Raw {
  const cell: Raw = { cell_type: type, id, source, ...rest };
  if (type !== "code") return cell;
  delete cell["attachments"];
  return { ...cell, execution_count: withOutputs ? count : null, outputs: withOutputs ? outputs : [] };
}

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `crypto.randomUUID` is there on https pages only. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
