//! `jjak tm pretranslate` as it is typed, on files of each format.

use std::path::Path;

use super::command::{memory, said, tm};

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

const XLIFF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="봄.html" source-language="ko" target-language="en" datatype="html">
    <body>
      <!-- 안내문 -->
      <trans-unit id="a">
        <source><g id="7">도서관</g> 이용 안내</source>
      </trans-unit>
      <trans-unit id="b">
        <source>도서관은 3월부터 밤 11시까지 문을 연다.</source>
        <target state="new"/>
      </trans-unit>
      <trans-unit id="c">
        <source>자리는 앱에서 고를 수 있다.</source>
        <target>Pick a seat in the app.</target>
      </trans-unit>
      <trans-unit id="d">
        <source>새 책이 들어왔다.</source>
      </trans-unit>
    </body>
  </file>
</xliff>
"#;

#[test]
fn an_xliff_file_is_filled_in_place() {
    let folder = memory();
    let folder = folder.path();
    write(folder, "job.xlf", XLIFF);
    let job = ["pretranslate", "-m", "m.jjak", "job.xlf", "-o", "job.xlf"];
    let output = tm(folder, &job);
    assert_eq!(output.status.code(), Some(1), "one segment has no match");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let wanted = "2 of 3 segments filled in: 1 exact, 1 numbers-substituted; 1 left as they are\n";
    assert!(told.ends_with(wanted), "{told}");
    let out = read(folder, "job.xlf");
    let first = "<target state=\"translated\" state-qualifier=\"exact-match\">Using the \
        <g id=\"7\">library</g></target>\n        <alt-trans match-quality=\"100.00%\" origin=\"m.jjak#2\">";
    assert!(out.contains(first), "{out}");
    let second = "<target state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\">\
        The library will stay open until 11 p.m. from March.</target>";
    assert!(out.contains(second), "{out}");
    assert!(out.contains("<note from=\"jjak\">numbers put in: 10 → 11</note>"), "{out}");
    let rest = XLIFF.find("      <trans-unit id=\"c\">").unwrap();
    assert!(out.ends_with(&XLIFF[rest..]), "{out}");
    // What is filled in is translated: the next run leaves it.
    tm(folder, &job);
    assert_eq!(read(folder, "job.xlf"), out);
    let over = said(folder, 1, &["pretranslate", "-m", "m.jjak", "job.xlf", "--overwrite"]);
    assert!(over.contains(">Seats can be chosen in the app.</target>"), "{over}");
}

#[test]
fn a_catalogue_is_filled_from_a_memory_of_the_other_direction() {
    let folder = memory();
    let folder = folder.path();
    let po = "msgid \"\"\nmsgstr \"Language: ko\\n\"\n\n#: a.c:1\nmsgid \"Seats can be chosen in the app.\"\n\
        msgstr \"\"\n\n#: a.c:2\n#, c-format\nmsgid \"Seats can be chosen in the apps.\"\nmsgstr \"\"\n\n\
        msgid \"Quit\"\nmsgstr \"끝내기\"\n";
    write(folder, "ko.po", po);
    said(folder, 0, &["pretranslate", "-m", "m.jjak", "ko.po", "-o", "ko.po"]);
    let out = read(folder, "ko.po");
    let exact = "# jjak: 100.00 %, m.jjak#3\n#: a.c:1\nmsgid \"Seats can be chosen in the app.\"\n\
        msgstr \"자리는 앱에서 고를 수 있다.\"\n\n";
    assert!(out.contains(exact), "{out}");
    let fuzzy = "#, fuzzy, c-format\n#| msgid \"Seats can be chosen in the app.\"\n\
        msgid \"Seats can be chosen in the apps.\"\nmsgstr \"자리는 앱에서 고를 수 있다.\"\n\n\
        msgid \"Quit\"\nmsgstr \"끝내기\"\n";
    assert!(out.ends_with(fuzzy), "{out}");
}

#[test]
fn plural_forms_are_filled_in_as_the_language_has_them() {
    let folder = memory();
    let folder = folder.path();
    let pairs = "ko\ten\n새 책 한 권이 들어왔다.\tA new book has arrived.\n\
        새 책 여러 권이 들어왔다.\tSeveral new books have arrived.\n";
    write(folder, "책.tsv", pairs);
    said(folder, 0, &["import", "-m", "m.jjak", "책.tsv"]);
    let header = |lang: &str, plurals: &str| {
        format!("msgid \"\"\nmsgstr \"Language: {lang}\\nPlural-Forms: {plurals}\\n\"\n\n")
    };
    let english = header("en", "nplurals=2; plural=(n != 1);");
    let message = "msgid \"새 책 한 권이 들어왔다.\"\nmsgid_plural \"새 책 여러 권이 들어왔다.\"\n";
    write(folder, "en.po", &format!("{english}{message}msgstr[0] \"\"\nmsgstr[1] \"\"\n"));
    said(folder, 0, &["pretranslate", "-m", "m.jjak", "en.po", "-o", "en.po"]);
    let wanted =
        "msgstr[0] \"A new book has arrived.\"\nmsgstr[1] \"Several new books have arrived.\"\n";
    let out = read(folder, "en.po");
    assert!(out.ends_with(&format!("{message}{wanted}")) && !out.contains("fuzzy"), "{out}");
    let korean = header("ko", "nplurals=1; plural=0;");
    let message =
        "msgid \"A new book has arrived.\"\nmsgid_plural \"Several new books have arrived.\"\n";
    write(folder, "ko.po", &format!("{korean}{message}msgstr[0] \"\"\n"));
    said(folder, 0, &["pretranslate", "-m", "m.jjak", "ko.po", "-o", "ko.po"]);
    let out = read(folder, "ko.po");
    assert!(out.ends_with(&format!("{message}msgstr[0] \"새 책 여러 권이 들어왔다.\"\n")), "{out}");
}

#[test]
fn a_file_too_large_to_be_held_is_refused() {
    let folder = memory();
    let folder = folder.path();
    std::fs::File::create(folder.join("job.xlf")).unwrap().set_len(300 << 20).unwrap();
    let output = tm(folder, &["pretranslate", "-m", "m.jjak", "job.xlf", "-o", "out.xlf"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("job.xlf: a file of more than 256 MB") && said.contains("help:"),
        "{said}"
    );
}

#[test]
fn a_file_that_cannot_be_filled_in_says_what_to_do() {
    let folder = memory();
    let folder = folder.path();
    let output = tm(folder, &["pretranslate", "-m", "m.jjak", "봄.tmx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("convert it to XLIFF first"));
    write(folder, "broken.xlf", &XLIFF[..XLIFF.len() - 40]);
    let broken = tm(folder, &["pretranslate", "-m", "m.jjak", "broken.xlf", "-o", "out.xlf"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(!folder.join("out.xlf").exists());
}

#[test]
fn what_is_not_translated_yet_is_analysed_too() {
    let folder = memory();
    let folder = folder.path();
    write(folder, "job.xlf", XLIFF);
    let csv = said(folder, 0, &["analyze", "-m", "m.jjak", "job.xlf", "--format", "csv"]);
    assert!(csv.contains("job.xlf,total,4,"), "{csv}");
    assert!(csv.contains("job.xlf,no match,1,"), "{csv}");
}
