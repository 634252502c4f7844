//! Apps that must not start. What the compiler refuses is not here: see `refused.txt`.

use responder::StaticFiles;
use responder::prelude::*;
use tokio::net::TcpListener;

/// Something that another app is included into, or that does not get so far.
mod main {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[get("/billing/price")]
    fn price() -> &'static str {
        "mine"
    }
}

mod billing {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[get("/price")]
    fn price() -> &'static str {
        "7"
    }
}

mod startup_fails {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[on_startup]
    fn migrate() -> Result<(), String> {
        Err("no database".into())
    }

    #[get("/")]
    fn index() {}
}

mod lifespan_fails {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[on_startup]
    async fn open() {
        panic!("no pool");
    }

    #[on_shutdown]
    fn close() {}

    #[get("/")]
    fn index() {}
}

/// Starts the app of this name, which fails; there is no such app otherwise.
pub async fn start(app: &str, listener: TcpListener) -> responder::Result {
    match app {
        "boot_notasecret" => Sessions::signed("NOTASECRET").map(drop)?,
        "boot_sessions_true_without_key" => Sessions::signed("").map(drop)?,
        "boot_bearer_without_verifier" => JwtKeys::jwks(r#"{"keys":[]}"#).map(drop)?,
        "boot_router_prefix_without_slash" => return main::Api.include("other", billing::Api)?.serve(listener).await,
        "boot_router_conflicts_with_route" => {
            return main::Api.include("/billing", billing::Api)?.serve(listener).await;
        }
        "boot_static_dir_missing" => {
            return main::Api.into_app()?.static_files("/static", "no/such/directory")?.serve(listener).await;
        }
        "boot_static_dir_is_file" => {
            let file = StaticFiles::new(std::env::current_exe()?);
            return main::Api.into_app()?.static_files("/static", file)?.serve(listener).await;
        }
        "boot_startup_event_fails" => return startup_fails::Api.into_app()?.serve(listener).await,
        "boot_lifespan_fails" => return lifespan_fails::Api.into_app()?.serve(listener).await,
        _ => return Err(responder::Error::configuration(format!("there is no app `{app}`"))),
    }
    unreachable!("it is refused before there is an app")
}
