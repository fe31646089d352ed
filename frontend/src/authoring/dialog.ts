// A native dialog with a form that makes a text to be inserted.

/** An input by its id. */
export function field(id: string): HTMLInputElement {
  return document.getElementById(id) as HTMLInputElement;
}

/** Open a dialog; `make` is asked when its form is sent, and a `null` from it leaves the dialog open. */
export function opened(dialog: HTMLDialogElement, make: () => Promise<string | null>): Promise<string | null> {
  const form = dialog.querySelector("form")!;
  const controller = new AbortController();
  const { signal } = controller;
  dialog.showModal();
  return new Promise((resolve) => {
    const end = (content: string | null): void => {
      controller.abort();
      dialog.close();
      resolve(content);
    };
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        void make().then((content) => content !== null && end(content));
      },
      { signal },
    );
    dialog.querySelector("[data-close]")?.addEventListener("click", () => end(null), { signal });
    dialog.addEventListener("cancel", () => end(null), { signal });
  });
}
