//! No function is long, and none nests deeply: each does one thing.

use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, ImplItemFn, ItemFn, ItemMod, TraitItemFn};

use super::all;

/// Lines of a function, from its `fn` to its last brace.
const MOST_LINES: usize = 60;

/// Blocks within each other, the function's own not counted.
const MOST_NESTING: usize = 5;

/// How many of the longest are printed.
const SHOWN: usize = 10;

#[derive(Debug)]
struct Function {
    path: PathBuf,
    name: String,
    lines: usize,
    nesting: usize,
}

#[test]
fn no_function_is_long_or_nests_deeply() {
    let mut found: Vec<Function> =
        all().iter().flat_map(|(path, text)| functions(path, text)).collect();
    found.sort_by_key(|function| std::cmp::Reverse(function.lines));
    let lines = |share: usize| found[found.len() * (100 - share) / 100].lines;
    println!("{} functions; lines: median {}, 90 % {}", found.len(), lines(50), lines(90));
    for Function { path, name, lines, nesting } in found.iter().take(SHOWN) {
        println!("{lines} lines, nesting {nesting}: {name} in {}", path.display());
    }
    found.retain(|one| one.lines > MOST_LINES || one.nesting > MOST_NESTING);
    assert!(found.is_empty(), "too long or too deep: {found:#?}");
}

/// The functions of a file, but for its tests.
fn functions(path: &Path, text: &str) -> Vec<Function> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut visitor = Functions { path: path.to_owned(), found: Vec::new() };
    visitor.visit_file(&file);
    visitor.found
}

struct Functions {
    path: PathBuf,
    found: Vec<Function>,
}

impl Functions {
    fn note(&mut self, name: &syn::Ident, start: Span, block: &Block) {
        let mut depth = Depth::default();
        depth.visit_block(block);
        let lines = block.brace_token.span.close().end().line + 1 - start.start().line;
        let (path, nesting) = (self.path.clone(), depth.most.saturating_sub(1));
        self.found.push(Function { path, name: name.to_string(), lines, nesting });
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !item.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.note(&item.sig.ident, item.sig.fn_token.span, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.note(&item.sig.ident, item.sig.fn_token.span, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(block) = &item.default {
            self.note(&item.sig.ident, item.sig.fn_token.span, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
}

/// How deep blocks and the arms of a match stand in each other.
#[derive(Default)]
struct Depth {
    now: usize,
    most: usize,
}

impl Depth {
    fn within(&mut self, visit: impl FnOnce(&mut Self)) {
        self.now += 1;
        self.most = self.most.max(self.now);
        visit(self);
        self.now -= 1;
    }
}

impl<'ast> Visit<'ast> for Depth {
    fn visit_block(&mut self, block: &'ast Block) {
        self.within(|depth| visit::visit_block(depth, block));
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        self.within(|depth| visit::visit_expr_match(depth, expr));
    }
}
