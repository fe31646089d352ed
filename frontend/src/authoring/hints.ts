// Adding, removing and ordering the hints of the details' form in place.

/** Make the buttons beside the hints work without asking the server. */
export function setUpHints(form: HTMLFormElement, onChange: () => void): void {
  const rows = document.getElementById("hint-rows")!;
  const template = document.getElementById("hint-template") as HTMLTemplateElement;
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name="hints"]');
    if (!button) return;
    event.preventDefault();
    const row = button.closest<HTMLElement>(".hint-row");
    const verb = button.value.split(":")[0];
    if (verb === "add") add(rows, template);
    else if (row) change(row, verb ?? "", button);
    onChange();
  });
}

function add(rows: HTMLElement, template: HTMLTemplateElement): void {
  rows.append(template.content.cloneNode(true));
  rows.lastElementChild?.querySelector("textarea")?.focus();
}

function change(row: HTMLElement, verb: string, button: HTMLButtonElement): void {
  const [before, after] = [row.previousElementSibling, row.nextElementSibling];
  if (verb === "up") before?.before(row);
  else if (verb === "down") after?.after(row);
  else if (verb === "remove") {
    const next = (after ?? before)?.querySelector<HTMLButtonElement>(`button[value^="remove"]`);
    row.remove();
    (next ?? document.querySelector<HTMLButtonElement>('button[name="hints"][value="add"]'))?.focus();
    return;
  }
  button.focus();
}
