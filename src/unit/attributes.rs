//! Attributes: names with values, in the order they came.

use std::borrow::Cow;

use compact_str::CompactString;

/// `known(name)`: the name as one of these, which need no allocation.
macro_rules! known {
    ($($name:literal)*) => {
        fn known(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some($name),)*
                _ => None,
            }
        }
    };
}

// Those of the TMX DTD, the most frequent first.
known! {
    "tuid" "creationdate" "creationid" "changedate" "changeid"
    "usagecount" "lastusagedate" "type" "i" "x"
    "pos" "assoc" "srclang" "segtype" "datatype"
    "o-tmf" "o-encoding" "creationtool" "creationtoolversion" "adminlang"
    "xml:lang" "lang" "name" "base" "unicode"
    "code" "ent" "subst"
}

fn intern(name: &str) -> Cow<'static, str> {
    match known(name) {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(name.to_string()),
    }
}

/// An ordered list of attributes; each name comes once.
///
/// Values are mostly short (dates, ids, languages): up to 24 bytes of them are held in place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Attributes(Vec<(Cow<'static, str>, CompactString)>);

impl Attributes {
    /// The value of the attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Sets a value: in place when the name is there, else as the last.
    pub fn set(&mut self, name: &str, value: impl Into<CompactString>) {
        match self.0.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => *own = value.into(),
            None => {
                self.0.push((intern(name), value.into()));
            }
        }
    }

    /// Adds an attribute as the last; `false`, and nothing is changed, when the name is there.
    pub fn add(&mut self, name: &str, value: impl Into<CompactString>) -> bool {
        if self.get(name).is_some() {
            return false;
        }
        self.0.push((intern(name), value.into()));
        true
    }

    /// Takes all out; their memory stays.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes an attribute out.
    pub fn remove(&mut self, name: &str) -> Option<CompactString> {
        let index = self.0.iter().position(|(own, _)| own == name)?;
        Some(self.0.remove(index).1)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, value.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: AsRef<str>, V: Into<CompactString>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut attributes = Attributes::default();
        for (name, value) in pairs {
            attributes.set(name.as_ref(), value);
        }
        attributes
    }
}
