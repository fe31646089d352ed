// Small helpers for building the page without HTML strings, which the content policy and safety both rule out.

/** Create an element with a class and text. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Create an SVG element with attributes. */
export function makeSvg(tag: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Create one of the sprite's icons; decoration for those who see, silent for a screen reader. */
export function makeIcon(name: string): SVGElement {
  const icon = makeSvg("svg", { class: "icon", "aria-hidden": "true" });
  icon.append(makeSvg("use", { href: `${document.body.dataset["icons"]}#${name}` }));
  return icon;
}

/** Read HTML that the server made, into a body of its own; nothing in it runs. */
export function parseHtml(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, "text/html").body;
}

/** Read a JSON data block of the page; `null` when there is none. */
export function readJson<T>(id: string): T | null {
  const block = document.getElementById(id);
  return block?.textContent ? (JSON.parse(block.textContent) as T) : null;
}

/** Fill `{name}` places in a translated text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The text in the page's language, else in English, else in any. */
export function translated(text: Record<string, string> | null | undefined): string {
  if (!text) return "";
  const language = document.documentElement.lang.split("-")[0] ?? "en";
  return text[language] ?? text["en"] ?? Object.values(text)[0] ?? "";
}

/** Text in which words between backquotes are code. */
export function withCode(text: string): Node[] {
  return text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 ? make("code", "", part) : document.createTextNode(part)));
}

/** A number of points without needless zeros. */
export function formatPoints(points: number): string {
  return String(Math.round(points * 100) / 100);
}
