//! `POST add_room_participants`: adds users to a group; those in it already stay.

use super::change_group;
use crate::app::App;
use crate::error::ApiError;
use crate::params::Params;
use crate::store::Room;
use serde_json::Value;

pub fn call(app: &App, params: &Params) -> Result<Value, ApiError> {
    change_group(app, params, Room::add)
}
