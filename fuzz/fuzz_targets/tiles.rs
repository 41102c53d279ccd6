#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kzreader_fuzz::run("tiles", bytes));
