//! The checks that the fuzz targets run; they are those of `tests/found_by_fuzzing.rs`.

#[path = "../../tests/common/checks.rs"]
mod checks;

pub use checks::run;
