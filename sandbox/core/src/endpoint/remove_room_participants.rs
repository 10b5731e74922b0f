//! `POST remove_room_participants`: takes users out of a group; those who aren't in it are passed over.

use super::{Context, change_group};
use crate::error::ApiError;
use crate::params::Params;
use serde_json::Value;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    change_group(context, params, |room, emails| room.remove(&emails))
}
