//! What a writer makes of units, plain and odd.

use std::process::{Command, Stdio};

use jjak::lang::tag::LangTag;
use jjak::tmx::{Change, Header, Options, Profile, Reader, Writer};
use jjak::unit::{Annotation, Attributes, Code, CodeKind, Content, Unit, Variant};

use super::{file, header, read, shape, tu, write, write_with};

fn unit(ko: &str, en: &str) -> Unit {
    Unit::pair(Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en))
}

/// A memory that uses all there is.
fn rich() -> Vec<Unit> {
    let mut first =
        unit("수율은 “A < B”이고 R&D는 3조 원이다.", "Yield: A < B & \"R&D\".\tKRW 3 trillion.");
    first.set_id("기사/1");
    first.set_created(jjak::unit::date::parse("20260301T090000Z").unwrap());
    first.annotations.add_note("확인함");
    first.set_prop("x-jjak-confidence", "0.97");
    let mut second = unit("", "");
    let mut footnote = Code::new(CodeKind::Ph, "{\\footnote ").with("x", "2");
    let mut note = Code::new(CodeKind::Sub, "각주").with("datatype", "rtf");
    note.content.push_code(Code::new(CodeKind::Bpt, "<i>").with("i", "7").with("x", "4"));
    note.content.push_code(Code::new(CodeKind::Ept, "</i>").with("i", "7"));
    footnote.content.push_code(note);
    let mut content = Content::from_text(" 줄\r\n");
    content.push_code(
        Code::new(CodeKind::Bpt, "<b>").with("i", "1").with("x", "1").with("type", "bold"),
    );
    content.push_code(Code::new(CodeKind::Hi, "용어").with("type", "term"));
    content.push_code(Code::new(CodeKind::Ept, "</b>").with("i", "1"));
    content.push_code(Code::new(CodeKind::It, "<u>").with("pos", "begin").with("x", "3"));
    content.push_code(footnote);
    second.variants[0].content = content;
    second.variants[0].attributes.set("changeid", "김 \"철\" & 수\n");
    vec![first, second]
}

#[test]
fn a_file_is_laid_out_to_be_read() {
    let mut units = vec![unit("공장 세 곳을 짓는다.", "It builds three fabs.")];
    units[0].set_prop("x-jjak-bead", "1-1");
    let (text, report) = write(&units);
    assert!(report.is_empty(), "{report}");
    let version = env!("CARGO_PKG_VERSION");
    let wanted = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="jjak" creationtoolversion="{version}" segtype="sentence" o-tmf="jjak" adminlang="en" srclang="ko-KR" datatype="plaintext" creationdate="20260301T090000Z"/>
  <body>
    <tu>
      <prop type="x-jjak-bead">1-1</prop>
      <tuv xml:lang="ko-KR">
        <seg>공장 세 곳을 짓는다.</seg>
      </tuv>
      <tuv xml:lang="en-US">
        <seg>It builds three fabs.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"#
    );
    assert_eq!(text, wanted);
}

#[test]
fn all_that_tmx_has_is_read_back_equal() {
    let units = rich();
    let (text, report) = write(&units);
    assert!(report.is_empty(), "{report}");
    shape::check(&text);
    assert_eq!(read(text.as_bytes()).unwrap(), units);
    assert_eq!(Reader::new(text.as_bytes()).unwrap().header(), &header());
}

