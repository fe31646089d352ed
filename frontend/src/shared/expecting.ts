// How far a grading is by the time that it usually takes, and how times are said.

/** Words with a `{count}` in them. */
export interface DurationWords {
  seconds: string;
  minutes: string;
}

/**
 * The share of the way, from 0 to below 1, after `elapsed` of `usual` seconds. The first nine tenths go by evenly; what
 * takes longer than usual comes ever slower to the end, and never reaches it.
 */
export function share(elapsed: number, usual: number): number {
  const times = Math.max(0, elapsed) / Math.max(usual, 0.1);
  return times <= 1 ? 0.9 * times : 0.9 + 0.09 * (1 - Math.exp(1 - times));
}

/** A guessed time in words: short ones in seconds, longer ones in fives of them or in minutes. */
export function duration(seconds: number, words: DurationWords): string {
  if (seconds >= 90) return words.minutes.replace("{count}", String(Math.round(seconds / 60)));
  const rounded = seconds < 10 ? Math.round(seconds) : 5 * Math.round(seconds / 5);
  return words.seconds.replace("{count}", String(Math.max(1, rounded)));
}
