// The gradebook: its table as a grid for the keyboard, cells that open in a panel, and boxes that choose students.
import { moved, type Place } from "./gradebook/moves.ts";

interface Htmx {
  ajax(verb: string, path: string, options: { target: string; swap: string }): Promise<void>;
}
const WIDGET = "a, input";

const htmx = (): Htmx => (window as unknown as { htmx: Htmx }).htmx;

/** The table as rows of cells; what can be used in a cell has the focus, or the cell itself where there is nothing. */
class Grid {
  private readonly table: HTMLTableElement;
  private current: HTMLElement | null = null;

  constructor(table: HTMLTableElement) {
    this.table = table;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-rowcount", table.dataset["rowCount"] ?? "-1");
    table.closest<HTMLElement>("[data-frame]")?.removeAttribute("tabindex");
    for (const cell of this.rows.flat()) this.stop(cell).tabIndex = -1;
    const first = this.rows[1]?.[this.column("gb-cell")] ?? this.rows[0]?.[0];
    if (first) this.take(this.stop(first));
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("focusin", (event) => this.onFocus(event));
  }

  /** Put a cell, as the server shows it now, in the place of the old one. */
  replace(fresh: HTMLElement): void {
    const old = this.table.querySelector<HTMLElement>(`#${fresh.id}`);
    if (!old) return;
    const wasCurrent = this.current !== null && old.contains(this.current);
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(fresh);
    this.stop(fresh).tabIndex = -1;
    if (wasCurrent) this.take(this.stop(fresh));
    if (hadFocus) this.stop(fresh).focus();
  }

  private get rows(): HTMLElement[][] {
    const rows = this.table.querySelectorAll<HTMLTableRowElement>("[data-grid-row]");
    return [...rows].map((row) => [...row.cells]);
  }

  private column(name: string): number {
    return this.rows[1]?.findIndex((cell) => cell.classList.contains(name)) ?? 0;
  }

  private stop(cell: HTMLElement): HTMLElement {
    return cell.querySelector<HTMLElement>(WIDGET) ?? cell;
  }

  private take(stop: HTMLElement): void {
    if (this.current) this.current.tabIndex = -1;
    this.current = stop;
    stop.tabIndex = 0;
  }

  private onFocus(event: FocusEvent): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("td, th");
    if (cell) this.take(this.stop(cell));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    const rows = this.rows;
    const row = rows.findIndex((cells) => cells.some((cell) => cell.contains(event.target as Node)));
    if (row < 0) return;
    const column = rows[row]?.findIndex((cell) => cell.contains(event.target as Node)) ?? 0;
    const size: Place = { row: rows.length, column: rows[0]?.length ?? 0 };
    const place = moved({ row, column }, size, event.key, event.ctrlKey, this.pageOf());
    const target = place && rows[place.row]?.[place.column];
    if (!target) return;
    event.preventDefault();
    this.stop(target).focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** How many lines stand in the frame at once. */
  private pageOf(): number {
    const frame = this.table.closest<HTMLElement>("[data-frame]");
    const line = this.rows[1]?.[0]?.offsetHeight ?? 1;
    return Math.max(1, Math.floor(((frame?.clientHeight ?? 400) * 0.8) / line));
  }
}

/** The dialog with one cell's details. Closing it brings the focus back to where it came from. */
class Panel {
  private readonly dialog: HTMLDialogElement;
  private opener = "";

  constructor(dialog: HTMLDialogElement) {
    this.dialog = dialog;
    dialog.addEventListener("close", () => this.returnFocus());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("htmx:beforeSwap", (event) => allowInvalid(event as CustomEvent<Swap>));
  }

  async open(link: HTMLAnchorElement): Promise<void> {
    this.opener = link.closest("td")?.id ?? "";
    await htmx().ajax("GET", link.getAttribute("href") ?? "", { target: "#cell-panel", swap: "innerHTML" });
    if (!this.dialog.open) this.dialog.showModal();
    this.takeFocus();
  }

  /** Focus what has to be corrected, or else the title; what had the focus before a swap is gone. */
  takeFocus(): void {
    if (!this.dialog.open) return;
    const part = this.dialog.querySelector<HTMLElement>("[aria-invalid=true]") ?? this.dialog.querySelector("#cell-title");
    (part as HTMLElement | null)?.focus();
  }

  private returnFocus(): void {
    document.querySelector<HTMLElement>(`#${this.opener} a`)?.focus();
  }
}

interface Swap {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
  isError: boolean;
}

/** A form that was filled in wrongly comes back as status 422, and has to be seen. */
function allowInvalid(event: CustomEvent<Swap>): void {
  if (event.detail.xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
}

function chooseAll(box: HTMLInputElement): void {
  for (const one of document.querySelectorAll<HTMLInputElement>("#grid input[name=student]")) one.checked = box.checked;
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

function start(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#cell-dialog");
  let grid: Grid | null = null;
  const wake = (): void => {
    const table = document.querySelector<HTMLTableElement>("#grid:not([role])");
    if (table) grid = new Grid(table);
  };
  wake();
  const panel = dialog && new Panel(dialog);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".gb-cell a");
    if (!link || !panel || !isPlainClick(event)) return;
    event.preventDefault();
    void panel.open(link);
  });
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-all]")) chooseAll(box);
  });
  document.body.addEventListener("htmx:load", wake);
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if ((event.target as HTMLElement).closest("#cell-dialog") === null) return;
    for (const template of document.querySelectorAll<HTMLTemplateElement>("#cell-panel template[data-fresh]")) {
      const fresh = template.content.firstElementChild;
      if (fresh instanceof HTMLElement) grid?.replace(fresh);
      template.remove();
    }
    panel?.takeFocus();
  });
}

document.addEventListener("DOMContentLoaded", start);
