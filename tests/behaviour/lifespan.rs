//! What runs when an app starts and stops.

use std::sync::Mutex;

use responder::prelude::*;

#[tokio::test]
async fn startup_runs_in_order_and_shutdown_backwards() {
    static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

    #[api]
    struct Api {
        name: &'static str,
    }

    #[on_startup]
    fn first(api: &Api) {
        LOG.lock().unwrap().push(api.name);
    }

    #[on_startup]
    async fn second() -> Result<(), std::io::Error> {
        LOG.lock().unwrap().push("second");
        Ok(())
    }

    #[on_shutdown]
    fn undone_last() {
        LOG.lock().unwrap().push("undone last");
    }

    #[on_shutdown]
    async fn undone_first(_api: &Api) {
        LOG.lock().unwrap().push("undone first");
    }

    #[get("/")]
    fn index() {}

    let client = Api { name: "first" }.test_client().await;
    assert_eq!(*LOG.lock().unwrap(), ["first", "second"]);
    client.shut_down().await.unwrap();
    assert_eq!(*LOG.lock().unwrap(), ["first", "second", "undone first", "undone last"]);
}

#[tokio::test]
#[should_panic(expected = "`migrate`")]
async fn a_failed_startup_refuses_to_start_and_names_the_function() {
    #[api]
    struct Api;

    #[on_startup]
    fn migrate() -> Result<(), String> {
        Err("no database".into())
    }

    #[get("/")]
    fn index() {}

    Api.test_client().await;
}
