/** The console in German. Terms: place is Ort, frosted is mattiert, custodian is Verwahrer, ledger is Register, drill is Schlüsselprobe. */

import { channels } from "./de/channels";
import { custody, ledger } from "./de/custody";
import { events } from "./de/events";
import { incidents } from "./de/incidents";
import type { Translation } from "./translation";

export const german: Translation = { channels, custody, events, incidents, ledger };
