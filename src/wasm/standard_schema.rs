//! The results of `request`, held to a schema of the caller's.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::fetch::{State, Transport, describe_error};
use crate::client::Failed;
use crate::error::{Code, Error, Outcome};
use crate::schema::Issue;

#[wasm_bindgen(module = "/pkg-template/standard_schema.js")]
extern "C" {
    /// What a Standard Schema made of a value.
    type Conformed;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Conformed) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn issues(this: &Conformed) -> Option<Vec<SchemaIssue>>;

    /// An issue of it.
    type SchemaIssue;
    #[wasm_bindgen(method, getter)]
    fn path(this: &SchemaIssue) -> String;
    #[wasm_bindgen(method, getter)]
    fn message(this: &SchemaIssue) -> String;

    /// Whether a value is a Standard Schema.
    #[wasm_bindgen(js_name = isStandardSchema)]
    pub fn is_standard_schema(value: &JsValue) -> bool;
}

impl Transport {
    /// What the caller's schema makes of the results, or the error that says what is wrong with them.
    pub async fn conform(&self, schema: &JsValue, results: &JsValue) -> Result<JsValue, Failed<JsValue>> {
        let conformed = JsFuture::from(self.deadline.conform(schema, results)).await;
        let conformed: Conformed = conformed.map_err(|thrown| self.schema_failure(thrown))?.unchecked_into();
        let Some(issues) = conformed.issues() else { return Ok(conformed.value()) };
        let issues = issues.iter().map(|issue| Issue::of_schema(&issue.path(), &issue.message()));
        Err((Error::invalid_response(issues.collect()), None))
    }

    fn schema_failure(&self, thrown: JsValue) -> Failed<JsValue> {
        if self.deadline.state() != State::Open {
            let (mut error, cause) = self.failure(thrown).error();
            if error.code == Code::Timeout {
                error.message = "`schema` did not settle in time".to_owned();
            }
            return (error, cause);
        }
        let message = format!("`schema` failed: {}", describe_error(&thrown));
        let mut error = Error::new(Code::InvalidResponse, &message);
        error.outcome = Some(Outcome::Unknown);
        (error, Some(thrown))
    }
}
