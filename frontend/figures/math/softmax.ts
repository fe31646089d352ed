// Softmax as the lesson "The last layer" writes it: shares of exponentials, the largest logit subtracted first.

/** softmax((z + shift) / temperature): one share for each logit, together 1. The temperature is more than 0. */
export function softmax(logits: readonly number[], temperature = 1, shift = 0): number[] {
  const scaled = logits.map((logit) => (logit + shift) / temperature);
  const largest = Math.max(...scaled);
  const exponentials = scaled.map((value) => Math.exp(value - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
