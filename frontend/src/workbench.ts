// The exercise page: write or choose a notebook, run it, submit it, and watch the result arrive.
import { fill, make, makeIcon, readJson } from "./shared/dom";
import { type Ending, LiveResult } from "./shared/live";
import { Draft } from "./workbench/draft";
import { CodeEditor } from "./workbench/editor";
import { FileProblem, type NotebookText, parseNotebook, readText, showCells } from "./workbench/notebook";
import { type Rejection, SignedOut, send } from "./workbench/sending";

interface Settings {
  runUrl: string;
  submitUrl: string;
  draftKey: string;
  draftWins: boolean;
  maxBytes: number;
  starter: string;
  editorLabel: string;
  phrases: Record<string, string>;
  text: NotebookText & Record<"sendFailed" | "signedOut" | "noNotebook" | "restored" | "line", string>;
}

type Mode = "code" | "notebook";

class Workbench {
  private readonly settings = readJson<Settings>("workbench-settings")!;
  private readonly form = document.getElementById("work") as HTMLFormElement;
  private readonly panel = document.getElementById("result")!;
  private readonly draft = new Draft(this.settings.draftKey);
  private editor: CodeEditor | null = null;
  private notebook: File | null = null;
  /** Why the chosen file cannot be sent. */
  private refusal = "";
  private mode = this.form.dataset["mode"] as Mode;
  private stopFollowing: () => void = () => undefined;

