//! The rule of the layers: a lower layer never imports a higher one, the rooms of one layer do not
//! import each other, and nobody reaches over its parent (`super::super`).
//!
//! The table of rooms is the one in the documentation of the library (`src/lib.rs`), so that what
//! a newcomer reads there is what holds.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Layer of every room.
type Layers = BTreeMap<String, usize>;

#[test]
fn no_room_looks_up_or_sideways() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers = layers(&std::fs::read_to_string(src.join("lib.rs")).unwrap());
    let mut breaches = String::new();
    let files = rust_files(&src);
    assert!(files.len() > layers.len(), "src was not walked: {files:?}");
    for path in files {
        let source = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        for (line, what) in find_breaches(&layers, &name, &source) {
            writeln!(breaches, "src/{name}:{line}: {what}").unwrap();
        }
    }
    assert!(breaches.is_empty(), "the layers are broken:\n{breaches}");
}

#[test]
fn every_room_stands_in_the_table() {
    let lib = include_str!("../src/lib.rs");
    let rooms: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let layers = layers(lib);
    assert!(rooms.len() > 5, "{rooms:?}");
    for room in &rooms {
        assert!(layers.contains_key(*room), "`{room}` has no layer in the table of src/lib.rs");
    }
    for room in layers.keys() {
        assert!(rooms.contains(&room.as_str()), "the table names `{room}`, which is no module");
    }
}

#[test]
fn a_breach_is_found() {
    let layers = layers("//! | 1 | [`mod@text`] | a |\n//! | 4 | [`tmx`], [`glossary`] | b |\n");
    let found = |file: &str, source: &str| find_breaches(&layers, file, source);
    let up = "//! Doc of [`crate::tmx`].\n\nuse crate::tmx::Reader;\n";
    assert_eq!(found("text/span.rs", up), [(3, "`text` (layer 1) uses `tmx` (layer 4)".into())]);
    let grouped = "use crate::{\n    text::{Span, decode},\n    glossary::Entry,\n};\n";
    let sideways = "`tmx` and `glossary` are both of layer 4, and `tmx` uses `glossary`";
    assert_eq!(found("tmx/reader.rs", grouped), [(3, sideways.into())]);
    let inline = "fn f() {\n    let url = \"https://crate::\"; crate::glossary::load(url) }";
    assert_eq!(found("tmx.rs", inline), [(2, sideways.into())]);
    assert_eq!(found("tmx/mod.rs", "use super::glossary::Entry;"), [(1, sideways.into())]);
    let over = "mod a {\n    mod b {\n        use super::super::x;\n    }\n}\n";
    assert_eq!(found("text/mod.rs", over), [(3, "`super::super` reaches over the parent".into())]);
    let unknown = "use crate::tnx::Reader;";
    assert_eq!(found("tmx/mod.rs", unknown), [(1, "`tnx` is no room of the table".into())]);
    let fine = "use crate::text::Span;\nuse crate::tmx::Header; // not crate::glossary\n";
    assert_eq!(found("tmx/mod.rs", fine), []);
}

/// The rows `| layer | rooms | job |` of the table in the library's documentation.
fn layers(lib: &str) -> Layers {
    let mut layers = Layers::new();
    for row in lib.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let Ok(layer) = cells[0].parse() else { continue };
        let rooms = cells[1].split(',').map(|room| room.trim().trim_matches(['[', ']', '`']));
        // `mod@` tells a link to a module from one to a macro of that name.
        let names = rooms.map(|room| room.trim_start_matches("mod@").to_string());
        layers.extend(names.map(|name| (name, layer)));
    }
    layers
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The breaches of one file (its path counted from `src`), each with its line from 1.
fn find_breaches(layers: &Layers, file: &str, source: &str) -> Vec<(usize, String)> {
    let code = without_comments_and_strings(source);
    let line = |at: usize| code[..at].matches('\n').count() + 1;
    let (room, rest) = file.split_once('/').unwrap_or((file.trim_end_matches(".rs"), "mod.rs"));
    let mut breaches = Vec::new();
    for (at, _) in code.match_indices("super::super") {
        breaches.push((line(at), "`super::super` reaches over the parent".to_string()));
    }
    // The roots (`lib.rs`, `main.rs`) join the rooms and belong to none.
    let Some(own) = layers.get(room) else { return breaches };
    let mut used = rooms_after(&code, "crate::");
    if rest == "mod.rs" {
        // From the root of a room, `super` is the crate.
        let siblings = rooms_after(&code, "super::").into_iter();
        used.extend(siblings.filter(|(_, name)| name != room && layers.contains_key(name)));
    }
    for (at, used) in used {
        let what = match layers.get(&used) {
            _ if used == room => continue,
            None => format!("`{used}` is no room of the table"),
            Some(other) if other == own => {
                format!("`{room}` and `{used}` are both of layer {own}, and `{room}` uses `{used}`")
            }
            Some(other) if other > own => {
                format!("`{room}` (layer {own}) uses `{used}` (layer {other})")
            }
            Some(_) => continue,
        };
        breaches.push((line(at), what));
    }
    breaches
}

/// The names that follow `prefix` in paths, each with its place: one of `crate::a::b`, each of
/// `crate::{a::b, c}`.
fn rooms_after(code: &str, prefix: &str) -> Vec<(usize, String)> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(|c: char| is_name(c) || c == ':') {
            continue;
        }
        let start = at + prefix.len();
        let Some(group) = code[start..].strip_prefix('{') else {
            rooms.push((start, name_at(code, start)));
            continue;
        };
        let (mut depth, mut expected) = (1, true);
        for (offset, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => expected = true,
                c if depth == 1 && expected && is_name(c) => {
                    rooms.push((start + 1 + offset, name_at(code, start + 1 + offset)));
                    expected = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    rooms
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn name_at(code: &str, at: usize) -> String {
    code[at..].chars().take_while(|&c| is_name(c)).collect()
}

/// The code with comments and the insides of strings left out; line ends stay where they are.
fn without_comments_and_strings(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = token_to_skip(rest, code.ends_with(is_name)).unwrap_or(0);
        if length == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.push(' ');
            code.extend(rest[..length].matches('\n'));
            rest = &rest[length..];
        }
    }
    code
}

/// Length of the comment, string or character literal that begins here.
fn token_to_skip(rest: &str, in_name: bool) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    if rest.starts_with('"') {
        return Some(escaped_end(rest, '"'));
    }
    if !in_name && rest.starts_with('r') {
        let hashes = rest[1..].bytes().take_while(|&b| b == b'#').count();
        if rest[1 + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = 2 + hashes;
            return Some(rest[body..].find(&close).map_or(rest.len(), |n| body + n + close.len()));
        }
    }
    // 'x' and '\'' are characters, 'a in &'a str is a lifetime.
    let mut chars = rest.chars();
    if chars.next() == Some('\'') {
        let (first, second) = (chars.next()?, chars.next()?);
        return (first == '\\' || second == '\'').then(|| escaped_end(rest, '\''));
    }
    None
}

/// Length of the literal that begins here and ends with the next `quote` that is not escaped.
fn escaped_end(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}
