//! Which files of a crate import which.
//!
//! Every file that a build may compile is read as tokens, so comments and strings do not count. An import is a `use`, or a
//! path that begins with `crate`, `super`, `self` or the name of a submodule, also inside macros. Code that only tests
//! compile is left out. An import of a name that a module re-exports leads to the file that defines the name.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From each file to the files that it imports; with each, the line that does.
pub type Edges = BTreeMap<String, BTreeMap<String, String>>;

/// Reads a file of the tree, if there is one of that path.
type ReadFile<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How many re-exports a name may go through.
const MAX_REEXPORTS: usize = 8;

/// The imports of the crate whose root is the file `root`.
pub fn imports_of(root: &str, read: ReadFile<'_>) -> Edges {
    let mut all = Crate::default();
    all.read_file(&Name::new(), root, true, read);
    all.edges()
}

/// The name of a module or of something in it, from the root of the crate on.
type Name = Vec<String>;

/// Begins the first word of a path that is of another crate, as far as is known.
const ELSEWHERE: char = '?';

/// A path that a file mentions.
struct Import {
    path: Name,
    line: usize,
}

/// A module: a file, or a part of one.
#[derive(Default)]
struct Module {
    file: String,
    /// Names that it defines.
    items: BTreeSet<String>,
    /// Names that it imports, which its submodules, and others if it re-exports them, may use as its own.
    names: BTreeMap<String, Vec<Name>>,
    /// Modules of which it imports every name.
    globs: Vec<Name>,
    imports: Vec<Import>,
}

/// The modules of a crate. One name may be several modules, of which a build has one.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<Name, Vec<Module>>,
}

impl Crate {
    /// Reads a file. `owns_folder`: its submodules lie beside it, as those of `mod.rs` do, and not in a folder of its name.
    fn read_file(&mut self, name: &Name, file: &str, owns_folder: bool, read: ReadFile<'_>) {
        let text = read(file).unwrap_or_else(|| panic!("{file}: cannot be read"));
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        let folder = if owns_folder {
            Path::new(file).parent().unwrap().into()
        } else {
            PathBuf::from(file).with_extension("")
        };
        self.read_module(name, file, &folder, tokens, read);
    }

    fn read_module(
        &mut self,
        name: &Name,
        file: &str,
        folder: &Path,
        tokens: TokenStream,
        read: ReadFile<'_>,
    ) {
        let mut module = Module { file: file.into(), ..Module::default() };
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut children = Vec::new();
        let (mut at, mut attributes) = (0, Attributes::default());
        while at < tokens.len() {
            if let Some((group, next)) = attribute(&tokens, at) {
                attributes.read(group);
                at = next;
                continue;
            }
            let end = item_end(&tokens, at);
            if attributes.only_tests {
                (at, attributes) = (end, Attributes::default());
                continue;
            }
            let item = &tokens[at..end];
            if let Some((keyword, defined)) = definition(item) {
                module.items.insert(defined.clone());
                if keyword == "mod" {
                    let body = item.iter().find_map(|token| group_of(token, Delimiter::Brace));
                    children.push((defined, attributes.path.take(), body));
                    (at, attributes) = (end, Attributes::default());
                    continue;
                }
            }
            module.read_paths(item, name);
            (at, attributes) = (end, Attributes::default());
        }
        // A path that begins with a name is of this crate if that is a submodule.
        let absolute = |path: &mut Name| {
            if let Some(child) = path[0].strip_prefix(ELSEWHERE)
                && children.iter().any(|(known, ..)| known == child)
            {
                let child = child.to_string();
                path.splice(..1, name.iter().cloned().chain([child]));
            }
        };
        module.imports.iter_mut().for_each(|import| absolute(&mut import.path));
        module.names.values_mut().flatten().chain(&mut module.globs).for_each(absolute);
        self.modules.entry(name.clone()).or_default().push(module);
        for (child, path, body) in children {
            let mut child_name = name.clone();
            child_name.push(child.clone());
            let own = folder.join(&child);
            match (body, path) {
                (Some(body), _) => self.read_module(&child_name, file, &own, body, read),
                (None, Some(path)) => {
                    let beside = Path::new(file).parent().unwrap().join(path);
                    self.read_file(&child_name, beside.to_str().unwrap(), true, read);
                }
                (None, None) => {
                    let plain = format!("{}.rs", own.display());
                    if read(&plain).is_some() {
                        self.read_file(&child_name, &plain, false, read);
                    } else {
                        self.read_file(&child_name, &format!("{}/mod.rs", own.display()), true, read);
                    }
                }
            }
        }
    }

