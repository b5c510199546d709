//! No circle of files inside a layer: of any two files, one can be read without the other. A folder's own `mod.rs` is its
//! border, which the files within may name; what it re-exports counts as the file that holds it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::all;

/// Layers that have circles still.
const UNFINISHED: [&str; 2] = ["commands", "cli"];

/// A module: the names that lead to it.
type Module = Vec<String>;

/// The files of the source, and what stands in them, tests left out.
struct Source {
    code: BTreeMap<Module, String>,
    /// Names that a module gives to items of others.
    exports: HashMap<Module, Module>,
}

#[test]
fn no_files_of_a_layer_lean_on_each_other() {
    let source = Source::read();
    let edges: BTreeMap<Module, BTreeSet<Module>> =
        source.code.keys().map(|module| (module.clone(), source.imports(module))).collect();
    let mut circles = Vec::new();
    let finished =
        |module: &&Module| !module.iter().take(1).any(|layer| UNFINISHED.contains(&&**layer));
    for module in edges.keys().filter(finished) {
        if let Some(way) = way_back(&edges, module) {
            let way: Vec<String> = way.iter().map(|module| module.join("::")).collect();
            circles.push(way.join(" -> "));
        }
    }
    assert!(circles.is_empty(), "circles of files:\n{}", circles.join("\n"));
}

/// The shortest way from a module over others back to it.
fn way_back(edges: &BTreeMap<Module, BTreeSet<Module>>, from: &Module) -> Option<Vec<Module>> {
    let mut ways = std::collections::VecDeque::from([vec![from.clone()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in edges.get(way.last()?)? {
            let further = [&way[..], std::slice::from_ref(next)].concat();
            if next == from {
                return Some(further);
            }
            if seen.insert(next.clone()) {
                ways.push_back(further);
            }
        }
    }
    None
}

impl Source {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut source = Self { code: BTreeMap::new(), exports: HashMap::new() };
        for (path, text) in all() {
            let within = path.strip_prefix(&root).expect("below src").with_extension("");
            let mut module: Module =
                within.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            module.pop_if(|last| last == "mod" || last == "lib");
            source.code.insert(module, code_of(&text));
        }
        let modules: Vec<Module> = source.code.keys().cloned().collect();
        for module in modules {
            source.note_exports(&module);
        }
        source
    }

    /// Takes note of `pub use child::{Item, ...}`, and of the code without it.
    fn note_exports(&mut self, module: &Module) {
        let mut rest = String::new();
        for statement in self.code[module].split_inclusive(';') {
            let is_export =
                statement.trim_start().starts_with("pub") && statement.contains(" use ");
            let named = statement.split_once(" use ").filter(|_| is_export);
            let path =
                named.map(|(_, path)| path.trim_end_matches(';').trim_start_matches("self::"));
            let child = path.and_then(|path| path.split("::").next());
            match (path, child) {
                (Some(path), Some(child)) if self.code.contains_key(&join(module, child)) => {
                    for item in expand(module, path) {
                        let name = item.last().expect("a name").clone();
                        self.exports.insert(join(module, &name), item);
                    }
                }
                _ => rest.push_str(statement),
            }
        }
        self.code.insert(module.clone(), rest);
    }

    /// The other modules of the same layer that a module names, but for those that contain it.
    fn imports(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.code[module];
        let mut named = Vec::new();
        for (word, base) in [("crate", 0), ("self", module.len())] {
            named.extend(paths(code, word).flat_map(|rest| expand(&module[..base], rest)));
        }
        for rest in paths(code, "super") {
            let ups = 1 + rest.split("::").take_while(|part| *part == "super").count();
            let rest = &rest["super::".len() * (ups - 1)..];
            named.extend(expand(&module[..module.len().saturating_sub(ups)], rest));
        }
        let children = self.code.keys().filter(|other| other.len() == module.len() + 1);
        for child in children.filter(|other| other.starts_with(module)) {
            let name = child.last().expect("a name");
            named.extend(paths(code, name).flat_map(|rest| expand(child, rest)));
        }
        let found = named.iter().filter_map(|path| self.file(path));
        found
            .filter(|other| other.first() == module.first() && !module.starts_with(other))
            .collect()
    }

    /// The file in which an item stands.
    fn file(&self, path: &[String]) -> Option<Module> {
        let heads = || (1..=path.len()).rev().map(|length| path.split_at(length));
        for (head, rest) in heads() {
            if let Some(item) = self.exports.get(head) {
                return self.file(&[item, rest].concat());
            }
        }
        heads().map(|(head, _)| head).find(|head| self.code.contains_key(*head)).map(<[_]>::to_vec)
    }
}

fn join(module: &[String], name: &str) -> Module {
    [module, &[name.to_owned()]].concat()
}

/// A file without its comments and its tests.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands behind each `word::` that begins a path.
fn paths<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let begins = |at: &usize| {
        let before = code[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"_:".contains(c))
    };
    let places = code.match_indices(word).map(|(at, _)| at).filter(begins);
    places.filter_map(move |at| code[at + word.len()..].strip_prefix("::"))
}

/// The paths in `a::{b, c::d}` behind a module.
fn expand(module: &[String], rest: &str) -> Vec<Module> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    if let Some(group) = rest.strip_prefix('{') {
        return items(group).iter().flat_map(|item| expand(module, item.trim())).collect();
    }
    let path = join(module, name);
    match behind.strip_prefix("::") {
        Some(behind) if !name.is_empty() => expand(&path, behind),
        _ => vec![path],
    }
}

/// The items of a group, cut at its own commas.
fn items(group: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(&group[begin..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&group[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    found.retain(|item| !item.trim().is_empty());
    found
}
