// Both languages of a text: which is seen, and how each will look to students.
import { fill, parseHtml } from "../shared/dom.ts";
import { post } from "../shared/editing/sending.ts";
import { say } from "../shared/editing/settings.ts";
import { readStored, store } from "../shared/stored.ts";
import type { FileEditor } from "./file_editor.ts";
import { settings } from "./settings.ts";

const PAUSE = 400;
const KEPT = "backpass-pair-view";

interface Drawn {
  html: string;
  words: number;
  problems: { line: number; reason: string }[];
}

export class Pair {
  constructor(
    private readonly root: HTMLElement,
    private readonly editors: FileEditor[],
  ) {
    const buttons = root.querySelectorAll<HTMLButtonElement>("button[data-view]");
    for (const button of buttons) button.addEventListener("click", () => this.show(button.dataset["view"] ?? "en"));
    const marked = editors.find(({ form }) => form.dataset["line"]);
    this.show(marked?.language ?? readStored<string>(KEPT) ?? (document.documentElement.lang === "ko" ? "ko" : "en"));
    for (const editor of editors) new Preview(root, editor);
    document.body.addEventListener("backpass:saved", () => this.tellMissing());
  }

  /** Show one language with its preview, or both side by side. */
  show(view: string): void {
    const known = ["en", "ko", "both"].includes(view) ? view : "en";
    this.root.dataset["view"] = known;
    store(KEPT, known);
    for (const button of this.root.querySelectorAll<HTMLButtonElement>("button[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset["view"] === known));
    }
    for (const editor of this.editors) editor.remeasure();
  }

  private tellMissing(): void {
    for (const editor of this.editors) {
      const badge = this.root.querySelector<HTMLElement>(`[data-missing-of="${editor.language}"]`);
      if (badge) badge.hidden = editor.content.trim() !== "";
    }
  }
}

/** Draws a text as the server renders it, a little after the last key. */
class Preview {
  private timer: number | undefined;
  private asked = 0;
  private readonly place: HTMLElement;

  constructor(
    private readonly root: HTMLElement,
    private readonly editor: FileEditor,
  ) {
    this.place = root.querySelector<HTMLElement>(`[data-preview="${editor.language}"]`)!;
    editor.onChange(() => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.draw(), PAUSE);
    });
    void this.draw();
  }

  private async draw(): Promise<void> {
    const number = ++this.asked;
    const drawn = await drawText(this.editor.content, this.editor.language, this.root.dataset["exercise"] ?? "");
    if (number !== this.asked) return;
    this.part("preview-state").textContent = drawn ? (drawn.html.trim() ? "" : say("emptyPreview")) : say("previewFailed");
    if (!drawn) return;
    put(this.part("preview"), drawn.html);
    const words = this.editor.form.querySelector<HTMLElement>('[data-part="words"]');
    if (words) words.textContent = fill(say("words"), { number: drawn.words });
  }

  private part(name: string): HTMLElement {
    return this.place.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  }
}

/** Have the server render a text; `null` where it cannot. */
export async function drawText(content: string, language: string, exercise: string): Promise<Drawn | null> {
  const fields = { content, language, ...(exercise ? { exercise } : {}) };
  const response = await post(settings.urls.preview, null, fields).catch(() => null);
  return response?.ok ? ((await response.json()) as Drawn) : null;
}

/** Put rendered HTML into the page; its formulas are drawn then, and its figures live by themselves. */
export function put(place: HTMLElement, html: string): void {
  place.replaceChildren(...parseHtml(html).childNodes);
  place.dispatchEvent(new CustomEvent("backpass:drawn", { bubbles: true }));
}
