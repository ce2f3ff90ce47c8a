//! A folder of samples against what an independent reader found in them.
//!
//! `JJAK_TMX_SAMPLES` names a folder with TMX files and `expect/NAME.json` for each that can be
//! read without repair; without it there is nothing to compare. See `docs/tmx.md`.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use jjak::tmx::{Options, Profile, Reader, Rewriter, Writer};
use jjak::unit::{Annotations, Attributes, Code, Inline, Unit};
use serde_json::{Value, json};

use super::shape;

/// Samples where the expectation is not what is asked of a reader, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("made_encoding_lie.tmx", "the expectation has utf-8 in the text where the file has utf-16"),
    ("made_internal_entity.tmx", "refused: entities beyond the five are never expanded"),
    ("made_no_seg.tmx", "refused with the unit named: a tuv without seg says nothing"),
];

#[test]
fn samples_read_as_expected_and_come_back_equal() {
    let Some(folder) = std::env::var_os("JJAK_TMX_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: JJAK_TMX_SAMPLES names no folder");
        return;
    };
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    let (mut compared, mut equal, mut copied, mut wrong) = (0, 0, 0, Vec::new());
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        let Ok(expected) = std::fs::read_to_string(folder.join(format!("expect/{name}.json")))
        else {
            continue;
        };
        compared += 1;
        let expected: Value = serde_json::from_str(&expected).unwrap();
        match found(&path) {
            Ok(found) if found == simplified(&expected) => equal += 1,
            other => match DIFFERENT.iter().find(|(own, _)| *own == name) {
                Some((_, why)) => eprintln!("{name}: {why}"),
                None => {
                    wrong.push(format!("{name}: {other:?}\nexpected {}", simplified(&expected)))
                }
            },
        }
        copied += usize::from(comes_back(&path, &mut wrong));
    }
    eprintln!(
        "{equal} of {compared} as expected, {copied} copied byte for byte and read back equal"
    );
    assert!(compared > 0, "no expectation in {}", folder.display());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever a file holds, what is written of it every reader takes, for every program and level.
#[test]
fn what_is_written_of_any_sample_is_valid() {
    let Some(folder) = std::env::var_os("JJAK_TMX_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: JJAK_TMX_SAMPLES names no folder");
        return;
    };
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    let desk = tempfile::tempdir().unwrap();
    let (mut written, mut refused) = (Vec::new(), Vec::new());
    for path in &files {
        for options in all_options() {
            match converted(path, options) {
                Some(text) => {
                    shape::check(&text);
                    let path = desk.path().join(format!("{}.tmx", written.len()));
                    std::fs::write(&path, text).unwrap();
                    written.push(path);
                }
                None => refused.push(path.file_name().unwrap().to_str().unwrap()),
            }
        }
    }
    refused.dedup();
    eprintln!("{} files written of {}; refused: {}", written.len(), files.len(), refused.join(" "));
    let dtd = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tmx/tmx14.dtd");
    let mut command = std::process::Command::new("xmllint");
    command.args(["--noout", "--nonet", "--dtdvalid", dtd]).args(&written);
    match command.output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            eprintln!("valid against the DTD: {} of {}", written.len(), written.len());
        }
        Err(_) => eprintln!("skipped: xmllint is not installed"),
    }
}

fn all_options() -> Vec<Options> {
    let profiles = [Profile::Generic, Profile::Omegat, Profile::Trados, Profile::Memoq];
    let mut all: Vec<Options> =
        profiles.into_iter().map(|profile| Options { profile, ..Options::default() }).collect();
    all.push(Options { plain: true, ..Options::default() });
    all
}

/// A file written anew, as it is or as it is once repaired; `None` when it is refused.
fn converted(path: &Path, options: Options) -> Option<String> {
    let read = |lenient: bool| -> Result<(jjak::tmx::Header, Vec<Unit>), jjak::error::Error> {
        let input = jjak::tmx::open(path)?.0;
        let mut reader = if lenient { Reader::lenient(input)? } else { Reader::new(input)? };
        let header = reader.header().clone();
        Ok((header, reader.by_ref().collect::<Result<_, _>>()?))
    };
    let (header, units) = read(false).or_else(|_| read(true)).ok()?;
    let header = options.profile.header(&header, units.first());
    let mut bytes = Vec::new();
    let mut writer = Writer::with(&mut bytes, &header, options).unwrap();
    units.iter().for_each(|unit| writer.write(unit).unwrap());
    writer.finish().unwrap();
    Some(String::from_utf8(bytes).unwrap())
}

