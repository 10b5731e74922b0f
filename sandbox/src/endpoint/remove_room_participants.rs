//! `POST remove_room_participants`: takes users out of a group; those who aren't in it are passed over.

use super::{group, known};
use crate::app::App;
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::view;
use serde_json::Value;

pub fn call(app: &App, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let room = check.required_room("room_id");
    let emails = check.required_texts("emails");
    check.done()?;

    let mut store = app.store();
    group(&mut store, params, &room)?;
    known(&store, params, &emails)?;
    let room = group(&mut store, params, &room)?;
    room.remove(&emails);
    Ok(view::group(room))
}
