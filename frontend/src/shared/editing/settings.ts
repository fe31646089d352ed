// What the server tells a page with editors, and their words.
import { readJson } from "../dom.ts";

/** A text at a time, in milliseconds since 1970. */
export interface Dated {
  content: string;
  at: number;
}

export interface EditingSettings {
  /** `cells` draws the cells of a notebook. */
  urls: { cells: string };
  maxBytes: number;
  phrases: Record<string, string>;
  text: Record<string, string>;
}

export const editing = readJson<EditingSettings>("editing-settings")!;

/** A text of the interface by its name. */
export function say(name: string): string {
  return editing.text[name] ?? name;
}

/** A time of day, or with the date when it was not today. */
export function timeOf(at: number): string {
  const time = new Date(at);
  const isToday = time.toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "medium", timeStyle: "short" } as const);
  return time.toLocaleString(document.documentElement.lang, style);
}
