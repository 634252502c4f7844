//! Modules without a file of their own.

mod open {
    mod payment {
        use crate::Api;
        use responder::prelude::*;

        #[route("/orders/{id:uuid}/payment", methods = [GET, POST])]
        fn payment(id: &str) -> String {
            id.to_owned()
        }
    }

    mod shipping {
        use crate::Api;
        use responder::prelude::*;

        // No methods are named: it answers every one.
        #[route("/shipping/{rest:path}")]
        fn shipping(rest: &str) -> String {
            rest.to_owned()
        }
    }

    use crate::Api;
    use responder::prelude::*;

    #[get("/orders")]
    fn list_orders() -> Value {
        json!([])
    }
}
