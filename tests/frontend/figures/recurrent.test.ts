import assert from "node:assert/strict";
import { test } from "node:test";
import { lstm, lstmGradients, lstmStep } from "../../../frontend/figures/math/lstm.ts";
import type { CellWeights } from "../../../frontend/figures/math/recurrent.ts";
import { rnnGradients, simpleRnn } from "../../../frontend/figures/math/rnn.ts";
import type { Activation } from "../../../frontend/figures/math/rnn.ts";
import { close, reference } from "./held.ts";

interface Case {
  series: number[][];
  weights: CellWeights;
  gradients: number[][];
}
interface RnnCase extends Case {
  activation: Activation;
  states: number[][];
}
interface LstmCase extends Case {
  hidden: number[][];
  cell: number[][];
}

const KERAS = reference<{ rnn: RnnCase[]; lstm: LstmCase[] }>("recurrent");

test("every state of a SimpleRNN is that of Keras", () => {
  for (const { series, weights, activation, states } of KERAS.rnn) {
    close(simpleRnn(series, weights, activation).flatMap((step) => step.state), states.flat());
  }
});

test("a SimpleRNN's gradients are those of GradientTape", () => {
  for (const { series, weights, activation, gradients } of KERAS.rnn) {
    close(rnnGradients(simpleRnn(series, weights, activation), weights, activation).flat(), gradients.flat());
  }
});

test("every state of an LSTM is that of Keras", () => {
  for (const { series, weights, hidden, cell } of KERAS.lstm) {
    const steps = lstm(series, weights);
    close(steps.flatMap((step) => step.hidden), hidden.flat());
    close(steps.flatMap((step) => step.cell), cell.flat());
  }
});

test("an LSTM's gradients are those of GradientTape", () => {
  for (const { series, weights, gradients } of KERAS.lstm) {
    close(lstmGradients(lstm(series, weights), weights).flat(), gradients.flat());
  }
});

test("one step by hand gives the lesson's gates", () => {
  const weights = { kernel: [[1, -1, 2, 0.5]], recurrent: [[0.4, 1, -1, 1]], bias: [0, 1, 0, -1] };
  const { i, f, g, o, cell, hidden } = lstmStep([1], { cell: [0.8], hidden: [0.5] }, weights);
  const rounded = [i, f, g, o, cell, hidden].map(([value]) => (value as number).toFixed(4));
  assert.deepEqual(rounded, ["0.7685", "0.6225", "0.9051", "0.5000", "1.1936", "0.4158"]);
});
