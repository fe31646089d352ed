// Asking for an image: it is uploaded beside the unit's texts, and its words for those who cannot see it are asked for.
import { post } from "../shared/editing/sending.ts";
import { say } from "../shared/editing/settings.ts";
import { field, opened } from "./dialog.ts";
import { settings } from "./settings.ts";

/** Return the Markdown of a new image; `null` when nobody chose one. */
export async function askForImage(): Promise<string | null> {
  const dialog = document.getElementById("image-dialog") as HTMLDialogElement;
  const error = document.getElementById("image-error")!;
  error.textContent = "";
  field("image-file").value = "";
  field("image-alt").value = "";
  return opened(dialog, async () => {
    const file = field("image-file").files?.[0];
    const alt = field("image-alt").value.trim();
    const path = file && alt ? await upload(file).catch((problem: Error) => ((error.textContent = problem.message), null)) : null;
    return path ? `![${alt.replace(/[[\]]/g, "")}](${path})` : null;
  });
}

async function upload(file: File): Promise<string> {
  const response = await post(settings.urls.image ?? "", file, {}, file.name);
  const answer = (await response.json().catch(() => ({}))) as { path?: string; message?: string };
  if (!response.ok || !answer.path) throw new Error(answer.message ?? say("imageFailed"));
  return answer.path;
}
