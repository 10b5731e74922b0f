//! What a sandbox has recorded, and what it is filled with, as the typings show it. The core makes and reads these as JSON.

use qiscus_wasm::schema::{JsonObject, Kinds};
use qiscus_wasm::{foreign, model, params, string_enum};

model! {
    /// A recorded request. Secrets are redacted.
    ///
    /// @example
    /// ```ts
    /// await qiscus.loadComments({ room_id, limit: 50 });
    /// sandbox.requests.map(({ endpoint, params }) => [endpoint, params?.limit]); // => [["load_comments", "50"]]
    /// ```
    pub struct SandboxRequest {
        /// The HTTP method.
        pub method: String,
        /// The path.
        pub path: String,
        /// The query, without the question mark.
        pub query: String,
        /// The headers, their names in lower case.
        pub headers: Headers,
        /// The body, cut after 64 KiB.
        pub body: String,
        /// The name of the endpoint; `null` for other routes.
        pub endpoint: NameOrNull,
        /// The parameters, from the query or the body: every one is a string (numbers too), an array of strings, or JSON. `null` if
        /// they can't be read.
        pub params: ParamsOrNull,
        /// The status of the response; `null` if there was none.
        pub status: StatusOrNull,
        /// Whether the route exists.
        pub known: bool,
        /// The fault that was applied, as a string.
        pub fault: Option<String>,
    }
}

model! {
    /// A request that matched no route.
    ///
    /// @example
    /// ```ts
    /// await fetch("https://domino-prod.qiscus.com/api/v2/rest/load_coments");
    /// sandbox.unknownRoutes; // => [{ method: "GET", path: "/api/v2/rest/load_coments" }]
    /// ```
    pub struct SandboxUnknownRoute {
        /// The HTTP method.
        pub method: String,
        /// The path.
        pub path: String,
    }
}

model! {
    /// A webhook that was delivered, or could not be.
    ///
    /// @example
    /// ```ts
    /// sandbox.deliver(handler, { key: "another key" });
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
    /// await sandbox.idle();
    /// sandbox.webhooks.map(({ status }) => status); // => [401]
    /// ```
    pub struct SandboxDelivery {
        /// The URL of the request.
        pub url: String,
        /// The id of the comment that it announces.
        pub comment_id: i64,
        /// The JSON that was sent.
        pub body: String,
        /// The status of the handler's response.
        pub status: Option<i64>,
        /// The reason for a missing status: what the handler threw, or that it took longer than 10 seconds.
        pub error: Option<String>,
    }
}

model! {
    /// A fault that is set, and how often it was applied.
    ///
    /// @example
    /// ```ts
    /// sandbox.fault("load_comments", { name: "status", value: 503, times: 1, retryAfter: 0 });
    /// await qiscus.loadComments({ room_id }); // retried
    /// sandbox.faults.map(({ applied }) => applied); // => [1]
    /// ```
    pub struct SandboxFaultUse {
        /// The fault as a string.
        pub fault: String,
        /// Always `run-time`.
        pub from: RunTime,
        /// The number of requests that it was considered for.
        pub seen: i64,
        /// The number of requests that it was applied to.
        pub applied: i64,
    }
}

string_enum! {
    /// Where a fault comes from.
    pub enum RunTime {
        /// It was set by a call.
        RunTime = "run-time",
    }
}

params! {
    /// The users and rooms that {@link Sandbox.seed} adds.
    ///
    /// @example
    /// ```ts
    /// import type { SandboxSeed } from "qiscus-wasm/testing";
    ///
    /// const seed: SandboxSeed = {
    ///   users: [{ email: "sari@outlook.com", username: "Sari" }],
    ///   rooms: [{ name: "Orders", participants: ["sari@outlook.com"] }],
    /// };
    /// sandbox.seed(seed);
    /// ```
    pub struct SandboxSeed {
        /// Users to register.
        pub users: Option<Vec<SeedUser>>,
        /// Rooms to create.
        pub rooms: Option<Vec<SandboxSeedRoom>>,
    }
}

