// Hands a program over to the editor of an exercise page, through this browser's own storage.

export const SENT_CODE_KEY = "backpass-sent-code";

/** An exercise that the page links to. */
export interface Target {
  readonly address: string;
  readonly title: string;
}

/** Return the exercises that this page links to, each once, in the order of the page. */
export function exercisesOfPage(): Target[] {
  const links = document.querySelectorAll<HTMLAnchorElement>("a.exercise-link, .lesson-exercises a[href]");
  const found = new Map<string, Target>();
  for (const link of links) {
    const address = new URL(link.href).pathname;
    const title = (link.querySelector(".item-title") ?? link).textContent?.trim() ?? "";
    if (!found.has(address)) found.set(address, { address, title });
  }
  return [...found.values()];
}

/** Keep the program for the exercise page's script and go there. */
export function sendToEditor(target: Target, code: string, title: string): void {
  localStorage.setItem(SENT_CODE_KEY, JSON.stringify({ code, title, at: Date.now() }));
  location.assign(`${target.address}#sent`);
}
