// A series cut into windows with answers, as the lesson on windows and Keras's timeseries_dataset_from_array cut it.

/** Rows of one or more features, in the order of time. */
export type Series = readonly (readonly number[])[];

/** One sample: rows `first` to `last` of the series, and the row of its answer. */
export interface Window {
  first: number;
  last: number;
  answer: number;
}

/** How many samples a series gives: rows - timesteps - horizon + 1, or 0 where it is too short. */
export function countWindows(rows: number, timesteps: number, horizon: number): number {
  return Math.max(0, rows - timesteps - horizon + 1);
}

/** The rows of sample `index`. */
export function windowAt(index: number, timesteps: number, horizon: number): Window {
  const last = index + timesteps - 1;
  return { first: index, last, answer: last + horizon };
}

/** All samples of a series with so many rows. */
function windowsOf(rows: number, timesteps: number, horizon: number): Window[] {
  const samples = countWindows(rows, timesteps, horizon);
  return Array.from({ length: samples }, (_, index) => windowAt(index, timesteps, horizon));
}

/** The tensor X of shape (samples, timesteps, features). */
export function inputs(series: Series, timesteps: number, horizon: number): Series[] {
  return windowsOf(series.length, timesteps, horizon).map(({ first, last }) => series.slice(first, last + 1));
}

/** The answers y: the first feature of each sample's answer row. */
export function answers(series: Series, timesteps: number, horizon: number): number[] {
  return windowsOf(series.length, timesteps, horizon).map(({ answer }) => series[answer]?.[0] as number);
}

/** How many of the rows are for training, when a share of them is; the others come later and validate. */
export function trainingRows(rows: number, share: number): number {
  return Math.round(rows * share);
}

/** How many samples train: those whose answers lie in the first `training` rows. The others validate. */
export function countTraining(samples: number, training: number, timesteps: number, horizon: number): number {
  return Math.min(samples, countWindows(training, timesteps, horizon));
}

/**
 * A made-up price and its volume: 100 and a random walk with a slight upward drift; the volume grows with the size of the
 * day's move. Rounded to 0.1 and to whole numbers.
 *
 * @param normal - standard normal random numbers, two of which are taken for each row
 */
export function prices(rows: number, normal: () => number): number[][] {
  let price = 100;
  return Array.from({ length: rows }, () => {
    const move = 0.4 + 2 * normal();
    price += move;
    const volume = 40 + 12 * Math.abs(move) + 6 * normal();
    return [Math.round(price * 10) / 10, Math.round(volume)];
  });
}
