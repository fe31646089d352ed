// The testkit's words in the editor of tests: completions with signatures, and a list beside it.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { python, pythonLanguage } from "@codemirror/lang-python";
import type { Extension } from "@codemirror/state";
import { make } from "../shared/dom.ts";
import { type Testkit, type Word, fittingWords } from "./completing.ts";
import { settings } from "./settings.ts";

let kit: Promise<Testkit | null> | null = null;

/** The words, fetched once. */
function words(): Promise<Testkit | null> {
  kit ??= fetch(settings.urls.testkit ?? "", { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? (response.json() as Promise<Testkit>) : null))
    .catch(() => null);
  return kit;
}

/** Python with the completions of the testkit beside its own. */
export function pythonOfTests(): Extension {
  void words();
  return [python(), pythonLanguage.data.of({ autocomplete: complete })];
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const known = await words();
  if (!known) return null;
  const fitting = fittingWords(context.state.sliceDoc(Math.max(0, context.pos - 5000), context.pos), known);
  if (!fitting) return null;
  const shift = Math.max(0, context.pos - 5000);
  return { from: fitting.from + shift, options: fitting.words.map(asCompletion), validFor: /^\w*=?$/ };
}

function asCompletion(word: Word): Completion {
  const type = word.name.endsWith("=") ? "property" : word.is_call ? "function" : "variable";
  return { label: word.name, detail: word.signature, type, boost: 2, info: () => explained(word) };
}

function explained(word: Word): HTMLElement {
  const box = make("div", "completion-info");
  box.lang = "en";
  box.append(make("p", "", word.about));
  return box;
}

/** List everything that a test can use. */
export async function listTestkit(place: HTMLElement): Promise<void> {
  const known = await words();
  if (!known) return;
  const prefixes: [keyof Testkit, string][] = [
    ["submission", "submission."],
    ["function", "submission.function(…)."],
    ["helpers", ""],
    ["markers", "@pytest.mark."],
    ["fixtures", ""],
  ];
  for (const [group, prefix] of prefixes) {
    for (const word of known[group]) {
      const name = make("dt");
      name.append(make("code", "", `${prefix}${word.name}${word.signature}`));
      place.append(name, make("dd", "", word.about));
    }
  }
}
