// Files of the student's computer: reading one, and writing one.
import { say } from "./settings.ts";

/** What is wrong with a chosen file, in the reader's language. */
export class FileProblem extends Error {}

/** Read a file as UTF-8 text; throws `FileProblem` when it is too large or not text. */
export async function readText(file: File, limit: number): Promise<string> {
  if (file.size > limit) throw new FileProblem(say("tooLarge"));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new FileProblem(say("notText"));
  }
}

/** Let the browser save a text as a file. */
export function saveFile(name: string, content: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
