//! The access matrix: who may call what, as text that is committed and reviewed.

use std::collections::{BTreeMap, BTreeSet};

use super::App;
use crate::application::Application;
use crate::auth::{Caller, RouteFacts};

/// Who may call what: a row for each route and method, a column for each kind of caller.
///
/// Its `Display` is aligned text. A `yes` says that the caller passes the guards and has the role; the
/// last columns say what else is asked: scopes, policies, and which guards run.
///
/// ```
/// use responder::prelude::*;
/// use responder::AccessMatrix;
/// # #[api] struct Api;
/// #[derive(Role)]
/// enum Role { Admin, User }
/// #[derive(Principal)]
/// struct Account { #[principal(role)] role: Role }
///
/// #[before_request]
/// fn guard(_req: &Request) -> Result<Account, Problem> { Err(abort(401)) }
///
/// #[get("/reports")]
/// #[require_role("admin")]
/// fn reports() {}
///
/// # fn main() -> responder::Result {
/// let matrix = AccessMatrix::of(&Api::routes()?).to_string();
/// assert!(matrix.ends_with("\
/// method  path      anonymous  Account  Account:admin  Account:user  scopes  policies  guards
/// GET     /reports  -          -        yes            -             -       -         guard
/// "));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessMatrix {
    callers: Vec<String>,
    rows: BTreeMap<RowKey, Row>,
}

/// The path first, so that the rows of one path stand together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowKey {
    path: String,
    method: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The callers who are let in.
    pub(super) admits: BTreeSet<String>,
    pub(super) scopes: BTreeSet<String>,
    pub(super) policies: BTreeSet<String>,
    pub(super) guards: BTreeSet<String>,
}

const COMMENT: &str = "\
# Who may call what. A test compares this with the routes; UPDATE_ACCESS_MATRIX=1 writes it anew.
";
/// The columns before and after those of the callers.
const FIRST: [&str; 2] = ["method", "path"];
const LAST: [&str; 3] = ["scopes", "policies", "guards"];

impl std::fmt::Display for RowKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl AccessMatrix {
    /// The matrix of these routes.
    pub fn of(routes: &[RouteFacts]) -> Self {
        let callers = Caller::all(routes);
        let mut rows = BTreeMap::new();
        for route in routes {
            let row = Row {
                admits: callers.iter().filter(|caller| route.admits(**caller)).map(ToString::to_string).collect(),
                scopes: route.scopes().map(str::to_owned).collect(),
                policies: route.policies().map(str::to_owned).collect(),
                guards: route.guards.iter().map(|guard| guard.name.to_owned()).collect(),
            };
            for method in route.method_names() {
                rows.insert(RowKey { path: route.path.clone(), method: (*method).to_owned() }, row.clone());
            }
        }
        AccessMatrix { callers: callers.iter().map(ToString::to_string).collect(), rows }
    }

    /// Reads what [`Display`](std::fmt::Display) writes; a line that is not of that form is left out, and
    /// so shows as a difference.
    fn parse(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let header: Vec<&str> = lines.next().unwrap_or_default().split_whitespace().collect();
        let named = header.iter().filter(|name| !FIRST.contains(name) && !LAST.contains(name));
        let callers: Vec<String> = named.map(|name| (*name).to_owned()).collect();
        let mut rows = BTreeMap::new();
        for line in lines {
            let cells: BTreeMap<&str, &str> = header.iter().copied().zip(line.split_whitespace()).collect();
            let cell = |name: &str| cells.get(name).copied().unwrap_or("-");
            let list = |name: &str| match cell(name) {
                "-" => BTreeSet::new(),
                names => names.split(',').map(str::to_owned).collect(),
            };
            let row = Row {
                admits: callers.iter().filter(|caller| cell(caller) == "yes").cloned().collect(),
                scopes: list("scopes"),
                policies: list("policies"),
                guards: list("guards"),
            };
            rows.insert(RowKey { path: cell("path").to_owned(), method: cell("method").to_owned() }, row);
        }
        AccessMatrix { callers, rows }
    }

    /// How this differs from a matrix that was written down before, one line in words for each route:
    /// `GET /reports: Account:admin -> public, WIDER`. Empty if it does not.
    pub fn changes_since(&self, written: &str) -> Vec<String> {
        let old = AccessMatrix::parse(written);
        let mut changes = Vec::new();
        for caller in self.callers.iter().filter(|caller| !old.callers.contains(caller)) {
            changes.push(format!("{caller}: new column"));
        }
        for caller in old.callers.iter().filter(|caller| !self.callers.contains(caller)) {
            changes.push(format!("{caller}: the column is gone"));
        }
        for (key, row) in &self.rows {
            match old.rows.get(key) {
                Some(before) => {
                    changes.extend(before.change_to(row, &old.callers).map(|change| format!("{key}: {change}")))
                }
                None => changes.push(format!("{key}: new, {}", row.who())),
            }
        }
        for (key, row) in old.rows.iter().filter(|(key, _)| !self.rows.contains_key(key)) {
            changes.push(format!("{key}: gone, it was {}", row.who()));
        }
        changes
    }
}

