// The update rules of Keras 3's optimizers, on whole vectors of parameters, without allocating.
// Source of each formula: `update_step` of keras.src.optimizers (sgd, adagrad, rmsprop, adadelta, adam), with its defaults.

/** What an optimizer may be told. What is left out has Keras's default. */
export interface Hyper {
  readonly learningRate: number;
  readonly momentum?: number;
  readonly rho?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** What an optimizer remembers between two steps: two numbers a parameter at most, and how many steps it took. */
export interface Memory {
  steps: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Change `parameters` in place by one step down their `gradient`, and `memory` with it. */
export type UpdateRule = (parameters: Float64Array, gradient: Float64Array, memory: Memory, hyper: Hyper) => void;

export const OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam"] as const;
export type Optimizer = (typeof OPTIMIZERS)[number];

const EPSILON = 1e-7;
const MOMENTUM = 0.9;
const ADAGRAD_START = 0.1;

/** Return the memory of an optimizer that has taken no step: zeros, but 0.1 for Adagrad's sum as in Keras. */
export function newMemory(optimizer: Optimizer, size: number): Memory {
  const memory = { steps: 0, first: new Float64Array(size), second: new Float64Array(size) };
  if (optimizer === "adagrad") memory.first.fill(ADAGRAD_START);
  return memory;
}

/** `w ← w − η·g` */
export const sgd: UpdateRule = (parameters, gradient, memory, { learningRate }) => {
  memory.steps += 1;
  for (let i = 0; i < parameters.length; i++) parameters[i]! -= learningRate * gradient[i]!;
};

/** `v ← μ·v − η·g`, `w ← w + v`; `memory.first` holds the velocity v. Keras: SGD(momentum=μ); μ is 0.9 here. */
export const momentum: UpdateRule = (parameters, gradient, memory, { learningRate, momentum: mu = MOMENTUM }) => {
  memory.steps += 1;
  const velocity = memory.first;
  for (let i = 0; i < parameters.length; i++) {
    velocity[i] = mu * velocity[i]! - learningRate * gradient[i]!;
    parameters[i]! += velocity[i]!;
  }
};

/** `v ← μ·v − η·g`, `w ← w + μ·v − η·g`. Keras: SGD(momentum=μ, nesterov=True), the gradient taken where w stands. */
export const nesterov: UpdateRule = (parameters, gradient, memory, { learningRate, momentum: mu = MOMENTUM }) => {
  memory.steps += 1;
  const velocity = memory.first;
  for (let i = 0; i < parameters.length; i++) {
    const step = learningRate * gradient[i]!;
    velocity[i] = mu * velocity[i]! - step;
    parameters[i]! += mu * velocity[i]! - step;
  }
};

/** `s ← s + g²` from s = 0.1, `w ← w − η·g / √(s + ε)`. Keras: Adagrad, ε = 1e-7. */
export const adagrad: UpdateRule = (parameters, gradient, memory, { learningRate, epsilon = EPSILON }) => {
  memory.steps += 1;
  const sum = memory.first;
  for (let i = 0; i < parameters.length; i++) {
    const slope = gradient[i]!;
    sum[i]! += slope * slope;
    parameters[i]! -= (learningRate * slope) / Math.sqrt(sum[i]! + epsilon);
  }
};

/** `s ← ρ·s + (1 − ρ)·g²`, `w ← w − η·g / √(s + ε)`. Keras: RMSprop, ρ = 0.9, ε = 1e-7. */
export const rmsprop: UpdateRule = (parameters, gradient, memory, { learningRate, rho = 0.9, epsilon = EPSILON }) => {
  memory.steps += 1;
  const mean = memory.first;
  for (let i = 0; i < parameters.length; i++) {
    const slope = gradient[i]!;
    mean[i] = rho * mean[i]! + (1 - rho) * slope * slope;
    parameters[i]! -= (learningRate * slope) / Math.sqrt(mean[i]! + epsilon);
  }
};

/**
 * `s ← ρ·s + (1 − ρ)·g²`, `d = −g·√(u + ε) / √(s + ε)`, `u ← ρ·u + (1 − ρ)·d²`, `w ← w + η·d`; `memory.first` holds s
 * and `memory.second` u. Keras: Adadelta, ρ = 0.95, ε = 1e-7.
 */
export const adadelta: UpdateRule = (parameters, gradient, memory, { learningRate, rho = 0.95, epsilon = EPSILON }) => {
  memory.steps += 1;
  const { first: slopes, second: moves } = memory;
  for (let i = 0; i < parameters.length; i++) {
    const slope = gradient[i]!;
    slopes[i] = rho * slopes[i]! + (1 - rho) * slope * slope;
    const move = (-slope * Math.sqrt(moves[i]! + epsilon)) / Math.sqrt(slopes[i]! + epsilon);
    moves[i] = rho * moves[i]! + (1 - rho) * move * move;
    parameters[i]! += learningRate * move;
  }
};

/**
 * `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, `w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε)`; `memory.first`
 * holds m and `memory.second` v. Keras: Adam, β₁ = 0.9, β₂ = 0.999, ε = 1e-7 (added after the correction of v).
 */
export const adam: UpdateRule = (parameters, gradient, memory, hyper) => {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = EPSILON } = hyper;
  memory.steps += 1;
  const rate = (learningRate * Math.sqrt(1 - beta2 ** memory.steps)) / (1 - beta1 ** memory.steps);
  const { first: means, second: squares } = memory;
  for (let i = 0; i < parameters.length; i++) {
    const slope = gradient[i]!;
    means[i]! += (1 - beta1) * (slope - means[i]!);
    squares[i]! += (1 - beta2) * (slope * slope - squares[i]!);
    parameters[i]! -= (rate * means[i]!) / (Math.sqrt(squares[i]!) + epsilon);
  }
};

/** Every rule by its name. */
export const RULES: Readonly<Record<Optimizer, UpdateRule>> = {
  sgd,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adadelta,
  adam,
};
