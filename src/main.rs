//! The `jjak` program: everything is in the library, here the result becomes an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    jjak::cli::run(std::env::args_os()).into()
}
