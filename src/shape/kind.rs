//! What kind of value stands at a place: one byte of it, as the boundary carries it.

/// The kind of a JavaScript or JSON value.
///
/// The numbers are shared with `src/wasm/value.js`, which writes them. A byte from [`Kind::LITERAL`] on is a string that
/// equals one of the place's literals: `LITERAL` plus its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Not there, or `undefined`.
    Missing = 0,
    /// `null`.
    Null = 1,
    /// `true` or `false`.
    Boolean = 2,
    /// A whole number up to 2^53 - 1, either sign.
    Integer = 3,
    /// A whole number beyond: JavaScript has lost its last digits.
    Large = 4,
    /// Another finite number.
    Number = 5,
    /// A string that is none of the place's literals.
    String = 6,
    /// An array.
    Array = 7,
    /// An object with at least one key.
    Object = 8,
    /// An object without keys.
    Empty = 9,
    /// A function.
    Function = 10,
    /// NaN or an infinity.
    NotFinite = 11,
    /// A BigInt.
    BigInt = 12,
    /// A symbol.
    Symbol = 13,
    /// A property whose getter throws.
    Unreadable = 14,
}

impl Kind {
    /// The first byte that stands for a literal.
    pub const LITERAL: u8 = 16;

    /// The kind that a byte stands for; a literal is a string.
    pub fn from_byte(byte: u8) -> Self {
        const KINDS: [Kind; 15] = [
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
        KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::String)
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
    /// No kind: literals only.
    pub const NONE: Self = Self(0);
    /// All kinds.
    pub(super) const EVERY: Self = Self(u16::MAX);
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

    /// The set as bits: one for the byte of each kind, and those of all literals.
    pub const fn bits(self) -> u32 {
        self.0 as u32 | u32::MAX << Kind::LITERAL
    }

    /// The kinds that are in both sets.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    const fn one(kind: Kind) -> Self {
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
    fn every_byte_below_the_literals_is_its_own_kind() {
        let names: Vec<_> =
            (0..Kind::LITERAL).map(|byte| (Kind::from_byte(byte) as u8, Kind::from_byte(byte).name())).collect();
        for (byte, (kind, name)) in names.iter().enumerate().take(15) {
            assert_eq!(byte, usize::from(*kind), "{name}");
        }
        assert_eq!(Kind::from_byte(Kind::LITERAL + 3), Kind::String);
    }
}
