//! A place and a width → rows of runs.
//!
//! - [`width`]: how many columns a text takes.
//! - [`wrap`]: a stretch of a block → rows.
//! - [`direction`]: the runs of a row → the order in which they are seen.
//! - `shape`: how a block is set in, and what hangs before it.
//! - [`sheet`]: one version, or two and their alignment, as passages that are laid out one at a time.
//! - [`passage`]: which beads are laid out together, and in which rows each of them stands.
//! - [`gap`]: what is missing where a side has nothing.
//! - [`port`]: the rows on the screen, found forward and backward from an anchor.

pub mod direction;
pub mod gap;
pub mod passage;
pub mod port;
mod shape;
pub mod sheet;
pub mod width;
pub mod wrap;

pub use direction::{Direction, RowOrder};
pub use passage::{Grain, PassageRows};
pub use port::{Anchor, Port, Shown};
pub use sheet::{Arrangement, BeadRow, Folding, Frame, Sheet};
pub use wrap::{Face, Role, Row, Run};
