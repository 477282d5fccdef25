//! Which file this is: a file that was removed or replaced has the same path and is another.

use super::address::Address;

/// A file, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// The file that now stands at this address; none where there is none, or nothing to tell files apart by.
    #[cfg(unix)]
    pub(super) fn of(address: &Address) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let file = std::fs::metadata(address.file()?).ok()?;
        Some(Self { device: file.dev(), inode: file.ino() })
    }

    /// Elsewhere an open file cannot be removed, so that there is nothing to notice.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Address) -> Option<Self> {
        None
    }
}