params! {
    /// A room to create. With a `name` it is a group; without one it is the one-to-one room of its two participants.
    ///
    /// @example
    /// ```ts
    /// import type { SandboxSeedRoom } from "qiscus-wasm/testing";
    ///
    /// const group: SandboxSeedRoom = { name: "Orders", participants: ["abc@outlook.com", "kotak@outlook.com"] };
    /// const oneToOne: SandboxSeedRoom = { participants: ["abc@outlook.com", "kotak@outlook.com"] };
    /// sandbox.seed({ rooms: [group, oneToOne] });
    /// ```
    pub struct SandboxSeedRoom {
        /// The name of a group.
        pub name: Option<String>,
        /// The emails of the participants. Unknown users are registered, with their email as `username`.
        pub participants: Vec<String>,
        /// The email of the creator, of a group only. Defaults to the first participant.
        pub creator: Option<String>,
        /// The URL of the room's avatar.
        pub avatar_url: Option<String>,
        /// Custom data to store with the room.
        pub options: Option<JsonObject>,
        /// Comments to post, from old to new.
        pub comments: Option<Vec<SeedComment>>,
    }
}

model! {
    /// The users and rooms that {@link Sandbox.seed} has added.
    ///
    /// @example
    /// ```ts
    /// const { users, rooms } = sandbox.seed({ users: [{ email: "sari@outlook.com" }] });
    /// users.map((user) => user.username); // => ["sari@outlook.com"]
    /// ```
    pub struct SandboxSeeded {
        /// The users, in the order of the seed.
        pub users: Vec<SeededUser>,
        /// The rooms, in the order of the seed.
        pub rooms: Vec<SandboxSeededRoom>,
    }
}

model! {
    /// A stored room of a sandbox.
    ///
    /// @example
    /// ```ts
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "See you" });
    /// sandbox.rooms.find((room) => room.room_id === room_id)?.comments.at(-1)?.message; // => "See you"
    /// ```
    pub struct SandboxRoom {
        /// The id of the room.
        pub room_id: i64,
        /// The name of the room.
        pub room_name: String,
        /// The type of the room.
        pub room_type: RoomType,
        /// The emails of the participants, in the order of joining.
        pub participants: Vec<String>,
        /// The comments, from old to new.
        pub comments: Vec<SeededComment>,
    }
}

model! {
    /// A room that {@link Sandbox.seed} has added.
    ///
    /// @example
    /// ```ts
    /// const comments = [{ sender_email: "abc@outlook.com", message: "Hello" }];
    /// const { rooms } = sandbox.seed({ rooms: [{ name: "Orders", participants: ["abc@outlook.com"], comments }] });
    /// for (const { room_id } of rooms) await qiscus.loadComments({ room_id });
    /// ```
    pub struct SandboxSeededRoom {
        /// The id of the room.
        pub room_id: i64,
        /// The name of the room.
        pub room_name: String,
        /// The type of the room.
        pub room_type: RoomType,
        /// The comments, from old to new.
        pub comments: Vec<SeededComment>,
    }
}

string_enum! {
    /// The type of a room.
    pub enum RoomType {
        /// One-to-one.
        Single = "single",
        /// A group.
        Group = "group",
    }
}

foreign! {
    /// Headers.
    Headers: Kinds::OBJECT, "Record<string, string>";
    /// A name, or none.
    NameOrNull: Kinds::STRING.or(Kinds::NULL), "SandboxEndpoint | null";
    /// Parameters, or none.
    ParamsOrNull: Kinds::OBJECT.or(Kinds::NULL), "Record<string, unknown> | null";
    /// A status, or none.
    StatusOrNull: Kinds::INTEGER.or(Kinds::NULL), "number | null";
    /// A user to register.
    SeedUser: Kinds::OBJECT, "SandboxSeedUser";
    /// A comment to post.
    SeedComment: Kinds::OBJECT, "SandboxSeedComment";
    /// A user.
    SeededUser: Kinds::OBJECT, "User";
    /// A comment.
    SeededComment: Kinds::OBJECT, "Comment";
}
