/** Which language the console speaks: the one chosen on this device, else the browser's first that we know. */

import { over } from "./languages/translation";
import { type Words, english, speak } from "./words";

export type Language = "en" | "de" | "fr" | "es";

/** Each by its own name, which is how people find theirs. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch", fr: "Fran\u00e7ais", es: "Espa\u00f1ol" };

const KEY = "gg-language";

/** The first of `wanted` (BCP 47 tags, best first) that we speak, by its primary part. Pure. */
export function spokenOf(wanted: readonly string[]): Language {
  const primaries = wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return primaries.find(isSpoken) ?? "en";
}

export function currentLanguage(): Language {
  const kept = remembered();
  return kept !== null && isSpoken(kept) ? kept : spokenOf(navigator.languages);
}

/** The tag that dates are written by: the browser's own where it is of the language that is spoken. */
export function dateLocale(): string {
  const language = currentLanguage();
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

/** Load the current language's words and say it to assistive technology. English when its file cannot be had. */
export async function beginSpeaking(): Promise<void> {
  const language = currentLanguage();
  try {
    speak(await wordsOf(language));
    document.documentElement.lang = language;
  } catch {
    document.documentElement.lang = "en"; // the file is gone after an upgrade: the next load has it
  }
}

/** Keep the choice on this device and begin anew in it. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    return; // storage refused by the browser: its own language stays
  }
  location.reload();
}

async function wordsOf(language: Language): Promise<Words> {
  switch (language) {
    case "en":
      return english;
    case "de":
      return over<Words>(english, (await import("./languages/de")).german);
    case "fr":
      return over<Words>(english, (await import("./languages/fr")).french);
    case "es":
      return over<Words>(english, (await import("./languages/es")).spanish);
  }
}

export const isSpoken = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
