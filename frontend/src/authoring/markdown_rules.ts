// What the buttons above a Markdown editor do with a text and its selection. Knows no editor.
import type { Edit } from "../shared/editing/editor.ts";

type Rule = (text: string, from: number, to: number) => Edit;

/** Put marks around the selection, or take them away where they stand; without a selection around `filler`. */
export function around(mark: string, filler: string): Rule {
  return (text, from, to) => {
    const [before, after] = [text.slice(from - mark.length, from), text.slice(to, to + mark.length)];
    if (from < to && before === mark && after === mark) {
      const start = from - mark.length;
      return { from: start, to: to + mark.length, insert: text.slice(from, to), select: [start, start + to - from] };
    }
    const inside = text.slice(from, to) || filler;
    const start = from + mark.length;
    return { from, to, insert: mark + inside + mark, select: [start, start + inside.length] };
  };
}

/** Make the line a heading, one level deeper at each call: `##`, `###`, and none again. */
export function heading(filler: string): Rule {
  return (text, from) => {
    const [start, end] = lineAt(text, from);
    const line = text.slice(start, end);
    const found = /^(#{1,6})\s+/.exec(line);
    const words = found ? line.slice(found[0].length) : line || filler;
    const marks = !found ? "## " : found[1]!.length < 3 ? `${found[1]}# ` : "";
    return { from: start, to: end, insert: marks + words, select: [start + marks.length, start + marks.length + words.length] };
  };
}

/** Make the selection a link whose address is selected then. */
export function link(filler: string): Rule {
  return (text, from, to) => {
    const words = text.slice(from, to) || filler;
    const address = "https://";
    const start = from + words.length + 3;
    return { from, to, insert: `[${words}](${address})`, select: [start, start + address.length] };
  };
}

/** Code in the line; several lines become a block of Python. */
export function code(): Rule {
  return (text, from, to) => {
    const inside = text.slice(from, to);
    if (!inside.includes("\n")) return around("`", "x")(text, from, to);
    return block(`\`\`\`python\n${inside.trim()}\n\`\`\``)(text, from, to);
  };
}

/** A formula in the line; several lines become a block. */
export function formula(): Rule {
  return (text, from, to) => {
    const inside = text.slice(from, to);
    if (!inside.includes("\n")) return around("$", "x^2")(text, from, to);
    return block(`$$\n${inside.trim()}\n$$`)(text, from, to);
  };
}

/** Put a dash before each line of the selection. */
export function list(): Rule {
  return (text, from, to) => {
    const [start] = lineAt(text, from);
    const [, end] = lineAt(text, to);
    const insert = text
      .slice(start, end)
      .split("\n")
      .map((line) => (line.startsWith("- ") ? line : `- ${line}`))
      .join("\n");
    return { from: start, to: end, insert, select: [start, start + insert.length] };
  };
}

/** Make the selection a note. */
export function note(title: string, filler: string): Rule {
  return (text, from, to) => {
    const inside = (text.slice(from, to) || filler).trim().split("\n").join("\n    ");
    return block(`!!! note "${title}"\n    ${inside}`)(text, from, to);
  };
}

/** Put a block in place of the selection, with empty lines around it; the cursor stands behind it. */
export function block(content: string): Rule {
  return (text, from, to) => {
    const above = from === 0 || text.slice(0, from).endsWith("\n\n") ? "" : text[from - 1] === "\n" ? "\n" : "\n\n";
    const below = text.startsWith("\n\n", to) ? "" : text[to] === "\n" ? "\n" : "\n\n";
    const insert = above + content + below;
    const end = from + above.length + content.length;
    return { from, to, insert, select: [end, end] };
  };
}

function lineAt(text: string, place: number): [number, number] {
  const end = text.indexOf("\n", place);
  return [text.lastIndexOf("\n", place - 1) + 1, end < 0 ? text.length : end];
}
