// Activation functions and their derivatives, as Keras defines them.

export type ActivationName = "linear" | "sigmoid" | "tanh" | "relu";

export interface Activation {
  value: (x: number) => number;
  slope: (x: number) => number;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Each function with its derivative; that of relu at 0 is 0, as TensorFlow has it. */
export const ACTIVATIONS: Record<ActivationName, Activation> = {
  linear: { value: (x) => x, slope: () => 1 },
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * (1 - sigmoid(x)) },
  tanh: { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
};
