// Posting texts and files.

/** The session has ended; whoever writes must sign in again. */
export class SignedOut extends Error {}

/** The token as it is now: signing in again in another tab changes it. */
function currentToken(): string {
  const [, cookie] = /(?:^|; )(?:__Host-)?csrftoken=([^;]*)/.exec(document.cookie) ?? [];
  return cookie ?? document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Post a text as a file where there is one, with more fields; throws `SignedOut` when nobody is signed in. */
export async function post(url: string, file: Blob | null, fields: Record<string, string>, name = "work"): Promise<Response> {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  if (file) body.append("file", file, name);
  const headers = { "X-CSRFToken": currentToken(), Accept: "application/json" };
  const response = await fetch(url, { method: "POST", body, headers });
  if (response.redirected || response.status === 403) throw new SignedOut();
  return response;
}
