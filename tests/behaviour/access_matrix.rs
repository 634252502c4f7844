//! The access matrix and the tests that are made from the declarations.

use responder::AccessMatrix;
use responder::prelude::*;

#[derive(Role, Clone, Copy)]
enum Role {
    Admin,
    User,
}

#[derive(Principal, Clone)]
struct Claims {
    #[principal(role)]
    role: Role,
}

mod office {
    use super::Claims;
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[before_request]
    fn guard(req: &Request) -> Result<Claims, Problem> {
        Err(if req.bearer_token().is_some() { abort(403) } else { abort(401).challenge("Bearer") })
    }

    #[policy]
    fn owns(_claims: &Claims, id: u64) -> bool {
        id == 0
    }

    #[get("/health")]
    #[public]
    fn health() {}

    #[get("/reports")]
    #[require_role("admin")]
    fn reports() {
        panic!("no handler runs");
    }

    #[route("/reports/{id:int}", methods = [PUT, DELETE])]
    #[require(owns)]
    fn change(id: u64) {
        let _ = id;
    }

    #[route("/any/{name}/{rest:path}")]
    fn any(name: &str, rest: &str) {
        let _ = (name, rest);
    }
}

fn matrix() -> AccessMatrix {
    AccessMatrix::of(&office::Api::routes().unwrap())
}

#[test]
fn the_matrix_is_aligned_text_with_a_line_for_each_route_and_method() {
    let text = matrix().to_string();
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "method  path                     anonymous  Claims  Claims:admin  Claims:user  scopes  policies  guards",
            "any     /any/{name}/{rest:path}  -          yes     yes           yes          -       -         guard",
            "GET     /health                  yes        yes     yes           yes          -       -         -",
            "GET     /reports                 -          -       yes           -            -       -         guard",
            "DELETE  /reports/{id:int}        -          yes     yes           yes          -       owns      guard",
            "PUT     /reports/{id:int}        -          yes     yes           yes          -       owns      guard",
        ]
    );
    assert_eq!(matrix().changes_since(&text), Vec::<String>::new());
}

#[test]
fn a_change_is_told_in_words() {
    let text = matrix().to_string();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        matrix().changes_since(&text.replace(from, to))
    };
    assert_eq!(
        changed("/reports                 -          -       yes ", "/reports                 -          -       -   "),
        ["GET /reports: nobody behind guard -> Claims:admin behind guard, WIDER"]
    );
    assert_eq!(
        changed("/reports                 -          -  ", "/reports                 -          yes"),
        ["GET /reports: Claims or Claims:admin behind guard -> Claims:admin behind guard, narrower"]
            .map(|line| line.replace("Claims or Claims:admin", "Claims"))
    );
    assert_eq!(
        changed("-       -         -\n", "a:b     -         -\n"),
        ["GET /health: public with scope a:b -> public, WIDER"]
    );
    assert_eq!(
        changed("GET     /health                  yes", "GET     /healthy                 yes"),
        ["GET /health: new, public", "GET /healthy: gone, it was public"]
    );
    assert_eq!(
        changed(
            "DELETE  /reports/{id:int}        -          yes     yes           yes          -       owns ",
            "DELETE  /reports/{id:int}        -          yes     yes           yes          -       owns,x"
        ),
        [
            "DELETE /reports/{id:int}: Claims by policy owns and x behind guard -> Claims by policy owns behind guard, WIDER"
        ]
    );
    assert_eq!(matrix().changes_since("").len(), 4 + 5, "every column and every row");
}

#[tokio::test]
async fn every_route_is_tried_with_everybody_and_no_handler_runs() {
    let cases = office::Api::access_cases().unwrap();
    assert_eq!(cases.len(), 5 * 4);
    let reports: Vec<String> = cases.iter().filter(|case| case.path == "/reports").map(ToString::to_string).collect();
    assert_eq!(
        reports,
        [
            "GET /reports by anonymous: refused",
            "GET /reports by Claims: refused",
            "GET /reports by Claims:admin: let in",
            "GET /reports by Claims:user: refused",
        ]
    );
    responder::assert_access_is_enforced!(office::Api);
}

#[tokio::test]
#[should_panic(expected = "GET /me by anonymous: refused is declared, but the request was LET IN")]
async fn a_guard_that_lets_everybody_in_is_found() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(req: &Request) -> Result<Claims, Problem> {
        let role = if req.bearer_token().is_some() { Role::Admin } else { Role::User };
        Ok(Claims { role })
    }

    #[get("/me")]
    fn me(claims: &Claims) {
        let _ = claims.role;
    }

    responder::assert_access_is_enforced!(Api);
}

#[test]
fn the_matrix_of_this_test_is_the_committed_one() {
    responder::assert_access_matrix!(office::Api, "tests/behaviour/access_matrix.txt");
}

#[test]
#[should_panic(expected = "UPDATE_ACCESS_MATRIX=1")]
fn a_matrix_that_is_not_there_fails() {
    use office::Api;
    responder::assert_access_matrix!("tests/behaviour/no_such_folder/access.txt");
}
