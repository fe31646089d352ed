// Sending work to be run or judged.

export interface Rejection {
  message: string;
  line: number | null;
  cell: number | null;
}

export type Answer = { accepted: true; html: string } | { accepted: false; rejection: Rejection };

/** The session has ended; whoever writes must sign in again. */
export class SignedOut extends Error {}

/** The token as it is now: signing in again in another tab changes it. */
function currentToken(form: HTMLFormElement): string {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  return cookie?.split("=")[1] ?? form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Post work as a file; the answer is the new grading's fragment, or why the work was turned down. */
export async function send(url: string, form: HTMLFormElement, format: string, file: Blob, name: string): Promise<Answer> {
  const body = new FormData();
  body.append("format", format);
  body.append("file", file, name);
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": currentToken(form), Accept: "application/json" },
  });
  if (response.redirected || response.status === 403) throw new SignedOut();
  if (response.ok) return { accepted: true, ...((await response.json()) as { html: string }) };
  if (response.status === 422) return { accepted: false, rejection: (await response.json()) as Rejection };
  throw new Error(`The server answered ${response.status}.`);
}
