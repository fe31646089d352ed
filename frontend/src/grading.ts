// The page of one grading: live while it runs, with the curve of its training afterwards.
import { LiveResult } from "./shared/live.ts";

document.addEventListener("DOMContentLoaded", () => {
  const panel = document.getElementById("result");
  // Once it has ended, the whole page is fetched anew: it then also shows the marked code and the executed notebook.
  if (panel) new LiveResult(panel, () => location.reload()).start();
});
