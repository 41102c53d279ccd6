//! kzreader reads a document in two of its languages at once, level with each other, in a terminal.
//!
//! The modules in reading order, which is the way of the data:
//!
//! - [`model`]: works, versions, documents, beads, places: plain values.
//! - [`error`], [`checked`]: one error for people; TOML read with line and column.
//! - [`language`]: all that is known about languages: identification, folding, segments, hyphenation, dates, numbers, units.
//! - [`import`]: bytes → [`model::Document`].
//! - [`align`]: two documents → [`model::Alignment`]; many documents → works.
//! - [`layout`]: place and width → rows of runs.
//! - [`compare`]: two documents and their alignment → where they disagree.
//! - [`search`]: a query and a document → hits.
//! - [`export`]: documents and their alignments → pages, books, Markdown, text, tables, JSON, TMX; reports and citations.
//! - [`library`]: folders, manifests and the embedded collection; the only document input.
//! - [`state`]: what the reader leaves behind: places, marks, mended alignments, what was lifted, works joined or parted.
//! - [`app`]: commands, keys, and `update(app, event) → effects`.
//! - [`ui`][]: `draw(&App)`.
//! - [`config`]: what the reader has configured.
//! - [`runtime`]: the terminal, signals, the event loop and the workers.
//! - [`cli`]: the command line.

pub mod align;
pub mod app;
pub mod checked;
pub mod cli;
pub mod compare;
pub mod config;
pub mod error;
pub mod export;
pub mod import;
pub mod language;
pub mod layout;
pub mod library;
pub mod model;
pub mod runtime;
pub mod search;
pub mod state;
pub mod ui;
