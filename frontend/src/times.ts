// Times in the reader's own zone and language. Without this the page shows them in the site's zone, which it names.

/** Rewrite every time in `root` that asks for it. */
export function showLocalTimes(root: ParentNode): void {
  const { lang } = document.documentElement;
  const times = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
  const days = new Intl.DateTimeFormat(lang, { dateStyle: "medium" });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    time.title = time.textContent ?? "";
    time.textContent = (time.dataset["local"] === "date" ? days : times).format(new Date(time.dateTime));
    delete time.dataset["local"];
  }
}
