/** What an operator declares of the site and its cameras, as the server tells and takes it. */

import type { CameraDeclaredAsked, CameraDeclaredTold, DeclaredTold, SiteDeclaredAsked } from "../api/types";
import { LANGUAGES, type Language } from "../language";

export type SiteDeclared = SiteDeclaredAsked;
export type CameraDeclared = CameraDeclaredAsked;
export type CameraTold = CameraDeclaredTold;
export type Declared = DeclaredTold;
export type SiteText = Exclude<keyof SiteDeclared, "public" | "language">;

/** Papers and signs come in every language that the console has. */
export const PAPER_LANGUAGES = Object.keys(LANGUAGES) as readonly Language[];

export const signAddress = (camera: string, size: string, language: string): string =>
  `/api/v1/law/signs/${encodeURIComponent(camera)}?size=${size}&lang=${encodeURIComponent(language)}`;

export const paperAddress = (paper: "record" | "assessment", language: Language): string => `/api/v1/law/${paper}?lang=${language}`;
