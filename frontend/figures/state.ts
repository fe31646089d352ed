// A figure's state: read from its attribute and from the address, written back to the address. Knows no page.
import kinds from "../../courses/figures/kinds.json" with { type: "json" };
import { inside } from "./math/scales.ts";

export type Value = number | boolean | string | readonly number[];
export type State = Record<string, Value>;

type Field =
  | { type: "number"; min: number; max: number; step: number; default: number }
  | { type: "flag"; default: boolean }
  | { type: "choice"; choices: readonly string[]; default: string }
  | { type: "numbers"; least: number; most: number; min: number; max: number; whole?: boolean; default: readonly number[] }
  | { type: "choices"; choices: readonly string[]; default: readonly string[] };

export type NumberField = Extract<Field, { type: "number" }>;
type Fields = Record<string, Field>;

/** The fields of a kind, by name; `null` for an unknown kind. */
export function fieldsOf(kind: string): Fields | null {
  return (kinds as unknown as Record<string, Fields>)[kind] ?? null;
}

/** The state that a figure of this kind has when nothing else is said. */
export function defaults(fields: Fields): State {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.type === "choices" ? field.default.join(",") : field.default]),
  );
}

/** Read `fn: tanh; x: 1.5` over a state. What does not fit its field is passed over: an address may hold anything. */
export function read(fields: Fields, text: string, over: State): State {
  const state = { ...over };
  for (const part of text.split(";")) {
    const [name = "", value = ""] = part.split(":", 2).map((piece) => piece.trim());
    const found = Object.hasOwn(fields, name) ? readValue(fields[name] as Field, value) : null;
    if (found !== null) state[name] = found;
  }
  return state;
}

/** Write what differs from `from`, as `fn:tanh;x:1.5`. */
export function write(fields: Fields, state: State, from: State): string {
  const changed = Object.keys(fields).filter((name) => text(state[name]) !== text(from[name]));
  return changed.map((name) => `${name}:${text(state[name])}`).join(";");
}

function readValue(field: Field, value: string): Value | null {
  if (field.type === "number") return isNumber(value) ? inside(stepped(Number(value), field.step % 1 === 0), [field.min, field.max]) : null;
  if (field.type === "flag") return value === "on" ? true : value === "off" ? false : null;
  if (field.type === "choice") return field.choices.includes(value) ? value : null;
  const parts = value === "none" ? [] : value.split(",").map((part) => part.trim());
  if (field.type === "choices") return field.choices.filter((choice) => parts.includes(choice)).join(",");
  const fits = parts.every(isNumber) && parts.length >= field.least && parts.length <= field.most;
  return fits ? parts.map((part) => inside(stepped(Number(part), field.whole === true), [field.min, field.max])) : null;
}

/** A number of things is whole: half a step or layer would lead into the void. */
function stepped(value: number, isWhole: boolean): number {
  return isWhole ? Math.round(value) : value;
}

function isNumber(value: string): boolean {
  return /^-?\d{1,9}(\.\d{1,9})?$/.test(value);
}

function text(value: Value | undefined): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number") return String(Number(value.toFixed(6)));
  if (typeof value === "object") return value.length ? value.map((one) => String(Number(one.toFixed(6)))).join(",") : "none";
  return value || "none";
}
