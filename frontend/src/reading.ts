// A lesson counts as read when its end is seen after a time in which it can have been read.

/** Seconds during which the page was seen since `start`, counted once a second. */
function countSeconds(onSecond: (seconds: number) => void): void {
  let seconds = 0;
  const timer = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    seconds += 1;
    onSecond(seconds);
    if (!document.querySelector("[data-reached-after]")) clearInterval(timer);
  }, 1000);
}

/** Tell the form at a lesson's end when it is reached; htmx then sends it. */
export function watchReading(): void {
  const form = document.querySelector<HTMLFormElement>("[data-reached-after]");
  if (!form) return;
  const wanted = Number(form.dataset["reachedAfter"]);
  let isSeen = false;
  const tell = (seconds: number): void => {
    if (!isSeen || seconds < wanted || !form.isConnected) return;
    delete form.dataset["reachedAfter"];
    form.dispatchEvent(new Event("backpass:reached"));
  };
  new IntersectionObserver((entries) => (isSeen = entries.some((entry) => entry.isIntersecting))).observe(form);
  countSeconds(tell);
}
