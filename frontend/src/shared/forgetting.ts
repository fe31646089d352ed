// A browser that several people use keeps nothing that one of them wrote for the next.
import { readStored, store } from "./stored.ts";

const PREFIX = "backpass-";
const PERSON = "backpass-person";
/** How things look is nobody's work, and stays. */
const STAYS = new Set(["backpass-theme", "backpass-editor", "backpass-panes", "backpass-pair-view"]);
const LONGEST_WAIT = 3000;
/** Asks for what is not saved yet; each listener adds the promise of its saving. */
export const SIGNING_OUT = "backpass:signing-out";

/** Forget what somebody else has left here. */
export function forgetOthers(): void {
  const person = document.body.dataset["person"];
  if (!person) return;
  const last = readStored<string>(PERSON);
  if (last && last !== person) forget();
  store(PERSON, person);
}

/** Signing out saves what is written, then forgets it here. */
export function forgetOnSigningOut(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveEverything().then(() => {
      forget();
      // A page that is left keeps its text once more.
      document.body.dataset["forgets"] = "";
      form.submit();
    });
  });
}

async function saveEverything(): Promise<void> {
  const saving: Promise<unknown>[] = [];
  document.body.dispatchEvent(new CustomEvent(SIGNING_OUT, { detail: saving }));
  await Promise.race([Promise.allSettled(saving), new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
}

function forget(): void {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && !STAYS.has(key));
    for (const key of keys) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    // A browser that forbids its storage keeps nothing.
  }
}
