// Loaded before the page is drawn, so that a dark page never flashes white, and before any script that may not arrive.
const saved = localStorage.getItem("backpass-theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function apply(): void {
  const chosen = localStorage.getItem("backpass-theme");
  root.dataset["bsTheme"] = chosen ?? (system.matches ? "dark" : "light");
}

/** A page whose script does not arrive is one without scripts: what needs them goes, and a result is looked at anew. */
function doWithout(event: Event): void {
  if (!(event.target instanceof HTMLScriptElement)) return;
  root.classList.remove("js");
  const seconds = Number(event.target.dataset["refresh"] ?? 0);
  if (seconds > 0) setTimeout(() => location.reload(), seconds * 1000);
}

apply();
root.classList.add("js");
addEventListener("error", doWithout, true);
if (saved === null) system.addEventListener("change", apply);