#[test]
fn what_tmx_does_not_have_is_moved_and_counted() {
    let mut odd = unit("글\u{1}자", "text");
    odd.attributes.set("vendor", "나");
    odd.attributes.set("segtype", "verse");
    odd.variants[0].lang = LangTag::new("ko_KR");
    odd.variants[1].lang = LangTag::new("*영어*");
    odd.annotations.0.push(Annotation::Other(Code::new(CodeKind::Other("tei:p".into()), "문단")));
    let foreign = Header {
        root: [("version", "1.4b"), ("mood", "good")].into_iter().collect(),
        attributes: [("creationtool", "OmegaT"), ("gitCommit", "f00")].into_iter().collect(),
        ..Header::default()
    };
    let (text, report) = write_with(&foreign, &[odd, Unit::default()]);
    shape::check(&text);
    let unit = read(text.as_bytes()).unwrap().remove(0);
    assert_eq!(unit.prop("x-attr-vendor"), Some("나"));
    assert_eq!(unit.prop("x-attr-segtype"), Some("verse"));
    assert_eq!(unit.prop("x-element-tei:p"), Some("<tei:p>문단</tei:p>"));
    assert_eq!(unit.variants[0].lang.written(), "ko-KR");
    assert_eq!(unit.variants[1].annotations.prop("x-attr-xml:lang"), Some("*영어*"));
    assert_eq!(unit.variants[0].content.plain_text(), "글자");
    let counted = |change| report.count(change);
    assert_eq!(counted(Change::AttributeMoved), 3);
    assert_eq!(counted(Change::AttributeLeftOut), 1);
    assert_eq!(counted(Change::ElementMoved), 1);
    assert_eq!(counted(Change::LanguageChanged), 2);
    assert_eq!(counted(Change::CharacterLeftOut), 1);
    assert_eq!(counted(Change::ToolReplaced), 1);
    assert_eq!(counted(Change::HeaderCompleted), 6);
    assert_eq!(counted(Change::UnitLeftOut), 1);
    assert!(
        report.to_string().contains("attribute vendor moved to prop x-attr-vendor: 1"),
        "{report}"
    );
}

#[test]
fn a_user_defined_encoding_stays_in_the_header() {
    let ude =
        "<ude name=\"own\" base=\"Macintosh\">\n<map unicode=\"#xF8FF\" code=\"#xF0\"/></ude>";
    let text = file(&tu("가", "a"))
        .replace("datatype=\"plaintext\"/>", &format!("datatype=\"plaintext\">{ude}</header>"));
    let header = Reader::new(text.as_bytes()).unwrap().header().clone();
    let (written, report) = write_with(&header, &[]);
    assert!(report.is_empty(), "{report}");
    shape::check(&written);
    assert!(written.contains("<map unicode=\"#xF8FF\" code=\"#xF0\"/>"), "{written}");
}

#[test]
fn props_without_a_type_get_one() {
    let text =
        file(&tu("가", "a")).replace("<tu>", "<tu><prop name=\"doc\">1</prop><prop>2</prop>");
    let (written, report) = write(&read(text.as_bytes()).unwrap());
    shape::check(&written);
    let unit = read(written.as_bytes()).unwrap().remove(0);
    assert_eq!((unit.prop("doc"), unit.prop("x-untyped")), (Some("1"), Some("2")));
    assert_eq!(report.count(Change::PropTyped), 2);
}

#[test]
fn attributes_keep_their_order() {
    let mut ordered = unit("가", "a");
    let names = ["usagecount", "tuid", "changedate", "creationdate"];
    ordered.attributes = names.iter().map(|name| (*name, "1")).collect::<Attributes>();
    let (text, _) = write(&[ordered]);
    assert!(text.contains("<tu usagecount=\"1\" tuid=\"1\" changedate=\"1\" creationdate=\"1\">"));
}

/// Runs a program over a file; `None`, with a word of it, when the program is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<std::process::Output> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    if output.is_err() {
        eprintln!("skipped: {program} is not installed");
    }
    output.ok()
}

