//! Bytes → [`Document`]: decode, sanitise, parse, describe.

pub mod boilerplate;
pub mod describe;
pub mod encoding;
pub mod formats;
pub mod markdown;
pub mod plain;
pub mod sanitise;
