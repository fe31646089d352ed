// Sending work to be run or judged, and everything else that the page posts.

import type { Rejection } from "./rejection.ts";

export type Answer =
  | { kind: "accepted"; html: string }
  | { kind: "rejected"; rejection: Rejection }
  | { kind: "doubted"; warning: string };

/** The session has ended; whoever writes must sign in again. */
export class SignedOut extends Error {}

/** The token as it is now: signing in again in another tab changes it. */
function currentToken(): string {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  return cookie?.split("=")[1] ?? document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Post a text as a file, with more fields; throws `SignedOut` when nobody is signed in. */
export async function post(url: string, file: Blob, fields: Record<string, string>, name = "work"): Promise<Response> {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  body.append("file", file, name);
  const headers = { "X-CSRFToken": currentToken(), Accept: "application/json" };
  const response = await fetch(url, { method: "POST", body, headers });
  if (response.redirected || response.status === 403) throw new SignedOut();
  return response;
}

/** Hand work in; ``careful`` has the server ask before work is judged whose run the student has seen fail. */
export async function send(url: string, format: string, file: Blob, name: string, careful: boolean): Promise<Answer> {
  const response = await post(url, file, { format, ...(careful ? { careful: "1" } : {}) }, name);
  if (response.ok) return { kind: "accepted", html: ((await response.json()) as { html: string }).html };
  if (response.status === 409) return { kind: "doubted", warning: ((await response.json()) as { warning: string }).warning };
  if (response.status === 422) return { kind: "rejected", rejection: (await response.json()) as Rejection };
  throw new Error(`The server answered ${response.status}.`);
}
