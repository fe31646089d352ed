import assert from "node:assert/strict";
import { test } from "node:test";
import { moved } from "../../../frontend/src/gradebook/moves.ts";

const SIZE = { row: 101, column: 40 };
const FROM = { row: 50, column: 20 };

function at(key: string, withControl = false, from = FROM): [number, number] | null {
  const place = moved(from, SIZE, key, withControl, 12);
  return place && [place.row, place.column];
}

test("arrows go one cell on, Home and End to the ends of a row, pages up and down", () => {
  assert.deepEqual(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].map((key) => at(key)), [[49, 20], [51, 20], [50, 19], [50, 21]]);
  assert.deepEqual([at("Home"), at("End")], [[50, 0], [50, 39]]);
  assert.deepEqual([at("PageUp"), at("PageDown")], [[38, 20], [62, 20]]);
});

test("with Ctrl, Home and End go to the corners and arrows to the edges", () => {
  assert.deepEqual([at("Home", true), at("End", true)], [[0, 0], [100, 39]]);
  assert.deepEqual([at("ArrowUp", true), at("ArrowDown", true), at("ArrowLeft", true), at("ArrowRight", true)], [[0, 20], [100, 20], [50, 0], [50, 39]]);
});

test("nothing leads out of the grid", () => {
  const corner = { row: 0, column: 0 };
  assert.deepEqual(["ArrowUp", "ArrowLeft", "PageUp"].map((key) => at(key, false, corner)), [[0, 0], [0, 0], [0, 0]]);
  const end = { row: 100, column: 39 };
  assert.deepEqual(["ArrowDown", "ArrowRight", "PageDown"].map((key) => at(key, false, end)), [[100, 39], [100, 39], [100, 39]]);
});

test("other keys move nothing", () => {
  assert.deepEqual([at("Enter"), at("a"), at("Tab"), at("PageUp", true)], [null, null, null, null]);
});
