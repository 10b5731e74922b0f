//! The shapes that values are held against; all others are reached from these.

use super::{Shape, Shaped};
use crate::endpoint::{
    AddRoomParticipantsParams, CreateRoomParams, GetOrCreateRoomWithTargetParams, GetOrCreateRoomWithTargetResults,
    GetRoomsInfoParams, GetRoomsInfoResults, LoadCommentsParams, LoadCommentsResults, LoginOrRegisterParams,
    LoginOrRegisterResults, PostCommentParams, PostCommentResults, RemoveRoomParticipantsParams, Reply,
};
use crate::model::{Group, WebhookEvent};
use crate::options::{CallOptions, ClientOptions, ExtraParam};
use crate::webhook::{Key, WebhookHandlerOptions};

pub(super) const ROOTS: &[&Shape] = &[
    &ClientOptions::SHAPE,
    &CallOptions::SHAPE,
    &ExtraParam::SHAPE,
    &CreateRoomParams::SHAPE,
    &AddRoomParticipantsParams::SHAPE,
    &RemoveRoomParticipantsParams::SHAPE,
    &Reply::<Group>::SHAPE,
    &GetOrCreateRoomWithTargetParams::SHAPE,
    &Reply::<GetOrCreateRoomWithTargetResults>::SHAPE,
    &GetRoomsInfoParams::SHAPE,
    &Reply::<GetRoomsInfoResults>::SHAPE,
    &PostCommentParams::SHAPE,
    &Reply::<PostCommentResults>::SHAPE,
    &LoadCommentsParams::SHAPE,
    &Reply::<LoadCommentsResults>::SHAPE,
    &LoginOrRegisterParams::SHAPE,
    &Reply::<LoginOrRegisterResults>::SHAPE,
    &WebhookHandlerOptions::SHAPE,
    &WebhookEvent::SHAPE,
    &Key::SHAPE,
    &String::SHAPE,
];
