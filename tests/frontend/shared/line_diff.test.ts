// What differs between two texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hunk, lineDiff } from "../../../frontend/src/shared/line_diff.ts";

const shown = (hunks: Hunk[]): string[] =>
  hunks.map(({ kind, left, right }) => `${kind}: ${left.map(({ text }) => text).join(",")} | ${right.map(({ text }) => text).join(",")}`);

test("equal texts have one equal hunk", () => {
  assert.deepEqual(shown(lineDiff("a\nb", "a\nb")), ["same: a,b | a,b"]);
});

test("a changed, a new and a removed line", () => {
  assert.deepEqual(shown(lineDiff("a\nb\nc\nd", "a\nB\nc\ne\nd")), ["same: a | a", "changed: b | B", "same: c | c", "changed:  | e", "same: d | d"]);
  assert.deepEqual(shown(lineDiff("a\nb", "a")), ["same: a | a", "changed: b | "]);
});

test("both sides are always whole, and their lines numbered", () => {
  for (let round = 0; round < 200; round += 1) {
    const text = (salt: number): string => Array.from({ length: (round * salt) % 12 }, (_, index) => String((index * salt + round) % 4)).join("\n");
    const [left, right] = [text(5), text(7)];
    const hunks = lineDiff(left, right);
    const side = (name: "left" | "right"): string[] => hunks.flatMap((hunk) => hunk[name].map(({ text: line }) => line));
    assert.deepEqual([side("left").join("\n"), side("right").join("\n")], [left, right]);
    hunks.flatMap((hunk) => hunk.right).forEach(({ number }, index) => assert.equal(number, index + 1));
    for (const hunk of hunks.filter(({ kind }) => kind === "same")) {
      assert.deepEqual(hunk.left.map(({ text: line }) => line), hunk.right.map(({ text: line }) => line));
    }
  }
});