/// `xmllint` (Debian: `libxml2-utils`) finds what is written valid against the DTD.
#[test]
fn xmllint_finds_it_valid() {
    let folder = tempfile::tempdir().unwrap();
    let dtd = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tmx/tmx14.dtd");
    for profile in [Profile::Generic, Profile::Omegat, Profile::Trados, Profile::Memoq] {
        let path = folder.path().join(format!("{profile:?}-메모리.tmx"));
        let options = Options { profile, ..Options::default() };
        std::fs::write(&path, written_for(options, &rich())).unwrap();
        let arguments = ["--noout", "--nonet", "--dtdvalid", dtd, path.to_str().unwrap()];
        let Some(output) = run("xmllint", &arguments) else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn written_for(options: Options, units: &[Unit]) -> String {
    let header = options.profile.header(&header(), units.first());
    let mut bytes = Vec::new();
    let mut writer = Writer::with(&mut bytes, &header, options).unwrap();
    units.iter().for_each(|unit| writer.write(unit).unwrap());
    writer.finish().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    shape::check(&text);
    text
}

#[test]
fn a_variant_that_says_when_it_was_made_says_when_it_was_changed() {
    let mut unit = unit("수율", "yield");
    unit.attributes.set("changedate", "20260301T000000Z");
    unit.attributes.set("changeid", "kim");
    unit.variants[1].attributes.set("creationdate", "20250101T000000Z");
    let (text, report) = write(&[unit]);
    let wanted = "<tuv xml:lang=\"en-US\" creationdate=\"20250101T000000Z\" \
                  changedate=\"20260301T000000Z\" changeid=\"kim\">";
    assert!(text.contains(wanted) && text.contains("<tuv xml:lang=\"ko-KR\">"), "{text}");
    assert_eq!(report.count(Change::DateCompleted), 2);
}

#[test]
fn dates_that_mean_one_time_are_written_as_tmx_asks() {
    let mut unit = unit("수율", "yield");
    unit.attributes.set("creationdate", "2026-03-01T09:00:00+09:00");
    unit.attributes.set("changedate", "2026-03-02T09:00:00");
    unit.variants[1].attributes.set("changedate", "2026-03-03");
    let (text, report) = write(&[unit]);
    let wanted = "<tu creationdate=\"20260301T000000Z\" changedate=\"2026-03-02T09:00:00\">";
    assert!(text.contains(wanted) && text.contains("changedate=\"20260303T000000Z\""), "{text}");
    assert_eq!(report.count(Change::DateRewritten), 2);
    assert_eq!(report.unclear_dates().collect::<Vec<_>>(), [("changedate", 1)]);
}

#[test]
fn codes_without_an_x_get_that_of_their_like() {
    let text = file(&tu(
        "<ph type=\"image\">가</ph>글<bpt i=\"1\">나</bpt>자<ept i=\"1\"/>",
        "<bpt i=\"4\" x=\"5\">나</bpt>te<ept i=\"4\"/>xt<ph type=\"image\">b</ph><ph id=\"9\"/>",
    ));
    let (written, report) = write(&read(text.as_bytes()).unwrap());
    shape::check(&written);
    let unit = read(written.as_bytes()).unwrap().remove(0);
    let xs = |index: usize| {
        let codes = unit.variants[index].content.codes();
        codes.iter().filter_map(|code| code.partner()).map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        (xs(0), xs(1)),
        (vec!["1".into(), "5".into()], ["5", "1", "9"].map(String::from).to_vec())
    );
    assert_eq!(report.count(Change::CodeLinked), 4);
}

#[test]
fn each_program_finds_its_own_props() {
    let mut unit = unit("수율", "yield");
    for (kind, text) in
        [("x-file", "기사.txt"), ("prev", "a < b"), ("x-tag", "하나"), ("x-tag", "둘")]
    {
        unit.annotations.add_prop(kind, text);
    }
    let written = |profile| {
        written_for(Options { profile, ..Options::default() }, std::slice::from_ref(&unit))
    };
    let memoq = written(Profile::Memoq);
    for wanted in [
        "<prop type=\"targetlang\">en-us</prop>",
        "<prop type=\"corrected\">no</prop>",
        "<prop type=\"aligned\">no</prop>",
        "<prop type=\"x-document\">기사.txt</prop>",
        "<tuv xml:lang=\"ko-KR\">\n        <prop type=\"x-context-pre\">&lt;seg&gt;a &amp;lt; b&lt;/seg&gt;</prop>",
    ] {
        assert!(memoq.contains(wanted), "{wanted} in {memoq}");
    }
    let trados = written(Profile::Trados);
    for wanted in [
        "<prop type=\"x-file:SingleString\">기사.txt</prop>",
        "<prop type=\"x-tag:MultipleString\">둘</prop>",
        "<prop type=\"prev\">a &lt; b</prop>",
    ] {
        assert!(trados.contains(wanted), "{wanted} in {trados}");
    }
    // What memoQ calls its context comes back as OmegaT's.
    let mut from_memoq = read(memoq.as_bytes()).unwrap();
    from_memoq[0]
        .annotations
        .0
        .retain(|own| !matches!(own, Annotation::Prop(p) if p.kind() == Some("prev")));
    let omegat =
        written_for(Options { profile: Profile::Omegat, ..Options::default() }, &from_memoq);
    assert!(omegat.contains("<prop type=\"prev\">a &lt; b</prop>"), "{omegat}");
}

#[test]
fn what_a_program_will_not_read_is_counted() {
    let mut unit = unit("\u{1109}\u{116E}\u{110B}\u{1172}\u{11AF}", "yield");
    unit.annotations.add_note("첫째");
    unit.annotations.add_note("둘째");
    unit.variants[0].annotations.add_prop("x-review", "김");
    unit.variants[0].annotations.add_prop("x-context-pre", "<seg>앞</seg>");
    unit.variants[1].content.push_code(Code::new(CodeKind::Hi, "term").with("type", "term"));
    let report = |profile| {
        let mut bytes = Vec::new();
        let options = Options { profile, ..Options::default() };
        let mut writer = Writer::with(&mut bytes, &header(), options).unwrap();
        writer.write(&unit).unwrap();
        writer.finish().unwrap()
    };
    let omegat = report(Profile::Omegat);
    assert_eq!(
        omegat.to_string(),
        "OmegaT will not read marks of text (<hi>): 1\n\
         OmegaT will not read notes of a unit before its last: 1\n\
         OmegaT will not read props and notes of a language: 1\n\
         OmegaT will not read texts as decomposed as they are: 1"
    );
    // Nothing was changed for that.
    assert!(omegat.is_empty());
    for profile in [Profile::Generic, Profile::Trados, Profile::Memoq] {
        assert_eq!(report(profile).unread().count(), 0);
    }
}

#[test]
fn trados_gets_a_region_wherever_a_language_is_named() {
    let mut unit = unit("수율", "yield");
    unit.variants[0].lang = LangTag::new("ko");
    unit.variants[1].lang = LangTag::new("en-GB");
    unit.attributes.set("srclang", "KO");
    let options = Options { profile: Profile::Trados, ..Options::default() };
    let text = written_for(options, &[unit]);
    assert!(
        text.contains("<tu srclang=\"ko-KR\">") && text.contains("xml:lang=\"ko-KR\""),
        "{text}"
    );
    assert!(text.contains("xml:lang=\"en-GB\""), "{text}");
}

/// The Translate Toolkit (`pip install translate-toolkit`) reads what is written.
#[test]
fn the_translate_toolkit_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.tmx");
    std::fs::write(&path, write(&[unit("공장을 짓는다.", "They build a fab & more.")]).0).unwrap();
    let script = "import sys\ntry:\n    from translate.storage.tmx import tmxfile\nexcept ImportError:\n    \
                  sys.exit(77)\nwith open(sys.argv[1], 'rb') as f:\n    memory = tmxfile(f, 'ko-KR', 'en-US')\n\
                  sys.stdout.buffer.write('|'.join(f'{u.source}={u.target}' for u in memory.units).encode())\n";
    let Some(output) = run("python3", &["-c", script, path.to_str().unwrap()]) else { return };
    if output.status.code() == Some(77) {
        eprintln!("skipped: the Translate Toolkit is not installed");
        return;
    }
    assert_eq!(String::from_utf8_lossy(&output.stdout), "공장을 짓는다.=They build a fab & more.");
}
