// Where numbers lie on a drawing, and the round numbers beside its axes.

/** About `count` round numbers from `low` to `high`, a step of 1, 2 or 5 times a power of ten apart. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(span));
  const error = span / power;
  const step = power * (error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.sqrt(2) ? 2 : 1);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(10)));
}

/** The powers of ten from `low` to `high`, both positive; every second or third where there are many. */
export function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / 6));
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, index) => 10 ** (first + index * stride));
}

/** A number with two digits as a multiple of a power of ten, such as 1.7·10⁻⁴; plain powers such as 10⁻⁴, and 1 as it is. */
export function powerText(value: number): string {
  const [mantissa, exponent] = value.toExponential(1).split("e") as [string, string];
  const power = Number(exponent);
  if (power === 0) return String(Number(mantissa));
  const raised = [...String(power)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("");
  return mantissa === "1.0" ? `10${raised}` : `${mantissa}·10${raised}`;
}

/** A number as labels show it: a real minus sign and no needless zeros; tiny and huge ones with a power of ten. */
export function numberText(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size >= 1e5 || (size > 0 && size < 10 ** -digits / 2) ? value.toExponential(1) : String(Number(value.toFixed(digits)));
  return text === "-0" ? "0" : text.replaceAll("-", "−");
}
