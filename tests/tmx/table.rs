//! The table of `docs/tmx.md` that says which test pins what: every test in it is there.

use std::path::Path;

#[test]
fn every_test_that_the_documentation_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/tmx.md")).unwrap();
    let at = text.find("## What holds").unwrap();
    let table = &text[at..at + text[at + 2..].find("\n## ").unwrap()];
    let mut named = 0;
    for name in table.split('`').skip(1).step_by(2) {
        if name.contains('/') && !name.contains(' ') {
            assert!(root.join(name).exists(), "{name}");
        }
        let Some((file, function)) = name.split_once("::") else { continue };
        let path = root.join(format!("tests/tmx/{file}.rs"));
        let code = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
        named += 1;
        assert!(function == "*" || code.contains(&format!("fn {function}(")), "{name}");
    }
    assert!(named > 40, "{named}");
}
