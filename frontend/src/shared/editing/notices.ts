// Messages between the toolbar and the editor, with something to do about them.
import { make, makeIcon } from "../dom.ts";
import { say } from "./settings.ts";

export interface Action {
  label: string;
  act: () => void;
}

export interface Notice {
  /** A new message takes the place of one about the same. */
  about: string;
  text: string;
  warning?: boolean;
  actions?: Action[];
  /** Whether it stays until one of its actions is chosen. */
  stays?: boolean;
  /** Where it is shown, if not in the page's place for messages. */
  place?: HTMLElement;
}

/** Show a message. */
export function tell({ about, text, warning, actions = [], stays, place }: Notice): void {
  const id = `${about}-note`;
  const notice = make("div", `notice bench-notice${warning ? " notice-warn" : ""}`);
  const close = (): void => notice.remove();
  notice.id = id;
  notice.append(makeIcon("info-circle-fill"), make("p", "", text), ...actions.map((action) => actionButton(action, close)));
  if (!stays) notice.append(closeButton(close));
  document.getElementById(id)?.remove();
  (place ?? document.getElementById("notices")!).append(notice);
}

function actionButton({ label, act }: Action, close: () => void): HTMLButtonElement {
  const button = make("button", "btn btn-quiet btn-sm", label);
  button.type = "button";
  button.addEventListener("click", () => {
    close();
    act();
  });
  return button;
}

function closeButton(close: () => void): HTMLButtonElement {
  const button = make("button", "tool");
  button.type = "button";
  button.setAttribute("aria-label", say("dismiss"));
  button.append(makeIcon("x-lg"));
  button.addEventListener("click", close);
  return button;
}
