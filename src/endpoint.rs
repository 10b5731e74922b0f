//! The eight endpoints as data: what each is called, what it takes, what it gives.

mod add_room_participants;
mod create_room;
mod get_or_create_room_with_target;
mod get_rooms_info;
mod load_comments;
mod login_or_register;
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
pub use post_comment::{POST_COMMENT, PostCommentContent, PostCommentParams, PostCommentResults};
pub use remove_room_participants::{REMOVE_ROOM_PARTICIPANTS, RemoveRoomParticipantsParams};

use core::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::prelude::*;
use crate::shape::{Field, Kinds, Model, Shape, Shaped, concat};

/// All of them, in the order of the specification.
pub static ENDPOINTS: [&Endpoint; 8] = [
    &CREATE_ROOM,
    &GET_OR_CREATE_ROOM_WITH_TARGET,
    &GET_ROOMS_INFO,
    &ADD_ROOM_PARTICIPANTS,
    &REMOVE_ROOM_PARTICIPANTS,
    &POST_COMMENT,
    &LOAD_COMMENTS,
    &LOGIN_OR_REGISTER,
];

/// The name of an endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EndpointName(pub String);

impl Shaped for EndpointName {
    const SHAPE: Shape = Shape::of(Kinds::NONE).typescript("EndpointName").literals(
        "create_room,get_or_create_room_with_target,get_rooms_info,add_room_participants,remove_room_participants,\
         post_comment,load_comments,login_or_register,",
    );
}

/// One endpoint.
#[derive(Debug)]
pub struct Endpoint {
    /// The last part of its path.
    pub name: &'static str,
    /// The name of the client's method.
    pub method_name: &'static str,
    /// The verb of the specification.
    pub verb: Verb,
    /// The verb that some servers want instead.
    pub other_verb: Option<Verb>,
    /// When a failed call may be made again.
    pub repeat: Repeat,
    /// The parameters' fields.
    pub params: &'static Model,
    /// The parameters.
    pub params_shape: &'static Shape,
    /// What a call may add to the client's options.
    pub options: &'static Shape,
    /// The whole reply, with the results under `results`.
    pub reply: &'static Shape,
    /// The name of the results' type.
    #[cfg(not(target_arch = "wasm32"))]
    pub results: &'static Model,
    /// The documentation of the client's method.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

impl Endpoint {
    /// The path from the base URL on.
    pub fn path(&self) -> String {
        concat(&["/api/v2/rest/", self.name])
    }
}

/// An HTTP verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Parameters go into the query.
    Get,
    /// Parameters go into the body.
    Post,
}

impl Verb {
    /// The verb as HTTP spells it.
    pub fn name(self) -> &'static str {
        match self {
            Verb::Get => "GET",
            Verb::Post => "POST",
        }
    }
}

/// When a failed call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Whenever the failure may pass: a second call changes nothing more.
    Always,
    /// Only where the first one surely had no effect: a second call would post again.
    IfNothingHappened,
}

/// What every reply looks like: `{"results": …, "status": 200}`.
#[derive(Debug)]
pub struct Reply<R>(PhantomData<R>);

impl<R: Shaped> Shaped for Reply<R> {
    const SHAPE: Shape = Shape::of(Kinds::OBJECT).model(&Self::MODEL);
}

impl<R: Shaped> Reply<R> {
    const MODEL: Model = Model {
        #[cfg(not(target_arch = "wasm32"))]
        name: "Reply",
        names: "results,",
        fields: &[Field {
            #[cfg(not(target_arch = "wasm32"))]
            name: "results",
            shape: &R::SHAPE,
            #[cfg(not(target_arch = "wasm32"))]
            doc: "",
        }],
        union: None,
        #[cfg(not(target_arch = "wasm32"))]
        doc: "",
    };
}

/// Declares an endpoint: its documentation is that of the client's method.
macro_rules! endpoint {
    ($(#[doc = $doc:literal])*
    pub static $static:ident = $verb:ident $(or $other_verb:ident)? $name:literal $method:ident($params:ty) -> $results:ty,
    repeat $repeat:ident $(, options $options:ty)?;) => {
        $(#[doc = $doc])*
        pub static $static: $crate::endpoint::Endpoint = $crate::endpoint::Endpoint {
            name: $name,
            method_name: stringify!($method),
            verb: $crate::endpoint::Verb::$verb,
            other_verb: $crate::endpoint::endpoint!(@other $($other_verb)?),
            repeat: $crate::endpoint::Repeat::$repeat,
            params: &<$params>::MODEL,
            params_shape: &<$params as $crate::shape::Shaped>::SHAPE,
            options: &$crate::endpoint::endpoint!(@options $($options)?),
            reply: &<$crate::endpoint::Reply<$results> as $crate::shape::Shaped>::SHAPE,
            #[cfg(not(target_arch = "wasm32"))]
            results: &<$results>::MODEL,
            #[cfg(not(target_arch = "wasm32"))]
            doc: concat!($($doc, "\n"),*),
        };
    };
    (@options) => { <$crate::options::CallOptions as $crate::shape::Shaped>::SHAPE };
    (@options $options:ty) => { <$options as $crate::shape::Shaped>::SHAPE };
    (@other) => { None };
    (@other $verb:ident) => { Some($crate::endpoint::Verb::$verb) };
}
use endpoint;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::names;

    #[test]
    fn the_names_are_those_of_the_endpoints() {
        assert!(names(EndpointName::SHAPE.literals).eq(ENDPOINTS.iter().map(|endpoint| endpoint.name)));
    }
}
