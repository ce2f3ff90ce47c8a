//! What goes wrong is said with the place and a cure, ends with exit code 2 and leaves nothing.

use super::{Desk, ENGLISH, KOREAN, Ran};

const ALIGN: [&str; 5] = ["align", "ko.txt", "en.txt", "-o", "o.tmx"];

/// Runs, expects a failure that names all of `parts`, and that no file was made.
#[track_caller]
fn fails(desk: &Desk, arguments: &[&str], parts: &[&str]) -> Ran {
    let before = desk.files();
    let ran = desk.expect(2, arguments);
    for part in parts {
        assert!(ran.err.contains(part), "'{part}' in\n{}", ran.err);
    }
    assert_eq!(ran.out, "", "nothing goes to standard output");
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert_eq!(desk.files(), before, "nothing is left behind");
    ran
}

#[test]
fn a_missing_file() {
    let desk = Desk::with_article();
    let arguments = ["align", "없는 기사.txt", "en.txt", "-o", "o.tmx"];
    fails(&desk, &arguments, &["error: 없는 기사.txt: "]);
    fails(&desk, &["check", "none.tmx", "-g", "economy"], &["error: none.tmx: "]);
    fails(&desk, &["segment", "none.txt"], &["error: none.txt: "]);
    fails(&desk, &["align", "--pairs", "none.tsv"], &["error: none.tsv: "]);
    fails(&desk, &[&ALIGN[..], &["-g", "none.tsv"]].concat(), &["error: none.tsv: "]);
}

#[test]
fn an_empty_file() {
    let desk = Desk::with_article();
    for empty in ["", " \n\n\t\n", "\u{FEFF}"] {
        desk.write("en.txt", empty);
        fails(&desk, &ALIGN, &["error: en.txt: the file is empty"]);
    }
}

#[test]
fn a_binary_file() {
    let desk = Desk::with_article();
    let kinds: [(&[u8], &str); 4] = [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x01\x02\0\x80\0\0\xff\xfe\0\x01\0\0\x07", "not a text file"),
    ];
    for (bytes, what) in kinds {
        desk.write("ko.txt", bytes);
        fails(&desk, &ALIGN, &["error: ko.txt: this is not a text file", what, "help: "]);
    }
}

#[test]
fn a_wrong_language() {
    let desk = Desk::with_article();
    let korean = ["align", "ko.txt", "ko.txt", "-o", "o.tmx"];
    fails(&desk, &korean, &["error: ko.txt: expected English text", "Korean", "help: give"]);
    let english = ["align", "en.txt", "en.txt", "-o", "o.tmx"];
    fails(&desk, &english, &["error: en.txt: expected Korean text", "English", "help: give"]);
    desk.write("ja.txt", "新しい工場を建てることにした。\n投資は二兆ウォンである。\n");
    let third = ["align", "ja.txt", "en.txt", "-o", "o.tmx"];
    fails(&desk, &third, &["error: ja.txt: expected Korean text", "Japanese", "help: give"]);
}

#[test]
fn a_glossary_line_without_target() {
    let desk = Desk::with_article();
    for (line, text) in
        [(3, "source\ttarget\n수율\tyield\n파운드리\n"), (1, "수율\t\n"), (2, "\n수율 yield")]
    {
        desk.write("용어.tsv", text);
        let place = format!("error: 용어.tsv:{line}: ");
        let parts = [&place, "no target", "help: write source<TAB>target"];
        fails(&desk, &[&ALIGN[..], &["-g", "용어.tsv"]].concat(), &parts);
    }
}

#[test]
fn pins_that_cannot_be() {
    let desk = Desk::with_article();
    for (pins, line, message) in [
        ("0\t0\n1\tx\n", 2, "'x' is not the index"),
        ("0\t0\n1\t9\n", 2, "no English segment 9"),
        ("0\t0\n1\t3\n3\t1\n", 3, "crosses the one in line 2"),
        ("0\t0\n0,1\t1\n", 2, "index 0 stands in line 1"),
        ("1,3\t1\n", 1, "side by side"),
        ("0 0\n", 1, "no tab"),
    ] {
        desk.write("pins.beads", pins);
        let place = format!("error: pins.beads:{line}: ");
        let arguments = [&ALIGN[..], &["--pins", "pins.beads"]].concat();
        fails(&desk, &arguments, &[&place, message]);
    }
}

