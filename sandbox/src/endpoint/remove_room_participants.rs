//! `POST remove_room_participants`: takes users out of a group; those who aren't in it are passed over.

use super::change_group;
use crate::app::App;
use crate::error::ApiError;
use crate::params::Params;
use serde_json::Value;

pub fn call(app: &App, params: &Params) -> Result<Value, ApiError> {
    change_group(app, params, |room, emails| room.remove(&emails))
}
