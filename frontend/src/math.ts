// Draws each formula in place of its TeX source, which stays readable where this script does not run.
import katex from "katex";

function draw(element: HTMLElement): void {
  const tex = element.dataset["tex"] ?? element.textContent ?? "";
  katex.render(tex, element, {
    displayMode: element.classList.contains("math-block"),
    throwOnError: false,
    strict: "ignore",
    trust: false,
    maxExpand: 500,
  });
}

function drawAll(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>(".math[data-tex]:not(:has(.katex))").forEach(draw);
}

document.addEventListener("DOMContentLoaded", () => drawAll(document));
document.addEventListener("htmx:afterSwap", (event) => drawAll(event.target as HTMLElement));
