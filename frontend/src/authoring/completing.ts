// Which words of the testkit fit at a place of a test. Knows no editor.

export interface Word {
  name: string;
  signature: string;
  about: string;
  keywords: string[];
  is_call: boolean;
}

/** All words by where they stand, as the server reads them off the testkit. */
export type Testkit = Record<"helpers" | "fixtures" | "markers" | "submission" | "function" | "notebook" | "cell", Word[]>;

export interface Fitting {
  /** Where in the text the word begins that is being written. */
  from: number;
  words: Word[];
}

const BEHIND: [RegExp, keyof Testkit][] = [
  [/\bpytest\.mark\.(\w*)$/, "markers"],
  [/\bsubmission\.notebook\.(\w*)$/, "notebook"],
  [/\bsubmission\.function\([^()\n]*\)\.(\w*)$/, "function"],
  [/\bsubmission\.(\w*)$/, "submission"],
  [/\bcell\.(\w*)$/, "cell"],
];
const PARAMETERS = /\bdef test_\w*\([^)]*$/;
const MOST_BACK = 4000;

/** Return what fits behind `before`, the text up to the cursor; `null` where the testkit has nothing to say. */
export function fittingWords(before: string, kit: Testkit): Fitting | null {
  for (const [pattern, group] of BEHIND) {
    const found = pattern.exec(before);
    if (found) return { from: before.length - found[1]!.length, words: kit[group] };
  }
  const written = /(?:^|[^\w.])(\w*)$/.exec(before);
  if (!written || /["'#]\w*$/.test(before)) return null;
  const from = before.length - written[1]!.length;
  if (PARAMETERS.test(before)) return { from, words: kit.fixtures };
  const keywords = keywordsOf(openCall(before.slice(0, from)), kit);
  const plain = written[1]!.length >= 2 ? [...kit.helpers, ...kit.fixtures] : [];
  const words = [...keywords, ...plain];
  return words.length ? { from, words } : null;
}

/** The name of the call whose brackets are open at the end of a text, such as `check_close`; `""` for none. */
export function openCall(before: string): string {
  const text = before.slice(-MOST_BACK);
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const letter = text[index]!;
    if (")]}".includes(letter)) depth += 1;
    else if ("([{".includes(letter)) {
      if (depth === 0) return letter === "(" ? (/([\w.]+)$/.exec(text.slice(0, index))?.[1] ?? "") : "";
      depth -= 1;
    }
  }
  return "";
}

function keywordsOf(call: string, kit: Testkit): Word[] {
  const name = call.split(".").at(-1) ?? "";
  const group = call.startsWith("pytest.mark.") ? kit.markers : call.includes(".") ? kit.submission : kit.helpers;
  const word = group.find((one) => one.name === name) ?? kit.fixtures.find((one) => one.name === call);
  if (!word) return [];
  return word.keywords.map((keyword) => ({ name: `${keyword}=`, signature: "", about: word.name + word.signature, keywords: [], is_call: false }));
}
