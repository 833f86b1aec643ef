import type { Translation } from "./translation";

export const french: Translation = {};
