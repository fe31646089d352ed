// Why work was turned down, said in place.
import { fill, make, makeIcon } from "../shared/dom.ts";
import { say } from "./settings.ts";

export interface Rejection {
  message: string;
  line: number | null;
  cell: number | null;
}

/** Return a refusal that names no place in the work. */
export function plainly(message: string): Rejection {
  return { message, line: null, cell: null };
}

/** Say it, above the buttons. */
export function showRejection({ message, line }: Rejection): void {
  const place = document.getElementById("rejection")!;
  const text = line === null ? message : `${message} (${fill(say("line"), { line })})`;
  place.replaceChildren(makeIcon("x-circle-fill"), make("p", "", text));
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

export function clearRejection(): void {
  document.getElementById("rejection")!.hidden = true;
}
