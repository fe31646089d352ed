// What a student has typed, kept in the browser so that an error, a reload or a lost connection costs nothing.
import type { Dated } from "./settings";

/** A draft in this browser: the server's revision it was written on, and whether the server has it. */
export interface LocalDraft extends Dated {
  revision: number;
  dirty: boolean;
}

/** The stored draft; `null` when there is none. */
export function readDraft(key: string): LocalDraft | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as LocalDraft | null;
  } catch {
    return null;
  }
}

/** Store a draft; false when the browser's storage is full or forbidden. */
export function writeDraft(key: string, draft: LocalDraft): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
