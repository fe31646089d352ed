// What the server tells the exercise page.
import { readJson } from "../shared/dom.ts";

export type Format = "code" | "notebook";

/** A text at a time, in milliseconds since 1970. */
export interface Dated {
  content: string;
  at: number;
}

/** What the editor of a format opens with, and the student's draft on the server where that is something else. */
export interface OpenedText extends Dated {
  origin: "starter" | "draft" | "work" | "asked" | "rejected";
  revision: number;
  draft: Dated | null;
}

export interface Settings {
  /** Without an address for drafts, they stay in this browser. */
  urls: Record<"run" | "submit" | "draft" | "cells", string>;
  name: string;
  draftKey: string;
  maxBytes: number;
  starters: Partial<Record<Format, string>>;
  opened: Partial<Record<Format, OpenedText>>;
  phrases: Record<string, string>;
  text: Record<string, string>;
}

export const settings = readJson<Settings>("workbench-settings")!;

/** A text of the interface by its name. */
export function say(name: string): string {
  return settings.text[name] ?? name;
}

/** A time of day, or with the date when it was not today. */
export function timeOf(at: number): string {
  const time = new Date(at);
  const isToday = time.toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "medium", timeStyle: "short" } as const);
  return time.toLocaleString(document.documentElement.lang, style);
}
