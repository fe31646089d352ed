// Running and submitting: work goes out, the live result comes in.
import { parseHtml } from "../shared/dom.ts";
import { type Ending, LiveResult } from "../shared/live.ts";
import { ask } from "../shared/editing/dialogs.ts";
import { type Rejection, clearRejection, plainly } from "./rejection.ts";
import { SignedOut } from "../shared/editing/sending.ts";
import { send } from "./sending.ts";
import { type Format, say, settings } from "./settings.ts";

export type Verb = "run" | "submit";

export interface Work {
  format: Format;
  file: Blob;
  name: string;
}

export interface JudgingOptions {
  work: () => Work;
  /** The work was taken in, and its result stands on the page. */
  onTaken: () => void;
  onRejected: (rejection: Rejection) => void;
  /** A grading has ended; ``address`` is that of its fragment. */
  onEnd: (ending: Ending, address: string) => void;
}

export class Judging {
  private readonly form = document.getElementById("work") as HTMLFormElement;
  private readonly panel = document.getElementById("result")!;
  private stopFollowing: () => void = () => undefined;

  constructor(private readonly options: JudgingOptions) {
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    this.follow();
  }

  /** Hand the work in. ``careful`` has the student asked before work is submitted whose run has failed. */
  async judge(verb: Verb, careful = true): Promise<void> {
    if (this.form.getAttribute("aria-busy") === "true") return;
    clearRejection();
    this.setBusy(true);
    const doubt = await this.handIn(verb, careful).catch((error: unknown) => this.rejectSending(error));
    this.setBusy(false);
    if (doubt && (await isSure(doubt))) await this.judge(verb, false);
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    void this.judge(event.submitter?.dataset["judge"] === "submit" ? "submit" : "run");
  }

  /** Returns what the server doubts when it wants to be told to go on. */
  private async handIn(verb: Verb, careful: boolean): Promise<string> {
    const { format, file, name } = this.options.work();
    const answer = await send(settings.urls[verb], format, file, name, careful);
    if (answer.kind === "doubted") return answer.warning;
    if (answer.kind === "accepted") this.show(answer.html);
    else this.options.onRejected(answer.rejection);
    return "";
  }

  private rejectSending(error: unknown): string {
    this.options.onRejected(plainly(say(error instanceof SignedOut ? "signedOut" : "sendFailed")));
    return "";
  }

  private setBusy(busy: boolean): void {
    this.form.setAttribute("aria-busy", String(busy));
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("[data-judge]")) button.disabled = busy;
  }

  private show(html: string): void {
    this.panel.replaceChildren(...parseHtml(html).children);
    this.follow();
    this.options.onTaken();
  }

  private follow(): void {
    this.stopFollowing();
    this.stopFollowing = new LiveResult(this.panel, (ending) => this.onEnd(ending)).start();
  }

  private onEnd(ending: Ending): void {
    document.body.dispatchEvent(new CustomEvent("backpass:judged"));
    this.options.onEnd(ending, this.panel.querySelector<HTMLElement>(".result")?.dataset["result"] ?? "");
  }
}

function isSure(doubt: string): Promise<boolean> {
  const text = `${doubt} ${say("submitQuestion")}`;
  return ask({ title: say("submitTitle"), text, yes: say("submitAnyway"), no: say("goBack") });
}
