// Random numbers that a seed repeats, so that a figure shows the same each time.

/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/** Return mulberry32, a small generator with a period of 2^32 (Tommy Ettinger, public domain). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Return a source of normal numbers with mean 0 and standard deviation 1, by the Box-Muller transform. */
export function normalFrom(random: Random): Random {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Put the numbers from 0 to `count` - 1 in a random order (Fisher-Yates). */
export function shuffledIndices(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  shuffle(order, random);
  return order;
}

/** Put values in a random order (Fisher-Yates). */
export function shuffle<T>(values: { readonly length: number; [index: number]: T }, random: Random): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other] as T, values[last] as T];
  }
}
