// What epochs told, as the curves that are drawn of them. A program may call `fit` several times: its trainings stand one
// after the other on one axis, each beginning where the one before it ended, with a gap between them.

export interface Epoch {
  epoch: number;
  epochs: number | null;
  logs: Record<string, number | null>;
}

export interface Goal {
  metric: string;
  at_most?: number;
  at_least?: number;
}

/** One epoch at its place on the axis; `training` counts from 1. */
export interface Placed {
  x: number;
  training: number;
  epoch: number;
  logs: Record<string, number | null>;
}

/** `null` is a gap; `undefined` is where another curve has a point and this one has none. */
export type Values = (number | null | undefined)[];

export interface Columns {
  x: number[];
  training: Values;
  validation: Values;
  bestTraining: Values;
  bestValidation: Values;
}

export interface Account {
  metric: string;
  first: number;
  last: number;
  best: number;
  epoch: number;
}

const VALIDATION = "val_";
/** Below it powers of ten come out as 0, and whoever counts them on an axis never ends. */
const SMALLEST = 1e-300;
/** Of these more is better; of everything else less. */
const GROWING = /accuracy|acc$|auc|precision|recall|f1|r2/;

/** Epochs at their places: a number that does not grow begins another training. */
export function placed(epochs: readonly Epoch[]): Placed[] {
  const found: Placed[] = [];
  let offset = 0;
  let training = 1;
  let before = 0;
  for (const { epoch, logs } of epochs) {
    if (epoch <= before) {
      offset += before;
      training += 1;
    }
    before = epoch;
    found.push({ x: offset + epoch, training, epoch, logs });
  }
  return found;
}

/** Where each training but the first begins, between two epochs. */
export function boundaries(points: readonly Placed[]): number[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before && before.training !== point.training ? [before.x + 0.5] : [];
  });
}

/** The metrics that a curve can show, without their validation's names: losses first, in the order in which they came. */
export function metricsOf(epochs: readonly Epoch[]): string[] {
  const names = new Set<string>();
  for (const { logs } of epochs) for (const name of Object.keys(logs)) names.add(baseName(name));
  names.delete("learning_rate");
  return [...names].sort((a, b) => rank(a) - rank(b));
}

/** The metric whose curve a name belongs to. */
export function baseName(name: string): string {
  return name.startsWith(VALIDATION) ? name.slice(VALIDATION.length) : name;
}

function rank(name: string): number {
  return name === "loss" ? 0 : name.includes("loss") ? 1 : 2;
}

/** The curves of one metric, and those of an earlier training beside them, over one axis. */
export function columns(own: readonly Placed[], best: readonly Placed[], metric: string, logarithmic = false): Columns {
  const gaps = [...boundaries(own), ...boundaries(best)];
  const x = [...new Set([...own.map((one) => one.x), ...best.map((one) => one.x), ...gaps])].sort((a, b) => a - b);
  const values = (points: readonly Placed[], name: string): Values => valuesOver(x, points, name, logarithmic);
  return {
    x,
    training: values(own, metric),
    validation: values(own, VALIDATION + metric),
    bestTraining: values(best, metric),
    bestValidation: values(best, VALIDATION + metric),
  };
}

function valuesOver(x: readonly number[], points: readonly Placed[], name: string, logarithmic: boolean): Values {
  const known = new Map<number, number | null>();
  for (const point of points) known.set(point.x, drawable(point.logs[name], logarithmic));
  for (const gap of boundaries(points)) known.set(gap, null);
  return x.map((place) => known.get(place));
}

/** The value as it is drawn: none where there is no finite one, or where a logarithm has none. */
function drawable(value: number | null | undefined, logarithmic: boolean): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return logarithmic && value <= 0 ? null : value;
}

/** What a text says of one metric: of its validation, where there is one. `null` without a finite value. */
export function account(points: readonly Placed[], metric: string): Account | null {
  const name = points.some((one) => VALIDATION + metric in one.logs) ? VALIDATION + metric : metric;
  const known = points.flatMap((one) => {
    const value = drawable(one.logs[name], false);
    return value === null ? [] : [{ value, x: one.x }];
  });
  const [first, last] = [known[0], known[known.length - 1]];
  if (!first || !last) return null;
  const better = (a: number, b: number): boolean => (GROWING.test(metric) ? a > b : a < b);
  const best = known.reduce((found, one) => (better(one.value, found.value) ? one : found), first);
  return { metric: name, first: first.value, last: last.value, best: best.value, epoch: best.x };
}

/** Whether any epoch of the last training comes to the goal; `null` where none tells of its metric. */
export function isReached(points: readonly Placed[], goal: Goal): boolean | null {
  const last = points[points.length - 1]?.training;
  const values = points.flatMap((one) => {
    const value = one.training === last ? drawable(one.logs[goal.metric], false) : null;
    return value === null ? [] : [value];
  });
  if (!values.length) return null;
  return values.some((value) => (goal.at_most === undefined || value <= goal.at_most) && (goal.at_least === undefined || value >= goal.at_least));
}

/** From where to where values are drawn, the goal's level among them; a logarithm's axis never comes near 0. */
export function bounds(low: number | null, high: number | null, level: number | null, logarithmic: boolean): [number, number] {
  if (low === null || high === null) return logarithmic ? [0.1, 1] : [0, 1];
  const least = Math.min(low, level ?? low);
  const most = Math.max(high, level ?? high);
  if (!logarithmic) return [least, most === least ? least + 1 : most];
  const from = Math.max(least, SMALLEST);
  return [from, Math.max(most, from * 10)];
}

/** A number in few digits. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return String(Number(value.toPrecision(4)));
}
