// The exercises that a program can be sent to.

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
