//! What the types of a comment carry, for the oracles beside this file.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::plain::{Id, Rest, one_of};

/// Whether a message of this type may carry that. A list that may be `null` but not missing names its deserializer: of a
/// plain `Option`, serde takes both.
pub fn fits(message_type: &str, payload: &Value) -> bool {
    let fits: fn(&Value) -> bool = match message_type {
        "text" => Value::is_object,
        "account_linking" => is::<AccountLinking>,
        "buttons" => is::<Buttons>,
        // Whatever the button held.
        "button_postback_response" => is::<serde_json::Map<String, serde_json::Value>>,
        "card" => is::<Card>,
        "carousel" => is::<Carousel>,
        "contact_person" => is::<ContactPerson>,
        "custom" => is::<Custom>,
        "file_attachment" => is::<FileAttachment>,
        "location" => is::<Location>,
        "reply" => is::<Reply>,
        "system_event" => is::<SystemEvent>,
        _ => |_| true,
    };
    payload.is_null() || payload.as_object().is_some_and(Map::is_empty) || fits(payload)
}

fn is<T: for<'a> Deserialize<'a>>(payload: &Value) -> bool {
    T::deserialize(payload).is_ok()
}

#[derive(Deserialize)]
struct AccountLinking {
    text: String,
    url: String,
    redirect_url: String,
    params: AccountLinkingParams,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct AccountLinkingParams {
    user_id: Id,
    topic_id: Id,
    button_text: Option<String>,
    view_title: Option<String>,
    success_message: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Button {
    label: String,
    r#type: ButtonType,
    postback_text: Option<String>,
    payload: Option<ButtonPayload>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct ButtonType;

impl TryFrom<String> for ButtonType {
    type Error = &'static str;
    fn try_from(word: String) -> Result<Self, Self::Error> {
        one_of(&["postback", "link"], &word).map(|()| Self)
    }
}

#[derive(Deserialize)]
struct ButtonPayload {
    url: String,
    method: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Buttons {
    text: String,
    #[serde(deserialize_with = "Option::deserialize")]
    buttons: Option<Vec<Button>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct ButtonPostbackResponse {
    url: String,
    method: String,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Card {
    text: String,
    image: String,
    title: String,
    description: String,
    url: String,
    #[serde(deserialize_with = "Option::deserialize")]
    buttons: Option<Vec<Button>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Carousel {
    #[serde(deserialize_with = "Option::deserialize")]
    cards: Option<Vec<CarouselCard>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct CarouselCard {
    image: String,
    title: String,
    description: String,
    default_action: CarouselAction,
    #[serde(deserialize_with = "Option::deserialize")]
    buttons: Option<Vec<Button>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct CarouselAction {
    r#type: ButtonType,
    postback_text: Option<String>,
    payload: Option<ButtonPayload>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct ContactPerson {
    name: String,
    value: String,
    r#type: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Custom {
    r#type: String,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct FileAttachment {
    url: String,
    caption: Option<String>,
    file_name: Option<String>,
    size: Option<f64>,
    pages: Option<f64>,
    encryption_key: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Location {
    name: String,
    address: String,
    latitude: f64,
    longitude: f64,
    map_url: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Reply {
    text: String,
    replied_comment_id: Id,
    replied_comment_type: Option<String>,
    replied_comment_message: Option<String>,
    replied_comment_sender_username: Option<String>,
    replied_comment_sender_email: Option<String>,
    replied_comment_is_deleted: Option<bool>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct SystemEvent {
    r#type: String,
    subject_email: Option<String>,
    subject_username: Option<String>,
    object_email: Option<String>,
    object_username: Option<String>,
    room_name: Option<String>,
    payload: Option<Map<String, Value>>,
    #[serde(flatten)]
    rest: Rest,
}
