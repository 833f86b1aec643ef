/** Moments and lengths as people read them: in the viewer's own zone, with UTC one hover away. */

import { dateLocale } from "./language";
import { words } from "./words";

const pad = (value: number): string => String(Math.floor(value)).padStart(2, "0");

export function clockTime(at_ms: number, withTenths = false): string {
  const at = new Date(at_ms);
  const base = `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
  return withTenths ? `${base}.${Math.floor(at.getMilliseconds() / 100)}` : base;
}

export function shortTime(at_ms: number): string {
  const at = new Date(at_ms);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

export function dayOf(at_ms: number, now_ms: number): string {
  const day = new Date(at_ms);
  const today = new Date(now_ms);
  if (day.toDateString() === today.toDateString()) return words.time.today;
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === yesterday.toDateString()) return words.time.yesterday;
  const sameYear = day.getFullYear() === today.getFullYear();
  return day.toLocaleDateString(dateLocale(), { weekday: "short", day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

export const dayAndTime = (at_ms: number, now_ms: number): string => `${dayOf(at_ms, now_ms)}, ${shortTime(at_ms)}`;

/** For lists whose rows follow one another within a minute. */
export const dayAndSeconds = (at_ms: number, now_ms: number): string => `${dayOf(at_ms, now_ms)}, ${clockTime(at_ms)}`;

export function utc(at_ms: number): string {
  return `${new Date(at_ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** At most one digit after the point, or after what the language has for one. */
export const decimal = (value: number, locale?: string): string => value.toLocaleString(locale ?? dateLocale(), { maximumFractionDigits: 1, useGrouping: false });

/** "12 s", "3 min 05 s", "2 h 10 min", "4 d". */
export function lengthOf(length_s: number, locale?: string): string {
  const whole = Math.max(0, length_s);
  if (whole < 10) return `${decimal(whole, locale)} s`;
  if (whole < 60) return `${Math.round(whole)} s`;
  if (whole < 3600) {
    const rest = Math.floor(whole % 60);
    return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${pad(rest)} s`;
  }
  if (whole < 86_400 * 2) {
    const rest = Math.floor((whole % 3600) / 60);
    return rest === 0 ? `${Math.floor(whole / 3600)} h` : `${Math.floor(whole / 3600)} h ${pad(rest)} min`;
  }
  return words.time.days(Math.floor(whole / 86_400));
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** A unit as the language abbreviates it: MB, and Mo in French. */
const unitOf = (unit: string, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" }).formatToParts(2).find(({ type }) => type === "unit")?.value ?? unit;

export function bytesOf(size_bytes: number, locale = dateLocale()): string {
  let value = size_bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : decimal(value, locale)} ${unitOf(UNITS[unit] ?? "byte", locale)}`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
