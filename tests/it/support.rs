//! What several tests need: the shipped knowledge, learned once.

use std::path::Path;
use std::sync::LazyLock;

use docent::decision::Thresholds;
use docent::pipeline::Docent;
use docent::{folder, knowledge};

static SHIPPED: LazyLock<Docent> = LazyLock::new(|| {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap();
    Docent::new(knowledge::parse(&files).knowledge.unwrap(), Thresholds::default())
});

/// Docent with the shipped knowledge.
pub(crate) fn shipped() -> &'static Docent {
    &SHIPPED
}
