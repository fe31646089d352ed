// The outline of a course: parts are dragged by their grips. Moving itself is a form, which the buttons for keyboards send, too.
const DRAGGED = "is-dragged";

function start(): void {
  document.addEventListener("pointerdown", (event) => {
    const grip = (event.target as Element).closest<HTMLElement>("[data-grip]");
    const item = grip?.closest<HTMLElement>("li");
    if (item && event.button === 0) drag(item, event);
  });
  document.body.addEventListener("htmx:afterSettle", keepFocus);
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    lastPressed = (event as CustomEvent<{ requestConfig: { triggeringEvent?: SubmitEvent } }>).detail.requestConfig.triggeringEvent?.submitter?.id ?? "";
  });
}

let lastPressed = "";

/** A button that reached the end of its list can hold the focus no longer: the other one of its pair takes it. */
function keepFocus(): void {
  const button = document.getElementById(lastPressed);
  lastPressed = "";
  if (!(button instanceof HTMLButtonElement)) return;
  const taker = button.disabled ? button.form?.querySelector<HTMLElement>("button:not(:disabled)") : button;
  taker?.focus({ preventScroll: true });
}

/** Let an item follow the pointer among its neighbors; Escape puts it back. */
function drag(item: HTMLElement, down: PointerEvent): void {
  const list = item.parentElement;
  if (!list) return;
  const neighbors = Array.from(list.children);
  const from = neighbors.indexOf(item);
  const ended = new AbortController();
  const { signal } = ended;
  // The list has the pointer: an item would lose it each time it is put somewhere else.
  list.setPointerCapture(down.pointerId);
  item.classList.add(DRAGGED);
  down.preventDefault();

  const end = (isKept: boolean): void => {
    ended.abort();
    item.classList.remove(DRAGGED);
    const to = Array.from(list.children).indexOf(item);
    if (!isKept) list.replaceChildren(...neighbors);
    else if (to !== from) send(item, to);
  };
  list.addEventListener("pointermove", (event) => follow(list, item, event.clientY), { signal });
  list.addEventListener("pointerup", () => end(true), { signal });
  list.addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal });
}

/** Put the item where the pointer is: before the first neighbor whose middle is below. */
function follow(list: HTMLElement, item: HTMLElement, y: number): void {
  const others = Array.from(list.children).filter((one) => one !== item);
  const below = others.find((one) => {
    const { top, height } = one.getBoundingClientRect();
    return y < top + height / 2;
  });
  if (item.nextElementSibling !== (below ?? null)) list.insertBefore(item, below ?? null);
}

function send(item: HTMLElement, to: number): void {
  const form = item.querySelector<HTMLFormElement>("form.move");
  if (!form) return;
  const place = document.createElement("input");
  Object.assign(place, { type: "hidden", name: "to", value: String(to) });
  form.append(place);
  form.requestSubmit();
}

document.addEventListener("DOMContentLoaded", start);

export {};
