import assert from "node:assert/strict";
import { test } from "node:test";
import { PRESETS, SERIES as GATE_SERIES } from "../../../frontend/figures/math/gates.ts";
import { normalFrom, randomFrom } from "../../../frontend/figures/math/random.ts";
import { type Activation, simpleRnn } from "../../../frontend/figures/math/rnn.ts";
import { SERIES, unrolledWeights } from "../../../frontend/figures/math/unrolled.ts";
import { lstmShares, rnnShares } from "../../../frontend/figures/math/vanishing.ts";
import { prices } from "../../../frontend/figures/math/windows.ts";
import { close, reference } from "./held.ts";

interface Stills {
  prices: Record<string, number[][]>;
  presets: Record<string, number[]>;
  gate_series: Record<string, number[]>;
  rnn_series: Record<string, number[]>;
  states: Record<string, number[]>;
  rnn_shares: Record<Activation, number[]>;
  lstm_shares: number[];
}

const STILLS = reference<Stills>("sequences");
const INPUTS = [0.3, -0.5, 1.2, 0.1, -2];

test("prices are those of the still pictures", () => {
  for (const [seed, rows] of Object.entries(STILLS.prices)) {
    assert.deepEqual(prices(20, normalFrom(randomFrom(Number(seed)))), rows);
  }
});

test("presets and series are those of the still pictures", () => {
  assert.deepEqual(PRESETS, STILLS.presets);
  assert.deepEqual(GATE_SERIES, STILLS.gate_series);
  assert.deepEqual(SERIES, STILLS.rnn_series);
});

test("the unrolled layer ends in the same state as its still picture, with any number of units", () => {
  const series = SERIES.knock.map((value) => [value]);
  for (const [units, state] of Object.entries(STILLS.states)) {
    close(simpleRnn(series, unrolledWeights(Number(units), 0.5, 0.8, 0)).at(-1)?.state ?? [], state);
  }
});

test("what is left of a gradient is what the still picture draws", () => {
  for (const [name, shares] of Object.entries(STILLS.rnn_shares)) {
    close(rnnShares(INPUTS, 0.8, name as Activation), shares);
  }
  close(lstmShares(INPUTS, 2), STILLS.lstm_shares);
});
