//! A static model: a vector for every word piece, and for a sentence their mean. Microseconds, no network.
//!
//! In: a folder in the model2vec format. Out: [`Vectors`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use model2vec_rs::model::StaticModel;

use crate::matching::Vectors;

/// A model that was loaded.
#[derive(Debug)]
pub(super) struct Model(StaticModel);

impl Model {
    /// Loads the model in a folder.
    pub(super) fn load(folder: &Path) -> Result<Self, String> {
        let load = || StaticModel::from_pretrained(folder, None, None, None).map_err(|error| format!("{error:#}"));
        // A model whose files contradict each other can make the crate panic; that is a fault of the files, not of Docent.
        catch_unwind(load).unwrap_or_else(|_| Err("its files contradict each other".to_owned())).map(Self)
    }
}

impl Vectors for Model {
    fn vector(&self, text: &str) -> Option<Vec<f32>> {
        // As above: a vocabulary that is larger than the table.
        catch_unwind(AssertUnwindSafe(|| self.0.encode_single(text))).ok()
    }
}
