//! What has to agree across files.
