// Times in the reader's own zone and language. Without this the page shows them in the site's zone, which it names.

/** Rewrite every time in `root` that asks for it. */
export function showLocalTimes(root: ParentNode): void {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    time.title = time.textContent ?? "";
    time.textContent = format.format(new Date(time.dateTime));
    delete time.dataset["local"];
  }
}
