//! Folders of files → works; the only document input.

pub mod names;
