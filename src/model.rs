//! The models of the API, one file for each kind of object.

mod button;
mod comment;
mod id;
mod payload;
mod room;
mod user;
mod webhook;

pub use button::{Button, ButtonMethod, ButtonPayload, ButtonType};
pub use comment::{Avatar, Comment, CommentContent, CommentStatus, UserAvatar};
pub use id::{Id, Time};
pub use payload::{
    AccountLinkingParams, AccountLinkingPayload, ButtonPostbackResponsePayload, ButtonsPayload, CardPayload,
    CarouselAction, CarouselCard, CarouselPayload, ContactPersonPayload, ContactType, CustomPayload,
    FileAttachmentPayload, LocationPayload, ReplyPayload, ReplyToPayload, SystemEventPayload, SystemEventType,
};
pub use room::{Group, Participant, ParticipantOrEmail, Room, RoomInfo, RoomOptions, RoomType};
pub use user::{App, DevicePlatform, User};
pub use webhook::{
    WebhookContent, WebhookEvent, WebhookMessage, WebhookMessageContent, WebhookParticipant, WebhookPayload,
    WebhookRoom, WebhookSender,
};
