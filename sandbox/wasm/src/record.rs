//! What a sandbox has recorded, and what it is filled with, as the typings show it. The core makes and reads these as JSON.

use qiscus_wasm::schema::{JsonObject, Kinds};
use qiscus_wasm::{foreign, model, params, string_enum};

model! {
    /// A recorded request. Secrets are redacted.
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
        /// The fault that was applied, as text.
        pub fault: Option<String>,
    }
}

model! {
    /// A request that matched no route.
    pub struct SandboxUnknownRoute {
        /// The HTTP method.
        pub method: String,
        /// The path.
        pub path: String,
    }
}

model! {
    /// A webhook that was delivered, or could not be.
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
    /// A fault that is set, and what became of it.
    pub struct SandboxFaultUse {
        /// The fault as text.
        pub fault: String,
        /// Always `run-time`.
        pub from: RunTime,
        /// The requests that it was considered for.
        pub seen: i64,
        /// The requests that it was applied to.
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
    /// What {@link Sandbox.seed} fills a sandbox with.
    pub struct SandboxSeed {
        /// Users to register.
        pub users: Option<Vec<SeedUser>>,
        /// Rooms to create.
        pub rooms: Option<Vec<SandboxSeedRoom>>,
    }
}

params! {
    /// A room to create. With a `name` it is a group; without one it is the one-to-one room of its two participants.
    pub struct SandboxSeedRoom {
        /// The name of a group.
        pub name: Option<String>,
        /// The emails of the participants. Unknown users are registered, with their email as `username`.
        pub participants: Vec<String>,
        /// The email of the creator, of a group only. Defaults to the first participant.
        pub creator: Option<String>,
        /// The URL of the picture.
        pub avatar_url: Option<String>,
        /// Your own data.
        pub options: Option<JsonObject>,
        /// Comments to post, from old to new.
        pub comments: Option<Vec<SeedComment>>,
    }
}

model! {
    /// What {@link Sandbox.seed} has made.
    pub struct SandboxSeeded {
        /// The users that the seed lists, in its order.
        pub users: Vec<SeededUser>,
        /// The rooms of the seed, in its order.
        pub rooms: Vec<SandboxSeededRoom>,
    }
}

model! {
    /// A room of a sandbox.
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
    /// A room that {@link Sandbox.seed} has made.
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
