//! Ctrl-C: unfinished output files are removed, then the program ends.

use crate::text::output;

/// Exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// Removes temporary files and ends the program when it is interrupted or told to stop.
pub(super) fn install() {
    // A second installation (tests in one process) fails and changes nothing.
    let _ = ctrlc::set_handler(|| {
        output::remove_unfinished();
        std::process::exit(INTERRUPTED);
    });
}
