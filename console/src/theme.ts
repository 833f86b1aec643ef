/** Light, dark, or as the system says. Read before the first paint by public/theme.js, under the same key. */

import { Store } from "./store";

export type Theme = "system" | "light" | "dark";

const KEY = "gg-theme";

function remembered(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system"; // storage refused by the browser: nothing is remembered
  }
}

export const theme = new Store<Theme>(remembered());

export function setTheme(chosen: Theme): void {
  theme.set(chosen);
  const root = document.documentElement;
  if (chosen === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = chosen;
  try {
    if (chosen === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    return; // it holds for this visit only
  }
}