  start(): void {
    this.setUpEditor();
    this.setUpNotebook();
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("button[data-mode]")) {
      button.addEventListener("click", () => this.switchMode(button.dataset["mode"] as Mode));
    }
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    this.form.addEventListener("keydown", (event) => this.onKey(event));
    this.follow();
  }

  private setUpEditor(): void {
    const source = this.form.querySelector<HTMLTextAreaElement>("textarea[name=content]");
    const place = document.getElementById("editor");
    if (!source || !place) return;
    const draft = this.settings.draftWins ? this.draft.read() : null;
    const restored = draft !== null && draft.content !== source.value;
    this.editor = new CodeEditor({
      parent: place,
      content: restored ? draft.content : source.value,
      label: this.settings.editorLabel,
      nonce: place.dataset["nonce"] ?? "",
      phrases: this.settings.phrases,
      onChange: (content) => this.draft.write(content),
      onRun: () => void this.judge(this.settings.runUrl),
      onSubmit: () => void this.judge(this.settings.submitUrl),
    });
    source.hidden = true;
    source.disabled = true;
    if (restored) this.sayRestored(draft.at);
    document.getElementById("reset")?.addEventListener("click", () => this.editor?.replace(this.settings.starter));
    this.setUpOpenFile();
    this.markGiven();
  }

  private sayRestored(at: number): void {
    const note = document.getElementById("draft-note");
    if (!note) return;
    const time = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    note.textContent = fill(this.settings.text.restored, { time });
    note.hidden = false;
  }

  /** A page that the server drew for turned-down work names the line to mark. */
  private markGiven(): void {
    const given = document.getElementById("rejection");
    if (given?.dataset["line"]) this.editor?.mark(Number(given.dataset["line"]), given.textContent?.trim() ?? "");
  }

  private setUpOpenFile(): void {
    const input = document.getElementById("open-file") as HTMLInputElement | null;
    input?.addEventListener("change", async () => {
      const file = input.files?.[0];
      if (!file) return;
      try {
        this.editor?.replace(await readText(file, this.settings.maxBytes, this.settings.text));
        this.clearRejection();
      } catch (error) {
        this.reject({ message: messageOf(error), line: null, cell: null });
      }
      input.value = "";
    });
  }

  private setUpNotebook(): void {
    const input = this.form.querySelector<HTMLInputElement>("input[name=file]");
    const drop = document.getElementById("drop");
    if (!input || !drop) return;
    input.addEventListener("change", () => void this.choose(input.files?.[0]));
    for (const kind of ["dragenter", "dragover", "dragleave", "drop"] as const) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
        if (kind === "drop") void this.choose(event.dataTransfer?.files[0]);
      });
    }
  }

  private async choose(file: File | undefined): Promise<void> {
    if (!file) return;
    const { text, maxBytes } = this.settings;
    const preview = document.getElementById("cells");
    this.notebook = null;
    this.refusal = "";
    this.clearRejection();
    if (preview) preview.hidden = true;
    try {
      const notebook = parseNotebook(await readText(file, maxBytes, text));
      this.notebook = file;
      if (preview && notebook) showCells(preview, notebook, text);
      const values = { name: file.name, count: notebook?.cells.length ?? 0 };
      this.tellChosen(fill(notebook ? text.chosen : text.notShown, values));
    } catch (error) {
      this.tellChosen("");
      this.refusal = messageOf(error);
      this.reject({ message: this.refusal, line: null, cell: null });
    }
  }

  private tellChosen(text: string): void {
    const chosen = document.getElementById("chosen");
    if (chosen) chosen.textContent = text;
  }

  private switchMode(mode: Mode): void {
    this.mode = mode;
    this.form.dataset["mode"] = mode;
    for (const part of this.form.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = part.dataset["for"] !== mode;
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("button[data-mode]")) {
      button.setAttribute("aria-pressed", String(button.dataset["mode"] === mode));
    }
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    void this.judge(button?.formAction ?? this.settings.runUrl);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.judge(event.shiftKey ? this.settings.submitUrl : this.settings.runUrl);
  }

  private work(): { file: Blob; name: string } | null {
    if (this.mode === "notebook") return this.notebook && { file: this.notebook, name: this.notebook.name };
    return this.editor && { file: new Blob([this.editor.content], { type: "text/x-python" }), name: "main.py" };
  }

  private async judge(url: string): Promise<void> {
    const work = this.work();
    if (!work) return this.reject({ message: this.refusal || this.settings.text.noNotebook, line: null, cell: null });
    if (this.form.getAttribute("aria-busy") === "true") return;
    this.clearRejection();
    this.setBusy(true);
    try {
      const answer = await send(url, this.form, this.mode, work.file, work.name);
      if (answer.accepted) this.show(answer.html);
      else this.reject(answer.rejection);
    } catch (error) {
      const { signedOut, sendFailed } = this.settings.text;
      this.reject({ message: error instanceof SignedOut ? signedOut : sendFailed, line: null, cell: null });
    }
    this.setBusy(false);
  }

  private setBusy(busy: boolean): void {
    this.form.setAttribute("aria-busy", String(busy));
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("[data-judge]")) button.disabled = busy;
  }

  private show(html: string): void {
    const page = new DOMParser().parseFromString(html, "text/html");
    this.panel.replaceChildren(...Array.from(page.body.children, (child) => document.adoptNode(child)));
    this.editor?.unmark();
    this.follow();
    this.bringResultIntoView();
  }

  /** The result grows below its head: leave it room, and let the code above stay in sight. */
  private bringResultIntoView(): void {
    const { top } = this.panel.getBoundingClientRect();
    if (top > 0 && top < innerHeight * 0.55) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    this.panel.scrollIntoView({ block: "start", behavior });
  }

  private follow(): void {
    this.stopFollowing();
    this.stopFollowing = new LiveResult(this.panel, (ending) => this.onEnd(ending)).start();
  }

  private onEnd(ending: Ending): void {
    if (ending.line !== null && ending.cell === null) this.editor?.mark(ending.line, ending.message);
    document.body.dispatchEvent(new CustomEvent("backpass:judged"));
  }

  private reject({ message, line }: Rejection): void {
    const place = document.getElementById("rejection");
    if (!place) return;
    const text = line === null ? message : `${message} (${fill(this.settings.text.line, { line })})`;
    place.replaceChildren(makeIcon("x-circle-fill"), make("p", "", text));
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
    if (line !== null) this.editor?.mark(line, message);
  }

  private clearRejection(): void {
    const place = document.getElementById("rejection");
    if (place) place.hidden = true;
  }
}

function messageOf(error: unknown): string {
  return error instanceof FileProblem ? error.message : String(error);
}

document.addEventListener("DOMContentLoaded", () => new Workbench().start());
