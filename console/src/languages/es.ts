/** The console in Spanish. Terms: place is lugar, frosted is esmerilado, custodian is custodio, ledger is registro, drill is prueba de claves, wall is mural, tour is ronda, desk is puesto, passkey is llave de acceso. */

import { analytics } from "./es/analytics";
import { base } from "./es/base";
import { bookmarks } from "./es/bookmarks";
import { causes } from "./es/causes";
import { channels } from "./es/channels";
import { custody, ledger } from "./es/custody";
import { discovery } from "./es/discovery";
import { events } from "./es/events";
import { history } from "./es/history";
import { incidents } from "./es/incidents";
import { machines } from "./es/machines";
import { map } from "./es/map";
import { people } from "./es/people";
import { phone } from "./es/phone";
import { problems } from "./es/problems";
import { publicPage } from "./es/public";
import { start } from "./es/start";
import { stills } from "./es/stills";
import { trust } from "./es/trust";
import { alarm, help, palette, wall } from "./es/wall";
import type { Translation } from "./translation";

export const spanish: Translation = {
  ...base, alarm, analytics, bookmarks, causes, channels, custody, discovery, events, help, history, incidents, ledger, machines, map, palette, people, phone, problems, public: publicPage, start, stills, trust, wall,
};
