// A notebook as data: what is read, what is kept, and what is written.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newCell, parseNotebook, sameSources, writeNotebook } from "../../../frontend/src/shared/editing/notebook.ts";

type Raw = Record<string, unknown>;

function file(...cells: Raw[]): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "python3" } }, cells });
}

function code(source: unknown, more: Raw = {}): Raw {
  return { cell_type: "code", id: "one", source, metadata: {}, outputs: [], execution_count: null, ...more };
}

function written(text: string, outputs: boolean): { cells: Raw[] } & Raw {
  return JSON.parse(writeNotebook(parseNotebook(text)!, { outputs })) as { cells: Raw[] } & Raw;
}

test("sources come as lines or as text", () => {
  const notebook = parseNotebook(file(code(["a\n", "b"]), code("c", { id: "two" })));
  assert.deepEqual(notebook?.cells.map(({ source }) => source), ["a\nb", "c"]);
});

test("outputs are kept for a draft and left out of what is handed in", () => {
  const ran = file(code("1", { outputs: [{ output_type: "stream" }], execution_count: 7 }));
  assert.deepEqual(written(ran, true).cells[0]!["outputs"], [{ output_type: "stream" }]);
  assert.deepEqual(
    [written(ran, false).cells[0]!["outputs"], written(ran, false).cells[0]!["execution_count"]],
    [[], null],
  );
});

test("metadata, attachments and ids stay as they are", () => {
  const text = { cell_type: "markdown", id: "t", source: "x", metadata: { tags: ["a"] }, attachments: { i: {} } };
  const { cells, metadata } = written(file(text), true);
  assert.deepEqual(cells, [text]);
  assert.deepEqual(metadata, { kernelspec: { name: "python3" } });
});

test("missing, doubled and bad ids are replaced, in format 4.5", () => {
  const { cells, nbformat_minor } = written(file(code("a"), code("b"), code("c", { id: "no spaces" }), { cell_type: "raw" }), true);
  const ids = cells.map(({ id }) => String(id));
  assert.equal(ids[0], "one");
  assert.equal(new Set(ids).size, 4);
  assert.ok(ids.every((id) => /^[\w-]{1,64}$/.test(id)));
  assert.equal(nbformat_minor, 5);
});

test("code that was a text carries no attachments", () => {
  const { cells } = JSON.parse(
    writeNotebook({ cells: [{ ...newCell("code", "x"), rest: { metadata: {}, attachments: {} } }], metadata: {} }, { outputs: true }),
  ) as { cells: Raw[] };
  assert.ok(!("attachments" in cells[0]!));
});

for (const [name, text] of Object.entries({
  text: "just some text",
  "a list": "[]",
  "format 3": JSON.stringify({ nbformat: 3, worksheets: [] }),
  "format 9": JSON.stringify({ nbformat: 9, cells: [] }),
  "format 4.9": JSON.stringify({ nbformat: 4, nbformat_minor: 9, cells: [] }),
  "cells of no kind": file({ cell_type: "poem", source: "" }),
})) {
  test(`${name} is left to the server`, () => assert.equal(parseNotebook(text), null));
}

test("notebooks say the same whatever their outputs and last blank lines", () => {
  const [one, other, third] = [file(code("a", { outputs: [1] })), file(code("a\n")), file(code("b"))].map((text) => parseNotebook(text)!);
  assert.ok(sameSources(one!, other!));
  assert.ok(!sameSources(one!, third!));
});
