// What every page needs: htmx, the theme and language switches, menus that close, local times, and buttons that copy code.
import htmx from "htmx.org";
import { forgetOnSigningOut, forgetOthers } from "./shared/forgetting.ts";
import { keepPlace, returnToPlace } from "./place.ts";
import { watchReading } from "./reading.ts";
import { showLocalTimes } from "./times.ts";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
(window as unknown as { htmx: typeof htmx }).htmx = htmx;

function switchTheme(): void {
  const root = document.documentElement;
  const next = root.dataset["bsTheme"] === "dark" ? "light" : "dark";
  root.dataset["bsTheme"] = next;
  localStorage.setItem("backpass-theme", next);
}

function closeMenus(except: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function addCopyButton(block: HTMLElement): void {
  const code = block.querySelector("pre");
  const label = document.body.dataset["copyLabel"];
  if (!code || !label || !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = label;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = document.body.dataset["copiedLabel"] ?? label;
    setTimeout(() => (button.textContent = label), 1500);
  });
  block.append(button);
}

/** A button that copies what stands in a field, such as the link of an invitation. */
function copyFromField(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset["copies"] ?? "");
  const label = button.textContent;
  button.addEventListener("click", async () => {
    if (!(field instanceof HTMLInputElement)) return;
    field.select();
    // Pages that come without https have no clipboard of the newer kind.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else document.execCommand("copy");
    button.textContent = document.body.dataset["copiedLabel"] ?? label;
    setTimeout(() => (button.textContent = label), 1500);
  });
}

/** A bar of pages that is wider than the screen shows the one that is open. */
function showCurrentTabs(): void {
  for (const bar of document.querySelectorAll<HTMLElement>(".tabs, .part-bar")) {
    const current = bar.querySelector<HTMLElement>("[aria-current]");
    if (!current || bar.scrollWidth <= bar.clientWidth) continue;
    const { left, width } = current.getBoundingClientRect();
    bar.scrollLeft += left + width / 2 - bar.getBoundingClientRect().left - bar.clientWidth / 2;
  }
}

/** What is wider than the text scrolls in its own box; a keyboard has to reach it. */
function reachWideBoxes(): void {
  for (const box of document.querySelectorAll<HTMLElement>(".prose :is(table, .math-block, .highlight pre)")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
}

/** Say that a part of the page could not be fetched, until the next one can. */
function showFailure(isFailed: boolean, reason = ""): void {
  document.querySelector(".failure")?.remove();
  const label = reason || document.body.dataset["failedLabel"];
  if (!isFailed || !label) return;
  const note = document.createElement("p");
  note.className = "failure notice notice-bad";
  note.setAttribute("role", "alert");
  note.textContent = label;
  document.body.append(note);
}

function textOf(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent?.trim() ?? "";
}

/** Keep empty fields of a search out of its address. */
function leaveOutEmpty(event: Event): void {
  const { verb, formData } = (event as CustomEvent<{ verb: string; formData: FormData }>).detail;
  if (verb !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
}

function start(): void {
  forgetOthers();
  document.querySelectorAll<HTMLFormElement>("form[data-signs-out]").forEach(forgetOnSigningOut);
  document.querySelector("[data-theme-switch]")?.addEventListener("click", switchTheme);
  document.addEventListener("click", (event) => closeMenus((event.target as Element).closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null);
  });
  document.querySelectorAll<HTMLElement>(".prose .highlight").forEach(addCopyButton);
  document.querySelectorAll<HTMLButtonElement>("button[data-copies]").forEach(copyFromField);
  document.querySelectorAll<HTMLFormElement>("form[data-language-switch]").forEach(keepPlace);
  showLocalTimes(document);
  showCurrentTabs();
  document.body.addEventListener("htmx:load", (event) => showLocalTimes(event.target as HTMLElement));
  document.body.addEventListener("htmx:configRequest", leaveOutEmpty);
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr } = (event as CustomEvent<{ successful: boolean; xhr: XMLHttpRequest }>).detail;
    // What was too often says itself when it works again.
    showFailure(!successful, xhr.status === 429 ? textOf(xhr.responseText) : "");
  });
  watchReading();
  returnToPlace();
  addEventListener("load", reachWideBoxes);
}

document.addEventListener("DOMContentLoaded", start);
