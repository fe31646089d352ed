import { test } from "node:test";
import { softmax } from "../../../frontend/figures/math/softmax.ts";
import { close, reference } from "./held.ts";

const { cases } = reference<{ cases: { logits: number[]; temperature: number; shares: number[] }[] }>("softmax");

test("shares are Keras's", () => {
  for (const { logits, temperature, shares } of cases) {
    close(softmax(logits, temperature), shares);
  }
});

test("a shift changes nothing", () => {
  for (const { logits, temperature, shares } of cases) {
    close(softmax(logits, temperature, -7.25), shares);
  }
});
