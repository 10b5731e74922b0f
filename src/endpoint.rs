//! The eight endpoints as data: name, method, parameters and results.

mod add_room_participants;
mod create_room;
mod get_or_create_room_with_target;
mod get_rooms_info;
mod load_comments;
mod login_or_register;
mod other;
mod post_comment;
mod remove_room_participants;

pub use add_room_participants::{ADD_ROOM_PARTICIPANTS, AddRoomParticipantsParams};
pub use create_room::{CREATE_ROOM, CreateRoomParams};
pub use get_or_create_room_with_target::{
    GET_OR_CREATE_ROOM_WITH_TARGET, GetOrCreateRoomWithTargetParams, GetOrCreateRoomWithTargetResults,
};
pub use get_rooms_info::{GET_ROOMS_INFO, GetRoomsInfoParams, GetRoomsInfoResults};
pub use load_comments::{LOAD_COMMENTS, LoadCommentsParams, LoadCommentsResults};
pub use login_or_register::{LOGIN_OR_REGISTER, LoginOrRegisterParams, LoginOrRegisterResults};
pub(crate) use other::is_path;
pub use post_comment::{POST_COMMENT, PostCommentContent, PostCommentParams, PostCommentResults};
pub use remove_room_participants::{REMOVE_ROOM_PARTICIPANTS, RemoveRoomParticipantsParams};

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::schema::{Field, HasSchema, Kinds, Model, Schema};

/// Lists the endpoints. The names are literals: a schema has its strings in one.
macro_rules! endpoints {
    ($($name:literal => $static:ident,)*) => {
        /// All endpoints, in the order of the specification.
        pub static ENDPOINTS: [&Endpoint; [$($name),*].len()] = [$(&$static),*];

        /// The names of all endpoints.
        pub(crate) const NAMES: &str = concat!($($name, ","),*);
    };
}

endpoints! {
    "create_room" => CREATE_ROOM,
    "get_or_create_room_with_target" => GET_OR_CREATE_ROOM_WITH_TARGET,
    "get_rooms_info" => GET_ROOMS_INFO,
    "add_room_participants" => ADD_ROOM_PARTICIPANTS,
    "remove_room_participants" => REMOVE_ROOM_PARTICIPANTS,
    "post_comment" => POST_COMMENT,
    "load_comments" => LOAD_COMMENTS,
    "login_or_register" => LOGIN_OR_REGISTER,
}

/// The name of an endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EndpointName(pub String);

impl HasSchema for EndpointName {
    const SCHEMA: Schema = Schema::of(Kinds::NONE).typescript("EndpointName | OtherEndpoint").strings(NAMES);
}

/// Where the endpoints are, below the base URL.
const REST: &str = "/api/v2/rest/";

/// An endpoint of the API: one of the eight, or any other that a caller names.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The last segment of the path; or the whole path, where it is not below `/api/v2/rest/`.
    pub name: Cow<'static, str>,
    /// The name of the method of `QiscusClient`.
    pub method_name: &'static str,
    /// The HTTP method in the specification.
    pub method: Method,
    /// The HTTP method that some servers require instead.
    pub fallback_method: Option<Method>,
    /// When a failed request may be retried.
    pub repeat: Repeat,
    /// The model of the parameters.
    pub params: &'static Model,
    /// The schema of the parameters.
    pub params_schema: &'static Schema,
    /// The schema of the call's options.
    pub options: &'static Schema,
    /// The schema of the whole response, with the results under `results`.
    pub response: &'static Schema,
    /// The model of the results.
    #[cfg(not(target_arch = "wasm32"))]
    pub results: &'static Model,
    /// The documentation of the method of `QiscusClient`.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

impl Endpoint {
    /// The path below the base URL.
    pub fn path(&self) -> String {
        let below = if self.name.starts_with('/') { "" } else { REST };
        format!("{below}{}", self.name)
    }

    /// Whether this package knows nothing of its parameters and results.
    pub fn is_other(&self) -> bool {
        self.params.closed.is_none()
    }
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Parameters are sent in the query.
    Get,
    /// Parameters are sent in the body.
    Post,
}

impl Method {
    /// The method in upper case, as in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// When a failed request may be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Whenever the failure may pass: the call changes nothing.
    Read,
    /// Whenever the failure may pass: a second call changes nothing more.
    Idempotent,
    /// Only where the first one surely had no effect: a second call would post again.
    Once,
}

/// The envelope of every response: `{"results": …, "status": 200}`.
#[derive(Debug)]
pub struct Envelope<R>(PhantomData<R>);

impl<R: HasSchema> HasSchema for Envelope<R> {
    const SCHEMA: Schema = Schema::of(Kinds::OBJECT).model(&Self::MODEL);
}

impl<R: HasSchema> Envelope<R> {
    const MODEL: Model = Model {
        #[cfg(not(target_arch = "wasm32"))]
        name: "Envelope",
        names: "results,",
        fields: &[Field {
            #[cfg(not(target_arch = "wasm32"))]
            name: "results",
            schema: &R::SCHEMA,
            #[cfg(not(target_arch = "wasm32"))]
            doc: "",
        }],
        union: None,
        closed: None,
        #[cfg(not(target_arch = "wasm32"))]
        base_example: "",
        #[cfg(not(target_arch = "wasm32"))]
        doc: "",
    };
}

/// Declares an endpoint. Its doc comment documents the method of `QiscusClient` too.
macro_rules! endpoint {
    ($(#[doc = $doc:literal])*
    pub static $static:ident = $verb:ident $(or $fallback:ident)? $name:literal $method_name:ident($params:ty) -> $results:ty,
    repeat $repeat:ident $(, options $options:ty)?;) => {
        $(#[doc = $doc])*
        pub static $static: $crate::endpoint::Endpoint = $crate::endpoint::Endpoint {
            name: std::borrow::Cow::Borrowed($name),
            method_name: stringify!($method_name),
            method: $crate::endpoint::Method::$verb,
            fallback_method: $crate::endpoint::endpoint!(@fallback $($fallback)?),
            repeat: $crate::endpoint::Repeat::$repeat,
            params: &<$params>::MODEL,
            params_schema: &<$params as $crate::schema::HasSchema>::SCHEMA,
            options: &$crate::endpoint::endpoint!(@options $($options)?),
            response: &<$crate::endpoint::Envelope<$results> as $crate::schema::HasSchema>::SCHEMA,
            #[cfg(not(target_arch = "wasm32"))]
            results: &<$results>::MODEL,
            #[cfg(not(target_arch = "wasm32"))]
            doc: concat!($($doc, "\n"),*),
        };
    };
    (@options) => { <$crate::options::CallOptions as $crate::schema::HasSchema>::SCHEMA };
    (@options $options:ty) => { <$options as $crate::schema::HasSchema>::SCHEMA };
    (@fallback) => { None };
    (@fallback $verb:ident) => { Some($crate::endpoint::Method::$verb) };
}
use endpoint;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::names;

    #[test]
    fn the_names_are_those_of_the_endpoints() {
        assert!(names(NAMES).eq(ENDPOINTS.iter().map(|endpoint| &*endpoint.name)));
    }
}