    /// The files that define what a path names, by at most `depth` re-exports.
    fn files_of(&self, path: &[String], depth: usize) -> BTreeSet<String> {
        if path.first().is_some_and(|word| word.starts_with(ELSEWHERE)) {
            return BTreeSet::new();
        }
        let known = (0..=path.len()).rev().find(|&count| self.modules.contains_key(&path[..count]));
        let Some(count) = known else { return BTreeSet::new() };
        let modules = &self.modules[&path[..count]];
        let mut files = BTreeSet::new();
        for module in modules {
            let Some(name) = path.get(count) else {
                files.insert(module.file.clone());
                continue;
            };
            let from = module.names.get(name).filter(|_| !module.items.contains(name) && depth > 0);
            if let Some(from) = from {
                for other in from {
                    let whole: Name = other.iter().chain(&path[count + 1..]).cloned().collect();
                    files.extend(self.files_of(&whole, depth - 1));
                }
                continue;
            }
            let glob = module
                .globs
                .iter()
                .find(|glob| !module.items.contains(name) && self.defines(glob, name, depth));
            match glob {
                Some(glob) => {
                    let whole: Name = glob.iter().chain(&path[count..]).cloned().collect();
                    files.extend(self.files_of(&whole, depth - 1));
                }
                None => drop(files.insert(module.file.clone())),
            }
        }
        files
    }

    /// Whether a module defines a name, or passes it on.
    fn defines(&self, module: &Name, name: &str, depth: usize) -> bool {
        depth > 0
            && self.modules.get(module).into_iter().flatten().any(|module| {
                module.items.contains(name)
                    || module.names.contains_key(name)
                    || module.globs.iter().any(|glob| self.defines(glob, name, depth - 1))
            })
    }

    /// From which file to which, and by which line of the first.
    fn edges(&self) -> Edges {
        let mut edges: Edges = BTreeMap::new();
        for module in self.modules.values().flatten() {
            let from = edges.entry(module.file.clone()).or_default();
            for import in &module.imports {
                for to in
                    self.files_of(&import.path, MAX_REEXPORTS).into_iter().filter(|to| *to != module.file)
                {
                    let said =
                        || format!("{}:{}: crate::{}", module.file, import.line, import.path.join("::"));
                    from.entry(to).or_insert_with(said);
                }
            }
        }
        edges
    }
}

/// What the attributes of an item say.
#[derive(Default)]
struct Attributes {
    /// No build without tests has it.
    only_tests: bool,
    /// The file of a module.
    path: Option<String>,
}

impl Attributes {
    fn read(&mut self, attribute: TokenStream) {
        let tokens: Vec<TokenTree> = attribute.into_iter().collect();
        match (tokens.first().map(ToString::to_string).as_deref(), tokens.get(1), tokens.get(2)) {
            (Some("cfg"), Some(TokenTree::Group(condition)), _) => {
                self.only_tests |= !may_hold(condition.stream()).0
            }
            (Some("path"), _, Some(path)) => self.path = Some(path.to_string().trim_matches('"').into()),
            _ => {}
        }
    }
}

/// Whether a condition may hold, and whether it may not, in a build without tests.
fn may_hold(condition: TokenStream) -> (bool, bool) {
    let tokens: Vec<TokenTree> = condition.into_iter().collect();
    let each = || match tokens.get(1) {
        Some(TokenTree::Group(group)) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            let parts = inner.split(|token| token.to_string() == ",").filter(|part| !part.is_empty());
            parts.map(|part| may_hold(part.iter().cloned().collect())).collect()
        }
        _ => Vec::new(),
    };
    match tokens.first().map(ToString::to_string).as_deref() {
        Some("test") if tokens.len() == 1 => (false, true),
        Some("all") => (each().iter().all(|part| part.0), each().iter().any(|part| part.1)),
        Some("any") => (each().iter().any(|part| part.0), each().iter().all(|part| part.1)),
        Some("not") => each().first().map_or((true, true), |part| (part.1, part.0)),
        _ => (true, true),
    }
}

fn is_punct(token: Option<&TokenTree>, punct: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == punct)
}

fn group_of(token: &TokenTree, delimiter: Delimiter) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

/// The attribute at a place, and where it ends.
fn attribute(tokens: &[TokenTree], at: usize) -> Option<(TokenStream, usize)> {
    let bang = usize::from(is_punct(tokens.get(at + 1), '!'));
    let group = group_of(tokens.get(at + 1 + bang)?, Delimiter::Bracket)?;
    is_punct(tokens.get(at), '#').then_some((group, at + 2 + bang))
}

/// Where the item ends that begins at a place: after its first semicolon or braces, and a semicolon behind these.
fn item_end(tokens: &[TokenTree], at: usize) -> usize {
    for (index, token) in tokens.iter().enumerate().skip(at) {
        if is_punct(Some(token), ';') {
            return index + 1;
        }
        if group_of(token, Delimiter::Brace).is_some() && !is_punct(tokens.get(index + 1), ';') {
            return index + 1;
        }
    }
    tokens.len()
}

/// The keyword of an item and the name that it defines.
fn definition(item: &[TokenTree]) -> Option<(String, String)> {
    const KEYWORDS: [&str; 9] = ["mod", "struct", "enum", "union", "trait", "type", "const", "static", "fn"];
    for (index, token) in item.iter().enumerate() {
        let word = token.to_string();
        if ["use", "impl"].contains(&word.as_str()) {
            return None;
        }
        if word == "macro_rules" {
            return Some((word, item.get(index + 2)?.to_string()));
        }
        let next = item.get(index + 1).map(ToString::to_string).unwrap_or_default();
        // `const fn`, `static mut`.
        if KEYWORDS.contains(&word.as_str()) && !["fn", "mut", "unsafe", "extern"].contains(&next.as_str()) {
            return Some((word, next));
        }
    }
    None
}

