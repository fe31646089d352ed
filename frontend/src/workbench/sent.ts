// Code that a figure of a lesson left for the editor.
const KEY = "backpass-sent-code";
const FRESH = 10 * 60 * 1000;

export interface SentCode {
  code: string;
  title: string;
  at: number;
}

/** Take the code that was sent here a moment ago; `null` when the address does not ask for it or there is none. */
export function takeSentCode(): SentCode | null {
  if (location.hash !== "#sent") return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    const sent = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<SentCode> | null;
    localStorage.removeItem(KEY);
    const { code, title, at } = sent ?? {};
    if (typeof code !== "string" || typeof at !== "number" || Date.now() - at > FRESH) return null;
    return { code, title: String(title ?? ""), at };
  } catch {
    return null;
  }
}
