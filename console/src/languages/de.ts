/**
 * The console in German. Terms: place is Ort, frosted is mattiert, custodian is Verwahrer, ledger is Register, drill is Schlüsselprobe,
 * site is Standort, desk is Leitstand, responder is Einsatzkraft, task is Auftrag, wall is Wand, tour is Rundgang, scale is Maßstab.
 */

import { analytics } from "./de/analytics";
import { base } from "./de/base";
import { bookmarks } from "./de/bookmarks";
import { causes } from "./de/causes";
import { channels } from "./de/channels";
import { custody, ledger } from "./de/custody";
import { discovery } from "./de/discovery";
import { events } from "./de/events";
import { history } from "./de/history";
import { incidents } from "./de/incidents";
import { machines } from "./de/machines";
import { map } from "./de/map";
import { people } from "./de/people";
import { phone } from "./de/phone";
import { problems } from "./de/problems";
import { publicPage } from "./de/public";
import { start } from "./de/start";
import { stills } from "./de/stills";
import { trust } from "./de/trust";
import { alarm, help, palette, wall } from "./de/wall";
import type { Translation } from "./translation";

export const german: Translation = { ...base, alarm, analytics, bookmarks, causes, channels, custody, discovery, events, help, history, incidents, ledger, machines, map, palette, people, phone, problems, public: publicPage, start, stills, trust, wall };
