//! Fetches a model by its id, once: three files into the cache, from which every later start reads.
//!
//! In: an id as `owner/name` or `owner/name@revision`, the address of a hub. Out: a folder. Nothing secret is sent, so redirects to where the files lie are followed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::redirect::Policy;

use super::folder;

/// The files of a model, each with the most bytes that are taken: the largest static models have half a gigabyte.
const FILES: [(&str, u64); 3] =
    [("config.json", 1 << 20), ("tokenizer.json", 64 << 20), ("model.safetensors", 1 << 30)];
/// Time for a connection, and between two pieces of a file.
const CONNECTING: Duration = Duration::from_secs(10);
const STALLED: Duration = Duration::from_secs(30);
/// The revision that an id without one means.
const REVISION: &str = "main";

/// The id of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Id {
    name: String,
    revision: String,
}

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub(super) enum HubError {
    #[error("`{file}`: {cause}")]
    Fetch { file: &'static str, cause: String },
    #[error("`{file}`: the hub answers {status}")]
    Status { file: &'static str, status: u16 },
    #[error("`{file}`: it is larger than {most} bytes")]
    TooLarge { file: &'static str, most: u64 },
    #[error("cannot write `{path}`: {source}", path = .path.display())]
    Write { path: PathBuf, source: std::io::Error },
}

impl Id {
    /// Reads an id; none where it is something else, such as a path.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (name, revision) = text.split_once('@').unwrap_or((text, REVISION));
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        let (owner, model) = name.split_once('/')?;
        let fits = plain(owner) && plain(model) && plain(revision);
        fits.then(|| Self { name: name.to_owned(), revision: revision.to_owned() })
    }

    fn folder(&self, cache: &Path) -> PathBuf {
        cache.join("models").join(format!("{}@{}", self.name.replace('/', "--"), self.revision))
    }
}

/// The folder with the files of a model; those that are missing are fetched.
pub(super) async fn fetch(id: &Id, hub: &str, cache: &Path) -> Result<PathBuf, HubError> {
    let folder = id.folder(cache);
    let missing: Vec<_> = FILES.into_iter().filter(|(file, _)| !folder.join(file).is_file()).collect();
    if missing.is_empty() {
        return Ok(folder);
    }
    let builder = reqwest::Client::builder().connect_timeout(CONNECTING).read_timeout(STALLED);
    let client = builder.redirect(Policy::limited(5)).build();
    let client = client.map_err(|error| HubError::Fetch { file: FILES[0].0, cause: error.to_string() })?;
    tracing::info!(model = id.name, hub, "fetching a model");
    for (file, most) in missing {
        let url = format!("{hub}/{}/resolve/{}/{file}", id.name, id.revision);
        let bytes = one(&client, &url, file, most).await?;
        let path = folder.join(file);
        folder::write(&path, &bytes).map_err(|source| HubError::Write { path, source })?;
    }
    Ok(folder)
}

async fn one(client: &reqwest::Client, url: &str, file: &'static str, most: u64) -> Result<Vec<u8>, HubError> {
    // An address that a redirect led to may be signed.
    let failed = |error: reqwest::Error| HubError::Fetch { file, cause: super::address::cause(error) };
    let mut response = client.get(url).send().await.map_err(failed)?;
    if !response.status().is_success() {
        return Err(HubError::Status { file, status: response.status().as_u16() });
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > most {
            return Err(HubError::TooLarge { file, most });
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_an_owner_and_a_name_and_perhaps_a_revision() {
        let id = |name: &str, revision: &str| Some(Id { name: name.to_owned(), revision: revision.to_owned() });
        let rows = [
            ("minishlab/potion-base-8M", id("minishlab/potion-base-8M", "main")),
            ("a/b@v1.0", id("a/b", "v1.0")),
            ("model", None),
            ("./models/m", None),
            ("../m", None),
            ("/models/m", None),
            ("a/b/c", None),
            ("a/b@../../c", None),
            ("a/..", None),
            ("a/b c", None),
        ];
        for (text, expected) in rows {
            assert_eq!(Id::read(text), expected, "{text}");
        }
    }
}
