// What this browser keeps, as JSON. Its storage may be full, forbidden, or hold what an older page wrote.

/** Read what was stored; `null` when there is none. */
export function readStored<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** Store a value; false when that is not possible, as for somebody who is signing out. */
export function store(key: string, value: unknown): boolean {
  if ("forgets" in document.body.dataset) return false;
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
