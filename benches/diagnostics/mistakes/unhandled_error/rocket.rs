use rocket::{get, launch, routes};

struct OutOfStock;

#[get("/order")]
async fn order() -> Result<String, OutOfStock> {
    Err(OutOfStock)
}

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![order])
}
