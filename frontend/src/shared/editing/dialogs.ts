// Questions and the list of shortcuts, as native dialogs: they keep the focus and give it back by themselves.

export interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
}

/** Ask; Escape means no. */
export function ask({ title, text, yes, no }: Question): Promise<boolean> {
  const dialog = document.getElementById("ask") as HTMLDialogElement;
  for (const [id, words] of Object.entries({ "ask-title": title, "ask-text": text, "ask-yes": yes, "ask-no": no })) {
    document.getElementById(id)!.textContent = words;
  }
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** Show all shortcuts. */
export function showKeys(): void {
  (document.getElementById("keys") as HTMLDialogElement).showModal();
}

/** Whether a dialog is open, which has the keyboard to itself. */
export function isAsking(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
