// Draws each formula in place of its TeX source, which stays readable where this script does not run.
import katex from "katex";

const LONGEST_HELD = 24;

function draw(element: HTMLElement): void {
  const tex = element.dataset["tex"] ?? element.textContent ?? "";
  katex.render(tex, element, {
    displayMode: element.classList.contains("math-block"),
    throwOnError: false,
    strict: "ignore",
    trust: false,
    maxExpand: 500,
  });
  // A heading of a column needs a name, which is not made from mathematics.
  if (element.closest("th")) element.querySelector("math")?.setAttribute("aria-label", tex);
  if (element.classList.contains("math-inline") && tex.length <= LONGEST_HELD) holdNeighbors(element);
}

/** A line may break beside a drawn formula, even before a full stop: keep a short one together with what touches it. */
function holdNeighbors(element: HTMLElement): void {
  const { previousSibling: before, nextSibling: after } = element;
  const holder = document.createElement("span");
  holder.className = "math-holder";
  element.before(holder);
  const start = before instanceof Text ? before.data.search(/\S+$/) : -1;
  if (start >= 0) holder.append((before as Text).splitText(start));
  holder.append(element);
  const end = after instanceof Text ? after.data.search(/\s|$/) : 0;
  if (end > 0) {
    (after as Text).splitText(end);
    holder.append(after as Text);
  }
}

function drawAll(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>(".math[data-tex]:not(:has(.katex))").forEach(draw);
}

document.addEventListener("DOMContentLoaded", () => drawAll(document));
for (const drawn of ["htmx:afterSwap", "backpass:drawn"]) {
  document.addEventListener(drawn, (event) => drawAll(event.target as HTMLElement));
}
