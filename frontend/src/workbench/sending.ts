// Sending work to be run or judged.
import { post } from "../shared/editing/sending.ts";
import type { Rejection } from "./rejection.ts";

export type Answer =
  | { kind: "accepted"; html: string }
  | { kind: "rejected"; rejection: Rejection }
  | { kind: "doubted"; warning: string };

/** Hand work in; ``careful`` has the server ask before work is judged whose run the student has seen fail. */
export async function send(url: string, format: string, file: Blob, name: string, careful: boolean): Promise<Answer> {
  const response = await post(url, file, { format, ...(careful ? { careful: "1" } : {}) }, name);
  if (response.ok) return { kind: "accepted", html: ((await response.json()) as { html: string }).html };
  if (response.status === 409) return { kind: "doubted", warning: ((await response.json()) as { warning: string }).warning };
  if (response.status === 422 || response.status === 429) return { kind: "rejected", rejection: (await response.json()) as Rejection };
  throw new Error(`The server answered ${response.status}.`);
}
