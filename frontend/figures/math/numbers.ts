// Numbers in the labels, words and formulas of figures, as courses/figures/numbers.py writes them.

/** A number with at most so many digits behind the point, never with a power of ten; a real minus sign. */
export function fixedText(value: number, digits = 2): string {
  const text = String(Number(value.toFixed(digits)));
  return text === "-0" ? "0" : text.replace("-", "−");
}

/** The same, in parentheses where it is negative, as a factor or summand in a formula. */
export function factorText(value: number, digits = 2): string {
  const text = fixedText(value, digits);
  return text.startsWith("−") ? `(${text})` : text;
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

/** A whole number as an index below the line. */
export function subscript(number: number): string {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
