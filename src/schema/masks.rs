//! What the engine knows of a schema: for each field the kinds of value that need no closer look, and no rule. With them one
//! call into JavaScript goes through a whole value, and the validator sees what is left. See pkg-template/value.js.

use super::{EmptyPolicy, Field, Kind, Kinds, Limit, Model, Schema, names};
use crate::output::Output;

impl Schema {
    /// The kinds that fit whatever the value holds.
    fn settled(&self) -> Kinds {
        self.kinds(|kind| match kind {
            Kind::Null => self.empty != EmptyPolicy::NullIsEmptyArray,
            Kind::Object => self.model.is_none(),
            Kind::Empty => self.model.is_none() || self.empty == EmptyPolicy::NoPayload,
            Kind::Array => self.items.is_none() && self.limit == Limit::None,
            Kind::String => !matches!(self.limit, Limit::Characters(_) | Limit::NotEmpty),
            Kind::Integer | Kind::Large | Kind::Number => !matches!(self.limit, Limit::AtLeast(_)),
            _ => true,
        })
    }

    /// The kinds that fit if all their children do.
    fn open(&self) -> Kinds {
        self.kinds(|kind| match kind {
            Kind::Object | Kind::Empty => !self.settled().has(kind),
            Kind::Array => self.items.is_some() && self.limit == Limit::None,
            _ => false,
        })
    }

    fn kinds(&self, wanted: impl Fn(Kind) -> bool) -> Kinds {
        let kinds = Kind::ALL.into_iter().filter(|kind| self.accepts.has(*kind) && wanted(*kind));
        kinds.fold(Kinds::NONE, |kinds, kind| kinds.or(Kinds::one(kind)))
    }

    /// All of it, with what lies beneath.
    pub fn masks(&self) -> Output {
        Output::object(vec![
            ("settled", Some(self.settled().bits().into())),
            ("open", Some(self.open().bits().into())),
            ("strings", Some(strings(self.strings))),
            ("items", self.items.map(Schema::masks)),
            ("model", self.model.map(Model::masks)),
            ("required", self.required().then(|| 1.into())),
        ])
    }
}

impl Model {
    fn masks(&self) -> Output {
        let tag = self.union.as_ref().map(|union| &union.tag);
        let fields = self.fields.iter().map(|field| field.schema).chain(tag);
        let variants = self.union.as_ref().map(|union| {
            let variants =
                union.variants.iter().map(|fields| of_fields(fields.iter().map(|Field { schema, .. }| *schema)));
            Output::List(variants.collect())
        });
        Output::object(vec![
            ("names", Some(strings(self.names))),
            ("fields", Some(of_fields(fields))),
            ("variants", variants),
            ("closed", self.closed.map(Output::from)),
        ])
    }
}

fn of_fields<'a>(schemas: impl Iterator<Item = &'a Schema>) -> Output {
    Output::List(schemas.map(Schema::masks).collect())
}

fn strings(list: &'static str) -> Output {
    Output::List(names(list).map(Output::from).collect())
}
