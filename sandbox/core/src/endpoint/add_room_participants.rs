//! `POST add_room_participants`: adds users to a group; those in it already stay.

use super::{Context, change_group};
use crate::error::ApiError;
use crate::params::Params;
use crate::store::Room;
use serde_json::Value;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    change_group(context, params, Room::add)
}
