// Numbers in the words and formulas of figures, as courses/figures/svg.py writes them.

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
