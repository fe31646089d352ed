// The language switch comes back to this very place. The other language's text is longer or shorter, so what is kept is the
// nearest heading, figure or block above, counted from the start but without what live figures draw, and how far from the window's top it stood.
const KEY = "backpass-place";
const LANDMARKS = "main :is(h1, h2, h3, figure, pre, table, .math-block):not(bp-figure *)";
const SETTLING_MILLISECONDS = 2000;

interface Place {
  path: string;
  index: number;
  top: number;
}

/** Have a language switch send the present address, and keep the place on the page. */
export function keepPlace(form: HTMLFormElement): void {
  form.addEventListener("submit", () => {
    const next = form.querySelector<HTMLInputElement>("input[name=next]");
    if (next) next.value = location.pathname + location.search + location.hash;
    if (scrollY > 0) remember();
  });
}

/** Go to the kept place, and hold it while pictures arrive, unless the reader moves on. */
export function returnToPlace(): void {
  const place = take();
  if (!place || place.path !== location.pathname) return;
  const go = (): void => {
    const landmark = document.querySelectorAll(LANDMARKS)[place.index];
    if (landmark) scrollBy({ top: landmark.getBoundingClientRect().top - place.top, behavior: "instant" });
  };
  const watch = new ResizeObserver(go);
  const stop = (): void => watch.disconnect();
  watch.observe(document.body);
  for (const kind of ["wheel", "pointerdown", "keydown"]) addEventListener(kind, stop, { once: true });
  setTimeout(stop, SETTLING_MILLISECONDS);
  go();
}

function remember(): void {
  const tops = Array.from(document.querySelectorAll(LANDMARKS), (one) => one.getBoundingClientRect().top);
  const index = tops.filter((top) => top < innerHeight / 2).length - 1;
  const place: Place = { path: location.pathname, index, top: tops[index] ?? 0 };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // The page opens at its top then.
  }
}

function take(): Place | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return JSON.parse(kept ?? "null") as Place | null;
  } catch {
    return null;
  }
}
