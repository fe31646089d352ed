// What the tests of the figures' mathematics share: the reference numbers, and how closely they are held.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Read the numbers that `NAME_reference.py` made with NumPy or Keras. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(`${process.env["REFERENCES"]}/${name}.json`, "utf8")) as T;
}

/** Hold numbers to the expected ones, each within a relative error (of the larger of 1e-3 and the expected one). */
export function close(actual: ArrayLike<number> | number, expected: ArrayLike<number> | number, tolerance = 1e-5): void {
  const found = typeof actual === "number" ? [actual] : Array.from(actual);
  const wanted = typeof expected === "number" ? [expected] : Array.from(expected);
  assert.equal(found.length, wanted.length);
  found.forEach((value, index) => {
    const aim = wanted[index] as number;
    const error = Math.abs(value - aim) / Math.max(Math.abs(aim), 1e-3);
    assert.ok(error <= tolerance, `[${index}]: expected ${aim}, got ${value} (relative error ${error})`);
  });
}