impl Row {
    /// Who is let in, in words.
    fn who(&self) -> String {
        let mut who = match &self.admits {
            admits if admits.contains("anonymous") => "public".to_owned(),
            admits if admits.is_empty() => "nobody".to_owned(),
            // Whoever gets in without a role gets in with any.
            admits => {
                let implied =
                    |name: &str| name.split_once(':').is_some_and(|(principal, _)| admits.contains(principal));
                admits.iter().filter(|name| !implied(name)).cloned().collect::<Vec<_>>().join(" or ")
            }
        };
        for (what, names) in
            [(" with scope ", &self.scopes), (" by policy ", &self.policies), (" behind ", &self.guards)]
        {
            if !names.is_empty() {
                who.push_str(what);
                who.push_str(&names.iter().cloned().collect::<Vec<_>>().join(" and "));
            }
        }
        who
    }

    /// What became of it, in words, as far as callers are concerned that were known then.
    fn change_to(&self, new: &Row, known: &[String]) -> Option<String> {
        let let_in =
            |row: &Row| row.admits.iter().filter(|caller| known.contains(caller)).cloned().collect::<BTreeSet<_>>();
        let (before, after) = (let_in(self), let_in(new));
        let more = |a: &BTreeSet<String>, b: &BTreeSet<String>| b.difference(a).next().is_some();
        let restrictions = [(&self.scopes, &new.scopes), (&self.policies, &new.policies), (&self.guards, &new.guards)];
        let wider = more(&before, &after) || restrictions.iter().any(|(old, new)| more(new, old));
        let narrower = more(&after, &before) || restrictions.iter().any(|(old, new)| more(old, new));
        let verdict = match (wider, narrower) {
            (false, false) => return None,
            (true, false) => "WIDER",
            (false, true) => "narrower",
            (true, true) => "WIDER in one way, narrower in another",
        };
        Some(format!("{} -> {}, {verdict}", self.who(), new.who()))
    }
}

impl std::fmt::Display for AccessMatrix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let header = FIRST.iter().map(ToString::to_string).chain(self.callers.iter().cloned());
        let mut table: Vec<Vec<String>> = vec![header.chain(LAST.map(str::to_owned)).collect()];
        for (key, row) in &self.rows {
            let yes = |caller: &String| if row.admits.contains(caller) { "yes" } else { "-" }.to_owned();
            let list = |names: &BTreeSet<String>| match names.len() {
                0 => "-".to_owned(),
                _ => names.iter().cloned().collect::<Vec<_>>().join(","),
            };
            let mut cells = vec![key.method.clone(), key.path.clone()];
            cells.extend(self.callers.iter().map(yes));
            cells.extend([&row.scopes, &row.policies, &row.guards].map(list));
            table.push(cells);
        }
        f.write_str(COMMENT)?;
        let width = |column: usize| table.iter().map(|cells| cells[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..table[0].len()).map(width).collect();
        for cells in &table {
            let line: Vec<String> =
                cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}", width = *width)).collect();
            writeln!(f, "{}", line.join("  ").trim_end())?;
        }
        Ok(())
    }
}

impl<A: Application<Root = A>> App<A> {
    /// Who may call what, included apps and all.
    pub fn access_matrix(&self) -> AccessMatrix {
        AccessMatrix::of(&self.routes())
    }
}

/// Compares the matrix of an API with a file that is committed, in a test.
///
/// A difference fails the test and says in words which routes became wider or narrower. With the
/// environment variable `UPDATE_ACCESS_MATRIX=1` the file is written instead. The path is relative to
/// the package. It is about the `Api` in scope, or the API type that is named first:
///
/// ```no_run
/// # use responder::prelude::*;
/// # #[api] struct Api;
/// # #[get("/")] fn index() {}
/// # mod admin { use responder::prelude::*; #[api] pub struct Api; #[get("/")] fn index() {} }
/// // #[test]
/// fn access() {
///     responder::assert_access_matrix!("tests/access.txt");
///     responder::assert_access_matrix!(admin::Api, "tests/admin_access.txt");
/// }
/// # access();
/// ```
///
/// # Panics
/// If the API cannot be collected, the file cannot be read or written, or they differ.
#[macro_export]
macro_rules! assert_access_matrix {
    ($file:literal) => {
        $crate::assert_access_matrix!(Api, $file)
    };
    ($api:ty, $file:literal) => {
        $crate::private::assert_matrix::<$api>(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", $file), $file)
    };
}

/// What [`assert_access_matrix!`] does.
#[track_caller]
pub fn assert_matrix<A: Application<Root = A>>(file: &str, shown: &str) {
    let routes = super::routes_of::<A>().unwrap_or_else(|error| panic!("{error}"));
    let matrix = AccessMatrix::of(&routes);
    if std::env::var_os("UPDATE_ACCESS_MATRIX").is_some_and(|value| value == "1") {
        std::fs::write(file, matrix.to_string()).unwrap_or_else(|error| panic!("{shown} cannot be written: {error}"));
        return;
    }
    let written = std::fs::read_to_string(file).unwrap_or_else(|error| {
        panic!("{shown} cannot be read ({error}); UPDATE_ACCESS_MATRIX=1 in the environment of this test writes it")
    });
    let changes = matrix.changes_since(&written);
    assert!(
        changes.is_empty(),
        "who may call what is not as {shown} says:\n  {}\nIf it is meant to be so, run this test with UPDATE_ACCESS_MATRIX=1 and commit the file.",
        changes.join("\n  ")
    );
}
