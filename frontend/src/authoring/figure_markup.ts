// Writing an explorable figure in Markdown, from the fields of its kind. Knows no page.

export interface Field {
  name: string;
  type: "number" | "choice" | "flag" | "numbers" | "choices";
  default: number | string | boolean | number[] | string[];
  choices?: string[];
  min?: number;
  max?: number;
  step?: number;
  least?: number;
  most?: number;
}

export type Kinds = Record<string, Field[]>;

/** A field's default as it is written. */
export function writtenDefault({ default: value }: Field): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length ? value.join(",") : "none";
  return String(value);
}

/** The state without what has its default: `fn: tanh; x: 2`. */
export function writtenState(fields: Field[], values: Record<string, string>): string {
  const given = fields.filter((field) => {
    const value = values[field.name]?.trim() ?? "";
    return value !== "" && value !== writtenDefault(field);
  });
  return given.map(({ name }) => `${name}: ${values[name]!.trim()}`).join("; ");
}

/** The whole element, with its caption and what to try. */
export function figureMarkdown(kind: string, state: string, caption: string, prompt: string): string {
  const attributes = state ? ` state="${state.replaceAll('"', "")}"` : "";
  return `<bp-figure kind="${kind}"${attributes}>\n\n${caption}\n\n${prompt}\n\n</bp-figure>`;
}
