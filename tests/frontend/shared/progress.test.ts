// What a waiting page says: its place in the line, or that nobody works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "../../../frontend/src/shared/progress.ts";
import type { LiveWords } from "../../../frontend/src/shared/words.ts";

const words = { next: "Next", position: "Number {position}", stuck: "Nobody works", running: "Running", usually: "usually {time}", wait: "about {time}", seconds: "{count} s", minutes: "{count} min" } as LiveWords;

test("who waits while nobody works is told so, and the place again when somebody does", () => {
  const status = { textContent: "" };
  const announcement = { textContent: "" };
  const parts = { status, elapsed: null, bar: null, announcement } as unknown as ConstructorParameters<typeof Progress>[0];
  const progress = new Progress(parts, words, 1);
  const said = [];
  progress.wait(3, 12, true);
  said.push(status.textContent, announcement.textContent);
  progress.wait(3, 12, false);
  said.push(status.textContent);
  assert.deepEqual(said, ["Nobody works", "Nobody works", "Number 3, about 10 s"]);
});

test("work that was begun and waits again shows no time that passes", () => {
  const status = { textContent: "" };
  const elapsed = { textContent: "" };
  const parts = { status, elapsed, bar: null, announcement: null } as unknown as ConstructorParameters<typeof Progress>[0];
  const progress = new Progress(parts, words, 1);
  progress.start(12);
  const began = elapsed.textContent;
  progress.wait(1);
  assert.deepEqual([began, elapsed.textContent, status.textContent], ["12 s", "", "Next"]);
});
