// Sending work to be run or judged.

export interface Rejection {
  message: string;
  line: number | null;
  cell: number | null;
}

export type Answer = { accepted: true; html: string } | { accepted: false; rejection: Rejection };

/** Post work as a file; the answer is the new grading's fragment, or why the work was turned down. */
export async function send(url: string, token: string, format: string, file: Blob, name: string): Promise<Answer> {
  const form = new FormData();
  form.append("format", format);
  form.append("file", file, name);
  const response = await fetch(url, {
    method: "POST",
    body: form,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  if (response.ok) return { accepted: true, ...((await response.json()) as { html: string }) };
  if (response.status === 422) return { accepted: false, rejection: (await response.json()) as Rejection };
  throw new Error(`The server answered ${response.status}.`);
}
