//! Time, so that a busy machine tells what a quiet one would: the processor time of a thread, of
//! this process, of the processes that it ran.

use std::time::{Duration, Instant};

#[cfg(unix)]
fn clock(which: libc::clockid_t) -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock writes to a whole timespec that outlives the call.
    unsafe { libc::clock_gettime(which, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Processor time of the calling thread, in milliseconds, of `work`.
#[cfg(unix)]
pub fn thread_ms<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = clock(libc::CLOCK_THREAD_CPUTIME_ID);
    let done = work();
    ((clock(libc::CLOCK_THREAD_CPUTIME_ID) - start).as_secs_f64() * 1e3, done)
}

/// Elapsed time where there is no such clock.
#[cfg(not(unix))]
pub fn thread_ms<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64() * 1e3, done)
}

/// What something took.
pub struct Took {
    pub elapsed: f64,
    /// Processor time of all threads, in seconds.
    pub processor: f64,
    /// The most room that a child process had, in bytes; 0 where nothing is known of it.
    pub room: u64,
}

/// What `work` takes in this process.
pub fn here<T>(work: impl FnOnce() -> T) -> (Took, T) {
    #[cfg(unix)]
    let processor = || clock(libc::CLOCK_PROCESS_CPUTIME_ID).as_secs_f64();
    #[cfg(not(unix))]
    let processor = || 0.0;
    let (start, before) = (Instant::now(), processor());
    let done = work();
    let took =
        Took { elapsed: start.elapsed().as_secs_f64(), processor: processor() - before, room: 0 };
    (took, done)
}

/// Runs the program to its end. The room is the most of all children so far.
pub fn child(command: &mut std::process::Command) -> (Took, std::process::Output) {
    let before = children();
    let start = Instant::now();
    let output = command.output().expect("the program runs");
    let elapsed = start.elapsed().as_secs_f64();
    let after = children();
    (Took { elapsed, processor: after.0 - before.0, room: after.1 }, output)
}

#[cfg(unix)]
fn children() -> (f64, u64) {
    // SAFETY: all zeros are a rusage, and the call fills it in.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    (seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss as u64 * unit)
}

#[cfg(not(unix))]
fn children() -> (f64, u64) {
    (0.0, 0)
}
