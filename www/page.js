// All parts of the page; each wires itself up.

import "./users.js";
import "./rooms.js";
import "./comments.js";
import "./group.js";
import "./participants.js";
import "./infos.js";
