//! The mistakes and the frameworks, in the order of the report.

#[derive(Clone, Copy)]
pub struct Framework {
    /// The name of its files.
    pub name: &'static str,
    pub title: &'static str,
}

pub const FRAMEWORKS: [Framework; 5] = [
    Framework { name: "responder", title: "Responder" },
    Framework { name: "axum", title: "axum" },
    Framework { name: "axum_debug", title: "axum, `debug_handler`" },
    Framework { name: "actix", title: "actix-web" },
    Framework { name: "rocket", title: "Rocket" },
];

pub struct Mistake {
    pub number: &'static str,
    /// The name of its folder.
    pub name: &'static str,
    pub title: &'static str,
    /// What the programs do, where they differ.
    pub about: &'static str,
    /// The path that is requested of a program that compiles and starts, and the bearer token.
    pub path: &'static str,
    pub token: &'static str,
}

/// The name of a program as a target of this crate.
pub fn program(mistake: &str, framework: &str) -> String {
    format!("{mistake}-{framework}")
}

pub const MISTAKES: [Mistake; 13] = [
    Mistake {
        number: "1",
        name: "missing_path_argument",
        title: "Missing path argument",
        about: "The path has a parameter `id`; the handler has no argument for it. In axum and actix-web this is \
                allowed: a handler takes what it likes from the request.",
        path: "/users/7",
        token: "",
    },
    Mistake {
        number: "2",
        name: "wrong_path_argument_type",
        title: "Wrong type for a path parameter",
        about: "The argument is a `UserId(u64)`, which has no way to be made from text: no `FromStr`, `Deserialize` \
                or `StrParam`.",
        path: "/users/7",
        token: "",
    },
    Mistake {
        number: "3",
        name: "forgotten_guard",
        title: "Forgotten guard",
        about: "A handler reads `Claims` that nothing puts there. In Responder, axum and actix-web the guard exists \
                and is in force for another route only. In Rocket a guard is a type; it has no `FromRequest`. In axum \
                and actix-web, too, `Claims` may be an extractor of its own instead of an extension; then the \
                compiler asks for it, as in Rocket.",
        path: "/me",
        token: "7",
    },
    Mistake {
        number: "4",
        name: "duplicate_route",
        title: "Duplicate route",
        about: "Two handlers for the same method and the same paths; only the parameter's name differs.",
        path: "/users/7",
        token: "",
    },
    Mistake {
        number: "5a",
        name: "unclosed_path",
        title: "Bad path: unclosed parameter",
        about: "`/users/{id`; in Rocket `/users/<id`.",
        path: "/users/7",
        token: "",
    },
    Mistake {
        number: "5b",
        name: "foreign_path",
        title: "Bad path: another framework's syntax",
        about: "`/users/:id`, as in axum up to 0.7.",
        path: "/users/7",
        token: "",
    },
    Mistake {
        number: "6",
        name: "unhandled_error",
        title: "Error that nothing handles",
        about: "A handler returns `Result<String, OutOfStock>`, and nothing says how an `OutOfStock` is answered.",
        path: "/order",
        token: "",
    },
    Mistake {
        number: "7",
        name: "future_that_is_not_send",
        title: "Future that is not `Send`",
        about: "An `Rc` is held across an `.await`. In actix-web this is no mistake: its handlers stay on one thread.",
        path: "/count",
        token: "",
    },
    Mistake {
        number: "8",
        name: "wrong_return_type",
        title: "Wrong return type",
        about: "A handler returns a struct that cannot be made a response: it has no `Serialize`, `IntoResponse` or \
                `Responder`.",
        path: "/user",
        token: "",
    },
    Mistake {
        number: "9",
        name: "role_typo",
        title: "Misspelt role",
        about: "The route is for admins, and asks for `admn`. Responder has roles of its own. In axum and actix-web \
                the role is a string that a middleware compares; an admin asks. In Rocket a role is a guard type, and \
                its name is misspelt; a string within the guard would be compared as in the others. An enum in place \
                of the string is checked by the compiler everywhere.",
        path: "/admin/users",
        token: "admin",
    },
    Mistake {
        number: "10",
        name: "missing_state",
        title: "Missing state",
        about: "A handler reads state, and the program starts without giving it any.",
        path: "/users",
        token: "",
    },
    Mistake {
        number: "11",
        name: "unknown_key",
        title: "Unknown attribute key",
        about: "A misspelt key: `blocking` in Responder, `state` of `debug_handler`, `name` in actix-web, `format` in \
                Rocket. axum itself has no attributes.",
        path: "/users",
        token: "",
    },
    Mistake {
        number: "12",
        name: "guard_without_route",
        title: "Guard without a route",
        about: "A function is guarded and is no route: in Responder it has `#[require_role]` and no `#[get]`; in the \
                others it takes a guard as an argument and is never registered.",
        path: "/admin/users",
        token: "admin",
    },
];
