// What the buttons above a Markdown editor do.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as rules from "../../../frontend/src/authoring/markdown_rules.ts";

type Rule = ReturnType<typeof rules.code>;

/** Apply a rule to a text whose selection stands between ‹ and ›, and show the result likewise. */
function apply(marked: string, rule: Rule): string {
  const from = marked.indexOf("‹");
  const to = marked.indexOf("›") - 1;
  const { from: start, to: end, insert, select } = rule(marked.replace(/[‹›]/g, ""), from, to);
  const text = marked.replace(/[‹›]/g, "");
  const changed = text.slice(0, start) + insert + text.slice(end);
  return `${changed.slice(0, select[0])}‹${changed.slice(select[0], select[1])}›${changed.slice(select[1])}`;
}

test("emphasis comes and goes", () => {
  assert.equal(apply("a ‹word› b", rules.around("**", "x")), "a **‹word›** b");
  assert.equal(apply("a **‹word›** b", rules.around("**", "x")), "a ‹word› b");
  assert.equal(apply("a ‹› b", rules.around("**", "important")), "a **‹important›** b");
});

test("a heading goes one level deeper and back", () => {
  assert.equal(apply("a\n‹›title\nb", rules.heading("x")), "a\n## ‹title›\nb");
  assert.equal(apply("## ‹›title", rules.heading("x")), "### ‹title›");
  assert.equal(apply("### ‹›title", rules.heading("x")), "‹title›");
  assert.equal(apply("‹›", rules.heading("Heading")), "## ‹Heading›");
});

test("a link selects its address", () => {
  assert.equal(apply("see ‹this›.", rules.link("x")), "see [this](‹https://›).");
});

test("code and formulas in the line and as blocks", () => {
  assert.equal(apply("‹x›", rules.code()), "`‹x›`");
  assert.equal(apply("‹x = 1\ny = 2›", rules.code()), "```python\nx = 1\ny = 2\n```‹›\n\n");
  assert.equal(apply("a ‹› b", rules.formula()), "a $‹x^2›$ b");
  assert.equal(apply("a\n\n‹x\ny›\n\nb", rules.formula()), "a\n\n$$\nx\ny\n$$‹›\n\nb");
});

test("a list of lines", () => {
  assert.equal(apply("‹one\n- two›", rules.list()), "‹- one\n- two›");
});

test("a note keeps its lines inside", () => {
  assert.equal(apply("a‹›", rules.note("Note", "One.\nTwo.")), 'a\n\n!!! note "Note"\n    One.\n    Two.‹›\n\n');
});

test("a block has an empty line on both sides, and no more", () => {
  assert.equal(apply("a\n‹›\nb", rules.block("X")), "a\n\nX‹›\n\nb");
  assert.equal(apply("a\n\n‹›", rules.block("X")), "a\n\nX‹›\n\n");
});
