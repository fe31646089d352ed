// Writing explorable figures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Field, figureMarkdown, writtenDefault, writtenState } from "../../../frontend/src/authoring/figure_markup.ts";

const FIELDS: Field[] = [
  { name: "fn", type: "choice", default: "sigmoid", choices: ["sigmoid", "tanh"] },
  { name: "x", type: "number", default: 1, min: -8, max: 8 },
  { name: "derivative", type: "flag", default: true },
  { name: "layers", type: "numbers", default: [4, 2] },
  { name: "features", type: "choices", default: [], choices: ["a", "b"] },
];

test("defaults are left out", () => {
  assert.equal(writtenState(FIELDS, { fn: "tanh", x: "1", derivative: "off", layers: "4,2", features: "none" }), "fn: tanh; derivative: off");
  assert.equal(writtenState(FIELDS, { fn: "sigmoid", x: " " }), "");
});

test("every default of every kind can be written", () => {
  const kinds = JSON.parse(readFileSync("courses/figures/kinds.json", "utf8")) as Record<string, Record<string, Field>>;
  for (const fields of Object.values(kinds)) {
    for (const [name, field] of Object.entries(fields)) assert.match(writtenDefault({ ...field, name }), /^[\w.,-]+$/);
  }
});

test("the element has its words", () => {
  assert.equal(
    figureMarkdown("activations", "fn: tanh", "A curve.", "Move it."),
    '<bp-figure kind="activations" state="fn: tanh">\n\nA curve.\n\nMove it.\n\n</bp-figure>',
  );
});
