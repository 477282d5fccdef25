//! What is done before the crate is compiled: its state is named, and the words that people use for one another are put in order.
//!
//! In: the sources. Out: two variables for the compiler ([`state`]) and a table beside what it compiles ([`equivalents`]).

mod equivalents;
mod state;

fn main() -> std::io::Result<()> {
    state::name();
    equivalents::put_in_order()
}
