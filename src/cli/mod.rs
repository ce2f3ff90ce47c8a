//! The command line: arguments, one file per subcommand, joining the engines.
//!
//! Layer 7.
