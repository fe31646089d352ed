// Loaded before the page is drawn, so that a dark page never flashes white.
const saved = localStorage.getItem("backpass-theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function apply(): void {
  const chosen = localStorage.getItem("backpass-theme");
  root.dataset["bsTheme"] = chosen ?? (system.matches ? "dark" : "light");
}

apply();
root.classList.add("js");
if (saved === null) system.addEventListener("change", apply);