impl Module {
    /// Notes the paths in some tokens of the module of that name, whatever stands around them.
    fn read_paths(&mut self, tokens: &[TokenTree], name: &Name) {
        let mut at = 0;
        let mut only_tests = false;
        while at < tokens.len() {
            if let Some((group, next)) = attribute(tokens, at) {
                let mut attributes = Attributes::default();
                attributes.read(group.clone());
                only_tests |= attributes.only_tests;
                self.read_paths(&group.into_iter().collect::<Vec<_>>(), name);
                at = next;
                continue;
            }
            if only_tests {
                (at, only_tests) = (item_end(tokens, at), false);
                continue;
            }
            match &tokens[at] {
                TokenTree::Group(group) => {
                    self.read_paths(&group.stream().into_iter().collect::<Vec<_>>(), name);
                    at += 1;
                }
                TokenTree::Ident(word) if word == "pub" => {
                    // `pub(in path)` imports nothing.
                    let scope = tokens.get(at + 1).and_then(|next| group_of(next, Delimiter::Parenthesis));
                    let first = scope.and_then(|scope| scope.into_iter().next());
                    at += 1 + usize::from(first.is_some_and(|first| first.to_string() == "in"));
                }
                TokenTree::Ident(word) if word == "use" => {
                    let end = item_end(tokens, at);
                    self.read_use(&tokens[at + 1..end], &Name::new(), name);
                    at = end;
                }
                TokenTree::Ident(word) if word == "mod" => {
                    // A module within a function or a macro.
                    let body = tokens.iter().enumerate().skip(at).take(4);
                    let mut found =
                        body.filter_map(|(at, token)| Some((at, group_of(token, Delimiter::Brace)?)));
                    match found.next() {
                        Some((end, body)) => {
                            let inner: Name =
                                name.iter().cloned().chain([format!("{ELSEWHERE}mod")]).collect();
                            self.read_paths(&body.into_iter().collect::<Vec<_>>(), &inner);
                            at = end + 1;
                        }
                        None => at += 1,
                    }
                }
                TokenTree::Ident(_) => at = self.read_path(tokens, at, name),
                _ => at += 1,
            }
        }
    }

    /// Notes the path that begins at a place; returns where it ends.
    fn read_path(&mut self, tokens: &[TokenTree], at: usize, name: &Name) -> usize {
        let mut path = vec![tokens[at].to_string()];
        let mut end = at + 1;
        while is_punct(tokens.get(end), ':') && is_punct(tokens.get(end + 1), ':') {
            let Some(TokenTree::Ident(next)) = tokens.get(end + 2) else { break };
            path.push(next.to_string());
            end += 3;
        }
        if path.len() > 1 && !(at > 0 && is_punct(tokens.get(at - 1), ':')) {
            self.note(&path, tokens[at].span(), name);
        }
        end
    }

    /// Notes the paths of a `use`, or of braces in one.
    fn read_use(&mut self, tokens: &[TokenTree], before: &Name, name: &Name) {
        for part in tokens.split(|token| is_punct(Some(token), ',')) {
            let mut path = before.clone();
            let mut renamed = None;
            let mut words = part.iter().peekable();
            while let Some(token) = words.next() {
                match token {
                    TokenTree::Ident(word) if word == "as" => renamed = words.next().map(ToString::to_string),
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push(word.to_string()),
                    TokenTree::Group(group) => {
                        self.read_use(&group.stream().into_iter().collect::<Vec<_>>(), &path, name);
                        path.clear();
                        break;
                    }
                    TokenTree::Punct(punct) if punct.as_char() == '*' => {
                        if let Some(whole) = self.note(&path, part[0].span(), name) {
                            self.globs.push(whole);
                        }
                        path.clear();
                        break;
                    }
                    _ => {}
                }
            }
            if let (Some(last), Some(first)) = (path.last().cloned(), part.first())
                && let Some(whole) = self.note(&path, first.span(), name)
            {
                self.names.entry(renamed.unwrap_or(last)).or_default().push(whole);
            }
        }
    }

    /// Notes a path of the module of that name; returns it from the root of the crate on. One that begins with no keyword is
    /// marked: it is of this crate if it begins with a submodule.
    fn note(&mut self, path: &[String], span: Span, name: &Name) -> Option<Name> {
        let mut whole = name.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                whole.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|word| word == "super") {
                    whole.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                whole = vec![format!("{ELSEWHERE}{first}")];
                rest = &rest[1..];
            }
        }
        whole.extend(rest.iter().cloned());
        if whole.is_empty() {
            return None;
        }
        self.imports.push(Import { path: whole.clone(), line: span.start().line });
        Some(whole)
    }
}
