// Which words of the testkit fit where.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Testkit, type Word, fittingWords, openCall } from "../../../frontend/src/authoring/completing.ts";

const word = (name: string, ...keywords: string[]): Word => ({ name, signature: "()", about: "", keywords, is_call: true });
const KIT: Testkit = {
  helpers: [word("check_close", "actual", "mistakes"), word("say", "en", "ko")],
  fixtures: [word("submission"), word("partial")],
  markers: [word("points"), word("title", "en", "ko")],
  submission: [word("function", "name"), word("predict", "name", "batch_size")],
  function: [word("error")],
  notebook: [word("code")],
  cell: [word("images")],
};
const names = (before: string): string[] => fittingWords(before, KIT)?.words.map(({ name }) => name) ?? [];

test("members of the fixture, wherever it stands", () => {
  assert.deepEqual(names("x = submission."), ["function", "predict"]);
  assert.deepEqual(names("    assert submission.pre"), ["function", "predict"]);
  assert.deepEqual(names('submission.function("f").'), ["error"]);
  assert.deepEqual(names("submission.notebook."), ["code"]);
  assert.deepEqual(names("for cell in submission.notebook.code:\n    cell."), ["images"]);
});

test("markers", () => {
  assert.deepEqual(names("@pytest.mark.po"), ["points", "title"]);
  assert.deepEqual(names("@pytest.mark.title(e"), ["en=", "ko="]);
});

test("keyword arguments of the call that is open", () => {
  assert.deepEqual(names("check_close(f(1), [2], mis"), ["actual=", "mistakes=", "check_close", "say", "submission", "partial"]);
  assert.deepEqual(names('submission.predict("m", x, '), ["name=", "batch_size="]);
  assert.deepEqual(names("print("), []);
});

test("fixtures as parameters of a test", () => {
  assert.deepEqual(names("def test_x("), ["submission", "partial"]);
  assert.deepEqual(names("def helper("), []);
});

test("helpers from two letters on, and nothing in texts and behind other objects", () => {
  assert.deepEqual(names("    ch"), ["check_close", "say", "submission", "partial"]);
  assert.deepEqual(names("    c"), []);
  assert.deepEqual(names("np.ch"), []);
  assert.deepEqual(names('"sub'), []);
});

test("a word begins where it is replaced", () => {
  assert.equal(fittingWords("submission.fu", KIT)?.from, "submission.".length);
  assert.equal(fittingWords("    check", KIT)?.from, 4);
});

test("the innermost call that is open", () => {
  assert.equal(openCall("check_close(np.array([1, 2]), say(en='a', "), "say");
  assert.equal(openCall("check_close(np.array([1, 2]), "), "check_close");
  assert.equal(openCall("x = [1, "), "");
  assert.equal(openCall("done(1)\n"), "");
});
