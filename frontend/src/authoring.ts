// The authoring pages: editors that save by themselves, previews, ready tests, uploads.
import { FileEditor } from "./authoring/file_editor.ts";
import { setUpHints } from "./authoring/hints.ts";
import { setUpTools } from "./authoring/markdown_tools.ts";
import { Pair } from "./authoring/previews.ts";
import { listTestkit } from "./authoring/testkit.ts";
import { post } from "./shared/editing/sending.ts";
import { say } from "./shared/editing/settings.ts";

class Authoring {
  private readonly editors: FileEditor[] = [];
  private formIsChanged = false;

  start(): void {
    const forms = document.querySelectorAll<HTMLFormElement>("form[data-file]:has(textarea)");
    for (const form of forms) this.editors.push(new FileEditor(form));
    this.editors.forEach(setUpTools);
    const pair = document.getElementById("pair");
    if (pair) new Pair(pair, this.editors);
    this.setUpDetails();
    this.setUpReadyTests();
    this.setUpUploads();
    this.setUpTestkit();
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved || this.formIsChanged) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("submit", (event) => this.onSubmit(event));
  }

  private get isUnsaved(): boolean {
    return this.editors.some((editor) => editor.isUnsaved);
  }

  private async saveAll(): Promise<void> {
    await Promise.all(this.editors.map((editor) => editor.saveNow()));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const details = document.getElementById("details") as HTMLFormElement | null;
    if (details) details.requestSubmit();
    else void this.saveAll();
  }

  /** A link of this page leads on when everything is saved; one to a problem of an open file goes to its line. */
  private onClick(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || address.hash) return;
    if (link.closest("#problems") && this.goTo(address, link)) return event.preventDefault();
    if (!this.isUnsaved) return;
    event.preventDefault();
    void this.saveAll().then(() => (location.href = link.href));
  }

  private goTo(address: URL, link: HTMLElement): boolean {
    const editor = this.editors.find(({ name }) => name === address.searchParams.get("at"));
    if (!editor) return false;
    const half = editor.form.closest<HTMLElement>("#pair");
    if (half && half.dataset["view"] !== "both") half.querySelector<HTMLButtonElement>(`button[data-view="${editor.language}"]`)?.click();
    editor.mark(Number(address.searchParams.get("line")), link.querySelector("span")?.textContent ?? "");
    return true;
  }

  /** What is sent by a form follows what was written. */
  private onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method === "dialog") return;
    this.formIsChanged = false;
    if (!this.isUnsaved || form.dataset["tried"]) return;
    event.preventDefault();
    form.dataset["tried"] = "1";
    void this.saveAll().then(() => form.requestSubmit(event.submitter));
  }

  private setUpDetails(): void {
    const form = document.getElementById("details") as HTMLFormElement | null;
    if (!form) return;
    const changed = (): void => {
      this.formIsChanged = true;
      document.getElementById("details-state")!.textContent = say("unsavedHint");
    };
    form.addEventListener("input", changed);
    setUpHints(form, changed);
  }

  private setUpReadyTests(): void {
    const form = document.getElementById("ready-tests") as HTMLFormElement | null;
    const editor = this.editors[0];
    if (!form || !editor) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void insertTest(form, editor, (event.submitter as HTMLButtonElement).value);
    });
  }

  private setUpUploads(): void {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-drop]")) {
      const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
      const drop = form.querySelector<HTMLElement>(".drop")!;
      for (const kind of ["dragenter", "dragover", "dragleave", "drop"] as const) {
        form.addEventListener(kind, (event) => {
          if (!event.dataTransfer?.types.includes("Files")) return;
          event.preventDefault();
          drop.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
          if (kind === "drop") input.files = event.dataTransfer.files;
        });
      }
    }
  }

  private setUpTestkit(): void {
    const place = document.getElementById("testkit");
    place?.closest("details")?.addEventListener("toggle", () => void listTestkit(place), { once: true });
  }
}

async function insertTest(form: HTMLFormElement, editor: FileEditor, template: string): Promise<void> {
  const file = form.querySelector<HTMLInputElement>("[name=file]")?.value ?? "";
  const response = await post(form.dataset["insert"] ?? "", null, { template, file, content: editor.content }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as { content?: string; message?: string; line?: number } | null;
  if (response?.ok && answer?.content !== undefined) {
    editor.load(answer.content);
    editor.showEnd();
    return;
  }
  editor.tell(answer?.message ?? say("insertFailed"));
  if (answer?.line) editor.mark(answer.line, answer.message);
}

document.addEventListener("DOMContentLoaded", () => new Authoring().start());
