/**
 * The console in French. Terms: place is lieu, frosted is givré, custodian is dépositaire, ledger is registre, drill is
 * essai des clés, desk is poste, responder is intervenant, wall is mur, tour is ronde, timeline is chronologie, passkey
 * is clé d'accès, overlay is incrustation, sign is panneau.
 */

import { analytics } from "./fr/analytics";
import { base } from "./fr/base";
import { bookmarks } from "./fr/bookmarks";
import { causes } from "./fr/causes";
import { channels } from "./fr/channels";
import { custody, ledger } from "./fr/custody";
import { discovery } from "./fr/discovery";
import { events } from "./fr/events";
import { history } from "./fr/history";
import { incidents } from "./fr/incidents";
import { machines } from "./fr/machines";
import { map } from "./fr/map";
import { people } from "./fr/people";
import { phone } from "./fr/phone";
import { problems } from "./fr/problems";
import { publicPage } from "./fr/public";
import { spaced } from "./fr/spacing";
import { start } from "./fr/start";
import { stills } from "./fr/stills";
import { trust } from "./fr/trust";
import { alarm, help, palette, wall } from "./fr/wall";
import type { Translation } from "./translation";

export const french: Translation = spaced<Translation>({
  ...base, alarm, analytics, bookmarks, causes, channels, custody, discovery, events, help, history, incidents, ledger, machines, map, palette, people, phone, problems, public: publicPage, start, stills, trust, wall,
});
