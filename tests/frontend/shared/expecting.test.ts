import assert from "node:assert/strict";
import { test } from "node:test";
import { duration, share } from "../../../frontend/src/shared/expecting.ts";

const WORDS = { seconds: "{count} s", minutes: "{count} min" };

test("the bar goes evenly, then ever slower, and never says that it is there", () => {
  assert.equal(share(0, 4), 0);
  assert.equal(share(2, 4), 0.45);
  assert.equal(share(4, 4), 0.9);
  assert.ok(share(8, 4) > share(5, 4));
  assert.ok(share(100_000, 4) < 1);
  assert.ok(share(1, 0) < 1);
});

test("guessed times are said roughly", () => {
  const said = [0, 0.4, 3.4, 11, 18, 89, 90, 200].map((seconds) => duration(seconds, WORDS));

  assert.deepEqual(said, ["1 s", "1 s", "3 s", "10 s", "20 s", "90 s", "2 min", "3 min"]);
});
