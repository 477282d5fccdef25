//! What several tests need: the shipped knowledge, learned once.

use std::path::Path;
use std::sync::LazyLock;

use docent::decision::Thresholds;
use docent::folder;
use docent::knowledge::{self, KnowledgeFile};
use docent::pipeline::Docent;

static SHIPPED: LazyLock<Docent> = LazyLock::new(|| docent(&shipped_files()));

/// The files of the shipped knowledge.
pub(crate) fn shipped_files() -> Vec<KnowledgeFile> {
    folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap()
}

/// Docent with the knowledge in these files.
pub(crate) fn docent(files: &[KnowledgeFile]) -> Docent {
    Docent::new(knowledge::parse(files).knowledge.unwrap(), Thresholds::default())
}

/// Docent with the shipped knowledge.
pub(crate) fn shipped() -> &'static Docent {
    &SHIPPED
}