fn bytes(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    jjak::tmx::open(path).unwrap().0.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Whether a copy has the same bytes and what is written is read back equal; `false` for files
/// that are refused.
fn comes_back(path: &Path, wrong: &mut Vec<String>) -> bool {
    let bytes = bytes(path);
    let Ok(mut reader) = Reader::new(bytes.as_slice()) else { return false };
    let (mut copy, mut written, mut units) = (Vec::new(), Vec::new(), Vec::new());
    let mut rewriter = Rewriter::new(&mut copy, &reader, None).unwrap();
    let mut writer = Writer::new(&mut written, reader.header()).unwrap();
    while let Some(unit) = reader.next() {
        let Ok(unit) = unit else { return false };
        rewriter.keep(&reader, &unit).unwrap();
        writer.write(&unit).unwrap();
        units.push(unit);
    }
    let is_plain = reader.prefix().is_empty();
    rewriter.finish(&reader).unwrap();
    let report = writer.finish().unwrap();
    let again: Vec<Unit> = Reader::new(written.as_slice()).unwrap().map(Result::unwrap).collect();
    if is_plain && copy != bytes {
        wrong.push(format!("{}: the copy has other bytes", path.display()));
    }
    // What TMX 1.4 cannot hold is reported; all else comes back.
    if report.is_empty() && again != units {
        wrong.push(format!("{}: not read back equal", path.display()));
    }
    true
}

fn found(path: &Path) -> Result<Value, String> {
    let mut reader = Reader::open(path).map_err(|error| error.to_string())?;
    let header = reader.header();
    let (version, attributes) = (header.version(), map(&header.attributes));
    let mut file = annotations(&header.annotations);
    file["version"] = json!(version);
    file["header"] = attributes;
    let units = reader.by_ref().map(|unit| unit.map(|unit| unit_json(&unit)));
    file["tus"] = units.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?.into();
    Ok(file)
}

fn unit_json(unit: &Unit) -> Value {
    let variants = unit.variants.iter().map(|variant| {
        let mut value = annotations(&variant.annotations);
        let codes = variant.content.codes().into_iter();
        let codes =
            codes.map(|code| json!([code.kind.name(), map(&code.attributes), inside(code)]));
        value["codes"] = codes.collect::<Vec<_>>().into();
        value["lang"] = variant.lang.written().into();
        value["text"] = variant.content.plain_text().into();
        value["attrs"] = map(&variant.attributes);
        value
    });
    let mut value = annotations(&unit.annotations);
    value["tuvs"] = variants.collect::<Vec<_>>().into();
    value["attrs"] = map(&unit.attributes);
    value
}

/// Attributes without the language, which has a place of its own.
fn map(attributes: &Attributes) -> Value {
    let others = attributes.iter().filter(|(name, _)| !matches!(*name, "xml:lang" | "lang"));
    others.collect::<BTreeMap<_, _>>().into_iter().map(|(k, v)| (k.to_string(), json!(v))).collect()
}

fn annotations(annotations: &Annotations) -> Value {
    let notes = annotations.notes().map(|note| json!([map(&note.attributes), note.text]));
    let props = annotations.props().map(|prop| json!([map(&prop.attributes), prop.text]));
    json!({"notes": notes.collect::<Vec<_>>(), "props": props.collect::<Vec<_>>()})
}

/// All text inside a code.
fn inside(code: &Code) -> String {
    let text = code.content.iter().map(|inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(code) => inside(code),
    });
    text.collect()
}

/// The expectation in the same form.
fn simplified(value: &Value) -> Value {
    let languages = |name: &str| matches!(name, "xml:lang" | "lang");
    match value {
        Value::Array(list) => list.iter().map(simplified).collect(),
        Value::Object(object) => {
            let is_variant = object.contains_key("codes");
            let is_file = object.contains_key("tus");
            let own = object.iter().filter(|(name, _)| !(is_file && *name == "srclang"));
            let own = own.filter(|(name, _)| is_variant || !languages(name));
            own.map(|(name, value)| (name.clone(), simplified(value))).collect()
        }
        other => other.clone(),
    }
}
