// What the server tells the authoring pages.
import { type EditingSettings, editing } from "../shared/editing/settings.ts";

export interface AuthoringSettings extends EditingSettings {
  urls: { cells: string; preview: string; testkit?: string; image?: string };
  /** Who writes here. */
  me: string;
  /** Under what this browser keeps unsaved texts, with the path behind it. */
  keptAs: string;
}

export const settings = editing as AuthoringSettings;
