//! The kind of a value: a number, as it crosses the boundary.

/// The kind of a JavaScript or JSON value.
///
/// JavaScript, which looks at the values, is given the numbers by [`name`](Self::name) when the module starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Not there, or `undefined`.
    Missing,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number up to 2^53 - 1, either sign.
    Integer,
    /// A whole number beyond: JavaScript has lost its last digits.
    Large,
    /// Another finite number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object with at least one key.
    Object,
    /// An object without keys.
    Empty,
    /// A function.
    Function,
    /// NaN or an infinity.
    NotFinite,
    /// A BigInt.
    BigInt,
    /// A symbol.
    Symbol,
    /// A property whose getter throws.
    Unreadable,
}

impl Kind {
    /// All kinds, each at the place of its number.
    pub const ALL: [Kind; 15] = [
        Kind::Missing,
        Kind::Null,
        Kind::Boolean,
        Kind::Integer,
        Kind::Large,
        Kind::Number,
        Kind::String,
        Kind::Array,
        Kind::Object,
        Kind::Empty,
        Kind::Function,
        Kind::NotFinite,
        Kind::BigInt,
        Kind::Symbol,
        Kind::Unreadable,
    ];

    /// The kind with that number.
    pub fn from_byte(byte: u8) -> Self {
        Self::ALL.get(usize::from(byte)).copied().unwrap_or(Kind::Unreadable)
    }

    /// The word for it in an issue's `received`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Missing => "nothing",
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Integer => "integer",
            Kind::Large => "integer beyond 2^53",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
            Kind::Empty => "empty object",
            Kind::Function => "function",
            Kind::NotFinite => "number that is not finite",
            Kind::BigInt => "bigint",
            Kind::Symbol => "symbol",
            Kind::Unreadable => "getter that throws",
        }
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// No kind: strings only.
    pub const NONE: Self = Self(0);
    /// Nothing: the field may be left out.
    pub const MISSING: Self = Self::one(Kind::Missing);
    /// `null`.
    pub const NULL: Self = Self::one(Kind::Null);
    /// `true` or `false`.
    pub const BOOLEAN: Self = Self::one(Kind::Boolean);
    /// A whole number that JavaScript holds exactly.
    pub const INTEGER: Self = Self::one(Kind::Integer);
    /// A whole number that it doesn't.
    pub const LARGE: Self = Self::one(Kind::Large);
    /// A number with a fraction.
    pub const NUMBER: Self = Self::one(Kind::Number);
    /// Any string.
    pub const STRING: Self = Self::one(Kind::String);
    /// An array.
    pub const ARRAY: Self = Self::one(Kind::Array);
    /// An object, with keys or without.
    pub const OBJECT: Self = Self::one(Kind::Object).or(Self::one(Kind::Empty));
    /// A function.
    pub const FUNCTION: Self = Self::one(Kind::Function);
    /// Whatever JSON can say.
    pub const ANY: Self = Self::NULL
        .or(Self::BOOLEAN)
        .or(Self::INTEGER)
        .or(Self::LARGE)
        .or(Self::NUMBER)
        .or(Self::STRING)
        .or(Self::ARRAY)
        .or(Self::OBJECT);

    /// The set as bits: one for the byte of each kind.
    pub fn bits(self) -> u32 {
        self.0.into()
    }

    /// One kind.
    pub const fn one(kind: Kind) -> Self {
        Self(1 << kind as u16)
    }

    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the other set's kinds.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of the other set's kinds are in this one.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a kind is in the set.
    pub const fn has(self, kind: Kind) -> bool {
        self.contains(Self::one(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_at_the_place_of_its_number() {
        for (byte, kind) in (0..).zip(Kind::ALL) {
            assert_eq!((kind as u8, Kind::from_byte(byte)), (byte, kind));
        }
        assert_eq!(Kind::from_byte(15), Kind::Unreadable);
    }
}
