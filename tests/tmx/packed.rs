//! Files as they lie on disk: packed or not.

use std::io::Write;
use std::path::{Path, PathBuf};

use jjak::error::Result;
use jjak::tmx::Reader;
use jjak::unit::Unit;

use super::{file, texts, tu};

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    gzip.finish().unwrap()
}

fn saved(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn read(path: &Path) -> Result<Vec<Unit>> {
    Reader::open(path)?.collect()
}

#[test]
fn gzip_and_zip_are_told_by_their_bytes_and_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let text = file(&tu("눌러 담은 파일", "a packed file").repeat(3000));
    let two_parts = [gzipped(&text[..400]), gzipped(&text[400..])].concat();
    for (name, bytes) in [
        ("기억.TMX", text.clone().into_bytes()),
        ("a.tmx.gz", gzipped(&text)),
        ("two parts", two_parts),
        ("a.zip", zipped(&[("읽기.txt", "no memory"), ("a/기억.TMX", &text)])),
        ("named wrongly.tmx", zipped(&[("memory", &text)])),
    ] {
        let units = read(&saved(folder.path(), name, &bytes)).unwrap();
        assert_eq!(units.len(), 3000, "{name}");
        assert_eq!(texts(&units[2999]).0, "눌러 담은 파일", "{name}");
    }
}

#[test]
fn archives_that_leave_a_question_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = file("");
    let two = zipped(&[("a.tmx", &text), ("b.tmx", &text)]);
    let error = read(&saved(folder.path(), "two.zip", &two)).unwrap_err().to_string();
    assert!(error.contains("two.zip") && error.contains("2 TMX files"), "{error}");
    let mut cut = gzipped(&file(&tu("잘린 파일", "cut off").repeat(500)));
    cut.truncate(cut.len() - 20);
    assert!(read(&saved(folder.path(), "cut.gz", &cut)).is_err());
    let error = read(&folder.path().join("없음.tmx")).unwrap_err().to_string();
    assert!(error.contains("없음.tmx"), "{error}");
}
