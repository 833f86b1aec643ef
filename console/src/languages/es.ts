import type { Translation } from "./translation";

export const spanish: Translation = {};
