/** The newest event that the socket told; a page that shows events takes it up. Apart so that the socket needs no page. */

import { Store } from "../store";
import type { EventNow } from "./model";

export const newest = new Store<EventNow | null>(null);
