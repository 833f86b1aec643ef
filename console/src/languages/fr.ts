/** The console in French. Terms: place is lieu, frosted is givré, custodian is dépositaire, ledger is registre, drill is essai des clés. */

import { channels } from "./fr/channels";
import { custody, ledger } from "./fr/custody";
import { events } from "./fr/events";
import { incidents } from "./fr/incidents";
import type { Translation } from "./translation";

export const french: Translation = { channels, custody, events, incidents, ledger };
