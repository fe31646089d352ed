// What differs between two texts, line by line. Knows no page.

export interface DiffLine {
  /** From 1. */
  number: number;
  text: string;
}

export interface Hunk {
  kind: "same" | "changed";
  left: DiffLine[];
  right: DiffLine[];
}

/** Of the middle that differs; larger ones count as changed whole. */
const MAX_CELLS = 4_000_000;

/** Compare two texts. Hunks of equal and of changed lines follow each other; together they are both texts. */
export function lineDiff(left: string, right: string): Hunk[] {
  const before = numbered(left);
  const after = numbered(right);
  const start = commonLength(before, after);
  const end = commonLength(before.slice(start).reverse(), after.slice(start).reverse());
  const middle = changes(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const tail = (lines: DiffLine[]): DiffLine[] => lines.slice(lines.length - end);
  const hunks: Hunk[] = [
    { kind: "same", left: before.slice(0, start), right: after.slice(0, start) },
    ...middle,
    { kind: "same", left: tail(before), right: tail(after) },
  ];
  return hunks.filter(({ left: one, right: other }) => one.length + other.length > 0);
}

function numbered(text: string): DiffLine[] {
  return text.split("\n").map((line, index) => ({ number: index + 1, text: line }));
}

function commonLength(left: DiffLine[], right: DiffLine[]): number {
  const most = Math.min(left.length, right.length);
  let count = 0;
  while (count < most && left[count]!.text === right[count]!.text) count += 1;
  return count;
}

function changes(left: DiffLine[], right: DiffLine[]): Hunk[] {
  if (left.length * right.length > MAX_CELLS) return [{ kind: "changed", left, right }];
  const lengths = longest(left, right);
  const at = (i: number, j: number): number => lengths[i * (right.length + 1) + j]!;
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const isSame = i < left.length && j < right.length && left[i]!.text === right[j]!.text;
    const hunk = last(hunks, isSame ? "same" : "changed");
    if (isSame) {
      hunk.left.push(left[i++]!);
      hunk.right.push(right[j++]!);
    } else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1))) hunk.left.push(left[i++]!);
    else hunk.right.push(right[j++]!);
  }
  return hunks;
}

function last(hunks: Hunk[], kind: Hunk["kind"]): Hunk {
  const found = hunks.at(-1);
  if (found?.kind === kind) return found;
  const hunk: Hunk = { kind, left: [], right: [] };
  hunks.push(hunk);
  return hunk;
}

/** The length of the longest common subsequence from each pair of places on. */
function longest(left: DiffLine[], right: DiffLine[]): Uint32Array {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const both = left[i]!.text === right[j]!.text;
      lengths[i * width + j] = both
        ? 1 + lengths[(i + 1) * width + j + 1]!
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}
