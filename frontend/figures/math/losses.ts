// Losses of probabilities as Keras 3 computes them: clipped at 1e-7, natural logarithm (the lesson "Losses").

/** Keras's epsilon: probabilities count as at least this, and as at most 1 minus this. */
const EPSILON = 1e-7;

/** A loss of one row, and how steep it is over the probability p and over the logit z of p = σ(z). */
export interface Cost {
  readonly loss: number;
  readonly slopeOverP: number;
  readonly slopeOverZ: number;
}

function clipped(p: number): number {
  return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
}

/** Binary cross-entropy of a probability p where the truth is `label`: -ln p for a 1, -ln(1 - p) for a 0. */
export function crossEntropy(p: number, label: 0 | 1): Cost {
  const given = clipped(p);
  const ofTruth = label === 1 ? given : 1 - given;
  const isClipped = given !== p;
  const sign = label === 1 ? -1 : 1;
  return {
    loss: -Math.log(ofTruth),
    slopeOverP: isClipped ? 0 : sign / ofTruth,
    slopeOverZ: isClipped ? 0 : p - label,
  };
}

/** Squared error of the same probability: (y - p)^2. */
export function squaredError(p: number, label: 0 | 1): Cost {
  const slopeOverP = 2 * (p - label);
  return { loss: (p - label) ** 2, slopeOverP, slopeOverZ: slopeOverP * p * (1 - p) };
}

/** Categorical cross-entropy of one row: minus the logarithm of the share that the right class was given. */
export function categoricalCrossEntropy(shares: readonly number[], truth: number): number {
  return -Math.log(clipped(shares[truth] as number));
}

/** The shares with one of them set; the others keep their proportions and still make the whole with it. */
export function withShare(shares: readonly number[], index: number, share: number): number[] {
  const others = shares.reduce((sum, value, at) => (at === index ? sum : sum + value), 0);
  const rest = 1 - share;
  const even = rest / (shares.length - 1);
  return shares.map((value, at) => {
    if (at === index) return share;
    return others > 0 ? (value * rest) / others : even;
  });
}
