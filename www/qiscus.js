// The one client of this page.

import { QiscusClient } from "/pkg/index.js";
import { note } from "./requests.js";

export const qiscus = new QiscusClient({ baseUrl: "/api/qiscus", onEvent: note });
