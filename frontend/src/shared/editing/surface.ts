// What the two editors, of code and of notebooks, have in common.
import type { Ending } from "../live.ts";

export interface Surface {
  /** All that is kept in a draft: of a notebook with its outputs. */
  readonly draft: string;
  /** What is run or submitted: of a notebook without outputs, so that the same sources are the same work. */
  readonly work: string;
  /** Show another text. */
  load(content: string): void;
  /** Put code where the cursor is; a notebook gets a cell of its own for it. */
  insert(code: string): void;
  /** Open the search panel. */
  find(): void;
  /** Measure again after the size of text or panes has changed. */
  remeasure(): void;
  /** Mark what a grading or a refusal names. */
  mark(place: Pick<Ending, "line" | "cell" | "message">): void;
  unmark(): void;
}
