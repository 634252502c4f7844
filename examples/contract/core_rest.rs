//! A catalogue of books: create, read, update, delete.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use responder::prelude::*;
use serde::Serialize;

#[api(title = "Book Catalog")]
#[derive(Default)]
pub struct Api {
    books: Mutex<Books>,
}

impl Api {
    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Books {
    last_id: u64,
    by_id: BTreeMap<u64, Book>,
}

#[derive(Model)]
struct BookIn {
    title: String,
    author: String,
    year: i64,
    isbn: Option<String>,
}

#[derive(Clone, Serialize)]
struct Book {
    id: u64,
    title: String,
    author: String,
    year: i64,
    isbn: Option<String>,
}

impl BookIn {
    fn with_id(self, id: u64) -> Book {
        let BookIn { title, author, year, isbn } = self;
        Book { id, title, author, year, isbn }
    }
}

fn missing(id: u64) -> Problem {
    abort(404).detail(format!("Book {id} not found"))
}

#[get("/books")]
fn list(#[query] author: Option<&str>, api: &Api) -> Media<Vec<Book>> {
    let books = api.books();
    let wanted = |book: &&Book| author.is_none_or(|author| book.author == author);
    Media(books.by_id.values().filter(wanted).cloned().collect())
}

#[post("/books")]
fn create(#[body] book: BookIn, api: &Api) -> (Media<Book>, u16) {
    let mut books = api.books();
    books.last_id += 1;
    let book = book.with_id(books.last_id);
    books.by_id.insert(book.id, book.clone());
    (Media(book), 201)
}

#[get("/books/{book_id:int}")]
fn read(book_id: u64, api: &Api) -> Result<Media<Book>, Problem> {
    api.books().by_id.get(&book_id).cloned().map(Media).ok_or_else(|| missing(book_id))
}

#[put("/books/{book_id:int}")]
fn update(book_id: u64, #[body] book: BookIn, api: &Api) -> Result<Media<Book>, Problem> {
    let mut books = api.books();
    let kept = books.by_id.get_mut(&book_id).ok_or_else(|| missing(book_id))?;
    *kept = book.with_id(book_id);
    Ok(Media(kept.clone()))
}

#[delete("/books/{book_id:int}")]
fn remove(book_id: u64, api: &Api, resp: &mut Response) -> Result<(), Problem> {
    api.books().by_id.remove(&book_id).ok_or_else(|| missing(book_id))?;
    resp.status(204);
    Ok(())
}

#[delete("/books")]
fn reset(api: &Api, resp: &mut Response) {
    *api.books() = Books::default();
    resp.status(204);
}
