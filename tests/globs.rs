//! Patterns and filter rules agree with those of globset and of git, on random ones of both.

use ftps::ftp::pattern::AnyName;
use ftps::mirror::filter::{Rule, Sense};
use ftps::mirror::tree::Kind;
use globset::GlobBuilder;
use ignore::gitignore::GitignoreBuilder;
use proptest::collection::vec;
use proptest::prelude::*;

/// Few letters, so that patterns often match.
fn name() -> impl Strategy<Value = String> {
    vec(prop::sample::select(b"ab-.".as_slice()), 1..8)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// What a pattern for a name is made of; with braces or without, which git does not know.
fn element(braces: bool) -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "a", "b", "-", ".", "a", "b", "*", "?", "[ab]", "[!a]", "[a-b]", "[^-]", "\\a", "\\*",
    ]);
    let group = prop::sample::select(vec!["{a,b}", "{ab,*}", "{a,b{a,?}}", "{[ab],-}"]);
    let weight = u32::from(braces);
    prop_oneof![8 => plain, weight => group].prop_map(str::to_owned)
}

fn component(braces: bool) -> impl Strategy<Value = String> {
    // Two stars side by side mean something else to both.
    vec(element(braces), 1..6).prop_map(|all| all.concat().replace("**", "*"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_pattern_matches_the_names_that_it_matches_in_globset(
        pattern in component(true),
        name in name(),
    ) {
        let theirs = GlobBuilder::new(&pattern).literal_separator(true).build();
        let theirs = theirs.expect("a pattern").compile_matcher().is_match(&name);
        let ours = AnyName::parse(pattern.as_bytes()).expect("a pattern").matches(name.as_bytes());
        prop_assert_eq!(ours, theirs, "{} {}", pattern, name);
    }

    #[test]
    fn a_rule_matches_the_paths_that_it_matches_in_a_gitignore_file(
        parts in vec(prop_oneof![3 => component(false), 1 => Just("**".to_owned())], 1..4),
        slashes in (any::<bool>(), any::<bool>()),
        path in vec(name(), 1..5),
        is_folder in any::<bool>(),
    ) {
        let (before, behind) = slashes;
        let text = if before { "/" } else { "" }.to_owned()
            + &parts.join("/")
            + if behind { "/" } else { "" };
        let path = path.join("/");
        let odd = path.split('/').any(|name| name == "." || name == "..");
        prop_assume!(!odd && !text.starts_with('\\'));
        let mut builder = GitignoreBuilder::new("");
        builder.add_line(None, &text).expect("a line");
        let theirs = builder.build().expect("rules").matched(&path, is_folder).is_ignore();
        let kind = if is_folder { Kind::Folder } else { Kind::File };
        let rule = Rule::parse(Sense::Exclude, text.as_bytes()).expect("a rule");
        prop_assert_eq!(rule.matches(path.as_bytes(), kind), theirs, "{} {}", text, path);
    }
}
