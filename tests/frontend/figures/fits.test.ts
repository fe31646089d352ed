import { test } from "node:test";
import { errorsOf, leastAbsolute, leastSquares, meanFit, medianFit } from "../../../frontend/figures/math/fits.ts";
import { close, reference } from "./held.ts";

interface Case {
  ys: number[];
  mean: number;
  median: number;
  leastSquares: [number, number];
  squared: number;
  absolute: number;
  leastAbsolute: number;
}
const { xs, cases } = reference<{ xs: number[]; cases: Case[] }>("fits");

test("the best constants are mean and median", () => {
  for (const { ys, mean, median } of cases) {
    close([meanFit(ys).height, medianFit(ys).height], [mean, median]);
  }
});

test("an even number of values has its median in the middle", () => {
  close(medianFit([4, 1, 2, 30]).height, 3);
});

test("least squares is NumPy's line, with its errors", () => {
  for (const { ys, leastSquares: [slope, height], squared, absolute } of cases) {
    const line = leastSquares(xs, ys);
    const errors = errorsOf(line, xs, ys);
    close([line.slope, line.height, errors.squared, errors.absolute], [slope, height, squared, absolute]);
  }
});

test("no line has a smaller mean absolute error", () => {
  for (const { ys, leastAbsolute: smallest } of cases) {
    close(errorsOf(leastAbsolute(xs, ys), xs, ys).absolute, smallest);
  }
});
