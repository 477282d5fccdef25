//! Vectors of meaning for the core: of a static model in memory, or of an address on the network.
//!
//! In: settings, a key, the knowledge. Out: a [`Mind`]: Docent that learnt from the vectors of its knowledge, and what fetches those of a message before it is
//! read; or, for what learns again while it runs, the vectors alone. When anything fails, Docent answers without; how vectors are compared is left to [`crate::matching`].

mod address;
mod breaker;
pub(crate) mod folder;
mod hub;
mod model;
mod vector_file;

use std::path::Path;
use std::sync::Arc;

use secrecy::SecretString;

use crate::decision::Thresholds;
use crate::knowledge::KnowledgeBase;
use crate::matching::{Aids, Shelf, Vectors};
use crate::pipeline::{Docent, Incoming};
use crate::settings::{SemanticSettings, SemanticSource};
use address::Address;
use model::Model;

/// Why Docent does not start with what is set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither a folder nor an id.
    #[error(
        "`semantic.model` is `{0}`: there is no such folder, and the id of a model on the hub looks like `minishlab/potion-base-8M`"
    )]
    NoModel(String),
    /// A folder that holds no model.
    #[error(
        "`semantic.model`: cannot load the model in `{folder}`: {cause}; it needs `model.safetensors`, `tokenizer.json` and `config.json`"
    )]
    Model {
        /// The folder.
        folder: String,
        /// What is wrong with it.
        cause: String,
    },
    /// No HTTP client.
    #[error("`semantic`: cannot set up HTTP ({0}): check the TLS settings of this machine")]
    Http(String),
}

/// Docent, and what fetches vectors for it.
#[derive(Debug, Clone)]
pub struct Mind {
    docent: Arc<Docent>,
    address: Option<Arc<Address>>,
}

impl From<Arc<Docent>> for Mind {
    fn from(docent: Arc<Docent>) -> Self {
        Self { docent, address: None }
    }
}

impl Mind {
    /// Learns from the knowledge, with vectors where they can be had; where they cannot, without, and the log says why.
    ///
    /// # Errors
    /// Where a model is set that cannot be one: that is a slip in the settings, not a failure of the network.
    pub async fn learn(
        knowledge: KnowledgeBase,
        thresholds: Thresholds,
        settings: &SemanticSettings,
        key: Option<SecretString>,
        shelf: Option<Arc<dyn Shelf>>,
    ) -> Result<Self, Error> {
        match &settings.source {
            SemanticSource::Off | SemanticSource::Model { .. } => {
                let vectors = lasting(settings).await?;
                Ok(Arc::new(self::learn(knowledge, thresholds, Aids { vectors, shelf })).into())
            }
            SemanticSource::Address { url, name } => {
                let address = Arc::new(Address::new(url, name, key, settings.timeout, settings.pause)?);
                let cache = folder::cache(settings.cache.as_deref());
                let learned = address.learn(&Docent::wordings(&knowledge), &cache).await;
                let Some(learned) = learned else { return Ok(Arc::new(Docent::new(knowledge, thresholds)).into()) };
                let asked: Arc<dyn Vectors> = Arc::clone(&address) as _;
                let docent = comparing(Docent::with_vectors(knowledge, thresholds, &learned, asked));
                Ok(Self { docent: Arc::new(docent), address: Some(address) })
            }
        }
    }

    /// The Docent that answers.
    #[must_use]
    pub fn docent(&self) -> &Arc<Docent> {
        &self.docent
    }

    /// Fetches the vectors of a message before Docent reads it, within the time-out; without an address there is nothing to do.
    pub async fn prepare(&self, incoming: Incoming<'_>) {
        if let Some(address) = self.address.as_ref().filter(|_| self.docent.has_vectors()) {
            address.prepare(&self.docent.wordings_of(incoming)).await;
        }
    }

    /// Whether a message has to be prepared.
    #[must_use]
    pub fn fetches(&self) -> bool {
        self.address.is_some()
    }
}

/// Vectors that are at hand for every text as long as the program runs, so that what is taught or edited meanwhile is learnt with them as well: those of a
/// static model. An address has none such: it is left out, and the log says so.
///
/// # Errors
/// As with [`Mind::learn`].
pub async fn lasting(settings: &SemanticSettings) -> Result<Option<Arc<dyn Vectors>>, Error> {
    match &settings.source {
        SemanticSource::Off => Ok(None),
        SemanticSource::Model { model, hub } => {
            let found = model_of(model, hub, &folder::cache(settings.cache.as_deref())).await?;
            Ok(found.map(|model| Arc::new(model) as Arc<dyn Vectors>))
        }
        SemanticSource::Address { .. } => {
            tracing::warn!(
                "`semantic.url` is used by `ask`, `chat` and `eval` only in this version: answering without meaning here; `semantic.model` works everywhere"
            );
            Ok(None)
        }
    }
}

/// Learns from the knowledge with these aids.
#[must_use]
pub fn learn(knowledge: KnowledgeBase, thresholds: Thresholds, aids: Aids) -> Docent {
    let wanted = aids.vectors.is_some();
    let docent = Docent::learn(knowledge, thresholds, aids);
    if wanted { comparing(docent) } else { docent }
}

/// The same, with a word in the log where the vectors are of no use to it.
fn comparing(docent: Docent) -> Docent {
    if !docent.has_vectors() {
        tracing::warn!(
            "answering without meaning: it takes vectors of one length for all questions of two entries at least, and not more than 4096 entries"
        );
    }
    docent
}

/// The model in a folder, or by id; none where the hub cannot be reached.
async fn model_of(model: &str, hub: &str, cache: &Path) -> Result<Option<Model>, Error> {
    let folder = Path::new(model);
    if folder.is_dir() {
        let refused = |cause| Error::Model { folder: model.to_owned(), cause };
        return Model::load(folder).map(Some).map_err(refused);
    }
    let Some(id) = hub::Id::read(model) else { return Err(Error::NoModel(model.to_owned())) };
    let loaded = match hub::fetch(&id, hub, cache).await {
        Ok(folder) => Model::load(&folder),
        Err(cause) => Err(cause.to_string()),
    };
    match loaded {
        Ok(model) => Ok(Some(model)),
        Err(cause) => {
            tracing::warn!(
                model,
                hub,
                cause,
                "the model cannot be had: answering without meaning until the next start"
            );
            Ok(None)
        }
    }
}
