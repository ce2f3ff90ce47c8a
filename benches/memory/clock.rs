//! Time, so that a busy machine tells what a quiet one would: the processor time of a thread, of
//! this process, of the processes that it ran.

use std::process::Stdio;
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

/// Runs the program to its end.
pub fn child(command: &mut std::process::Command) -> (Took, std::process::Output) {
    let before = children();
    let start = Instant::now();
    let output = command.output().expect("the program runs");
    let elapsed = start.elapsed().as_secs_f64();
    (Took { elapsed, processor: children() - before, room: 0 }, output)
}

/// [`child`] that is looked at again and again for the room it takes. What the system says of
/// children that have ended would be no less than the room of this process, from which they began.
pub fn watched_child(command: &mut std::process::Command) -> (Took, std::process::Output) {
    let before = children();
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut room = 0;
    while child.try_wait().expect("a child").is_none() {
        room = room.max(most_room(child.id()));
        std::thread::sleep(Duration::from_millis(10));
    }
    let elapsed = start.elapsed().as_secs_f64();
    let output = child.wait_with_output().expect("what it said");
    (Took { elapsed, processor: children() - before, room }, output)
}

/// The most room that a process has had so far, in bytes; 0 where Linux does not say it.
fn most_room(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or(0) << 10
}

#[cfg(unix)]
fn children() -> f64 {
    // SAFETY: all zeros are a rusage, and the call fills it in.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

#[cfg(not(unix))]
fn children() -> f64 {
    0.0
}
