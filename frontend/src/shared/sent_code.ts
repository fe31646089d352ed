// Code on its way from a figure to the editor of an exercise, through this browser's own storage.
import { readStored, store } from "./stored.ts";

const KEY = "backpass-sent-code";
const FRESH_MILLISECONDS = 10 * 60 * 1000;
const HASH = "#sent";

export interface SentCode {
  code: string;
  title: string;
  at: number;
}

/** Leave code for an exercise page, and go there. */
export function sendCode(code: string, title: string, address: string): void {
  store(KEY, { code, title, at: Date.now() } satisfies SentCode);
  location.assign(address + HASH);
}

/** Take the code that was sent here a moment ago; `null` when the address does not ask for it or there is none. */
export function takeSentCode(): SentCode | null {
  if (location.hash !== HASH) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  const { code, title, at } = readStored<Partial<SentCode>>(KEY) ?? {};
  localStorage.removeItem(KEY);
  if (typeof code !== "string" || typeof at !== "number" || Date.now() - at > FRESH_MILLISECONDS) return null;
  return { code, title: String(title ?? ""), at };
}
