// What the server tells the exercise page.
import { type Dated, type EditingSettings, editing } from "../shared/editing/settings.ts";

export { say, timeOf } from "../shared/editing/settings.ts";
export type { Dated } from "../shared/editing/settings.ts";

export type Format = "code" | "notebook";

/** What the editor of a format opens with, and the student's draft on the server where that is something else. */
export interface OpenedText extends Dated {
  origin: "starter" | "draft" | "work" | "asked" | "rejected";
  revision: number;
  draft: Dated | null;
}

export interface Settings extends EditingSettings {
  /** Without an address for drafts, they stay in this browser. */
  urls: Record<"run" | "submit" | "draft" | "cells", string>;
  name: string;
  draftKey: string;
  starters: Partial<Record<Format, string>>;
  opened: Partial<Record<Format, OpenedText>>;
}

export const settings = editing as Settings;
