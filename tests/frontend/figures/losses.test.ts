import { test } from "node:test";
import { categoricalCrossEntropy, crossEntropy, squaredError, withShare } from "../../../frontend/figures/math/losses.ts";
import type { Cost } from "../../../frontend/figures/math/losses.ts";
import { close, reference } from "./held.ts";

type Costs = Record<keyof Cost, number[]>;
interface Losses {
  p: number[];
  binary: Record<"0" | "1", Costs>;
  squared: Record<"0" | "1", Costs>;
  certain: number[];
  classes: { shares: number[]; losses: number[] }[];
}
const held = reference<Losses>("losses");

for (const label of [0, 1] as const) {
  for (const [name, cost] of [["binary", crossEntropy], ["squared", squaredError]] as const) {
    test(`${name} loss and slopes for the label ${label}`, () => {
      const wanted = held[name][`${label}`];
      for (const part of ["loss", "slopeOverP", "slopeOverZ"] as const) {
        close(held.p.map((p) => cost(p, label)[part]), wanted[part]);
      }
    });
  }
}

test("probabilities of exactly 0 and 1 are clipped as in Keras", () => {
  close([0, 1].map((p) => crossEntropy(p, 1).loss), held.certain);
});

test("a clipped probability has no slope left", () => {
  const { slopeOverP, slopeOverZ } = crossEntropy(0, 1);

  close([slopeOverP, slopeOverZ], [0, 0]);
});

test("the loss of classes is Keras's, whichever is right", () => {
  for (const { shares, losses } of held.classes) {
    close(shares.map((_, truth) => categoricalCrossEntropy(shares, truth)), losses);
  }
});

test("the other shares keep their proportions", () => {
  close(withShare([0.5, 0.3, 0.2], 0, 0.75), [0.75, 0.15, 0.1]);
});

test("the other shares are equal where they were all 0", () => {
  close(withShare([0, 1, 0], 1, 0.4), [0.3, 0.4, 0.3]);
});