#[test]
fn translations_to_learn_from_that_are_none() {
    let desk = Desk::with_article();
    desk.write("broken.lex", "# mine\n가온\n");
    desk.write("german.tsv", "ko\tde\n비가 왔다.\tEs regnete.\n");
    let learn = |file| [&ALIGN[..], &["--learn", file]].concat();
    fails(&desk, &learn("broken.lex"), &["error: broken.lex:2: ", "no English word", "help: "]);
    fails(&desk, &learn("none.tmx"), &["error: none.tmx: "]);
    fails(
        &desk,
        &["learn", "german.tsv"],
        &["error: german.tsv: ", "Korean and English", "help: "],
    );
}

#[test]
fn an_unknown_glossary_name() {
    let desk = Desk::with_article();
    let parts = ["unknown glossary 'semis'", "help: choose one of ai-semiconductors, economy"];
    fails(&desk, &[&ALIGN[..], &["-g", "semis"]].concat(), &parts);
    fails(&desk, &["glossary", "show", "semis"], &parts);
}

#[test]
fn an_unknown_or_wrong_encoding() {
    let desk = Desk::with_article();
    let unknown = [&ALIGN[..], &["--encoding", "hangul"]].concat();
    fails(&desk, &unknown, &["error: ko.txt: unknown encoding 'hangul'", "help: use ", "euc-kr"]);
    let wrong = [&ALIGN[..], &["--encoding", "euc-kr"]].concat();
    fails(&desk, &wrong, &["error: ko.txt:1: the text cannot be read as EUC-KR", "help: "]);
}

#[test]
fn a_broken_place_in_utf_8_is_named() {
    let desk = Desk::with_article();
    let mut bytes = KOREAN.as_bytes().to_vec();
    let third = KOREAN.match_indices('\n').nth(1).unwrap().0 + 1;
    bytes.insert(third + "회사는".len(), 0xFF);
    desk.write("ko.txt", bytes);
    fails(&desk, &ALIGN, &["error: ko.txt:3: the text cannot be read as UTF-8", "help: "]);
}

#[test]
fn an_output_folder_that_does_not_exist() {
    let desk = Desk::with_article();
    let arguments = ["align", "ko.txt", "en.txt", "-o", "없음/o.tmx"];
    let parts = ["error: 없음/o.tmx: ", "does not exist", "help: ", "mkdir"];
    fails(&desk, &arguments, &parts);
    std::fs::create_dir(desk.path("folder")).unwrap();
    let arguments = ["align", "ko.txt", "en.txt", "-o", "folder"];
    fails(&desk, &arguments, &["error: folder: this is a ", "help: name a file"]);
}

#[test]
fn an_old_output_survives_a_failure() {
    let desk = Desk::with_article();
    desk.write("o.tmx", "old");
    desk.write("en.txt", "");
    fails(&desk, &ALIGN, &["en.txt"]);
    assert_eq!(desk.read("o.tmx"), "old");
}

#[test]
fn no_such_format_to_check() {
    let desk = Desk::with_article();
    desk.write("units.docx", "no units");
    let arguments = ["check", "units.docx", "-g", "economy"];
    fails(&desk, &arguments, &["error: units.docx: the ending says no", "help: name it .tmx"]);
}

#[test]
fn a_broken_memory_is_named_with_its_line() {
    let desk = Desk::new();
    desk.write(
        "cut.tmx",
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">\n<header srclang=\"ko\"/>\n<body>\n\
         <tu><tuv xml:lang=\"ko\"><seg>수율",
    );
    let arguments = ["check", "cut.tmx", "-g", "economy"];
    fails(&desk, &arguments, &["error: cut.tmx:5:", "help: "]);
}

#[test]
fn folders_without_output_or_without_pairs() {
    let desk = Desk::new();
    desk.write("korean/가온.txt", KOREAN);
    desk.write("english/나래.txt", ENGLISH);
    fails(&desk, &["align", "korean", "english"], &["error: ", "help: add -o FOLDER"]);
    let arguments = ["align", "korean", "english", "-o", "out"];
    fails(&desk, &arguments, &["no file of korean has a counterpart", "help: "]);
}

#[test]
fn wrong_arguments_show_the_usage() {
    let desk = Desk::with_article();
    fails(&desk, &["align", "ko.txt"], &["<EN>", "Usage: jjak align"]);
    fails(&desk, &["align", "ko.txt", "en.txt", "--format", "pdf"], &["pdf", "tmx"]);
    fails(&desk, &["algin"], &["algin", "align"]);
    let tag = [&ALIGN[..], &["--source-lang", "한국어"]].concat();
    fails(&desk, &tag, &["--source-lang"]);
}
