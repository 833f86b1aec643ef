/** The console in Spanish. Terms: place is lugar, frosted is esmerilado, custodian is custodio, ledger is registro, drill is prueba de claves. */

import { channels } from "./es/channels";
import { custody, ledger } from "./es/custody";
import { events } from "./es/events";
import { incidents } from "./es/incidents";
import type { Translation } from "./translation";

export const spanish: Translation = { channels, custody, events, incidents, ledger };
