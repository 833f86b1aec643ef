/** What an operator declares of the site and its cameras, as the server tells and takes it. */

import type { CameraDeclaredTold } from "../api/types";

export interface SiteDeclared {
  readonly public: boolean;
  readonly language: string;
  readonly page: string;
  readonly operator: string;
  readonly contact: string;
  readonly officer: string;
  readonly authority: string;
  readonly purpose: string;
  readonly basis: string;
  readonly recipients: string;
  readonly transfers: string;
}

export interface CameraDeclared {
  readonly name: string;
  readonly place: string;
  readonly purpose: string;
  readonly basis: string;
}

export type CameraTold = CameraDeclaredTold;

export type SiteText = Exclude<keyof SiteDeclared, "public" | "language">;

export interface Declared {
  readonly site: SiteDeclared;
  readonly cameras: readonly CameraTold[];
  readonly gaps: readonly SiteText[];
}

export const signAddress = (camera: string, size: string, language: string): string =>
  `/api/v1/law/signs/${encodeURIComponent(camera)}?size=${size}&lang=${encodeURIComponent(language)}`;

export const paperAddress = (paper: "record" | "assessment", language: "en" | "de"): string => `/api/v1/law/${paper}?lang=${language}`;
