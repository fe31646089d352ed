// What a network may be shown of a point (x1, x2): the seven features of playground.tensorflow.org.

export const FEATURES = ["x1", "x2", "x1x1", "x2x2", "x1x2", "sin1", "sin2"] as const;
export type Feature = (typeof FEATURES)[number];

const FORMULAS: Readonly<Record<Feature, (x1: number, x2: number) => number>> = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  x1x1: (x1) => x1 * x1,
  x2x2: (_, x2) => x2 * x2,
  x1x2: (x1, x2) => x1 * x2,
  sin1: (x1) => Math.sin(x1),
  sin2: (_, x2) => Math.sin(x2),
};

/** Return the features of points, one feature after the other: [feature * points + point]. */
export function featuresOf(features: readonly Feature[], x1: Float64Array, x2: Float64Array): Float64Array {
  const table = new Float64Array(features.length * x1.length);
  features.forEach((feature, index) => {
    const formula = FORMULAS[feature];
    for (let p = 0; p < x1.length; p++) table[index * x1.length + p] = formula(x1[p]!, x2[p]!);
  });
  return table;
}
