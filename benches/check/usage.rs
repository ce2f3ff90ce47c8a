//! What work takes: time of the clock and of the processor, memory. As Linux tells it; elsewhere
//! processor time and memory are 0.

use std::process::Child;
use std::time::{Duration, Instant};

/// Time spent, by this process and the children it has waited for.
#[derive(Clone, Copy)]
pub struct Usage {
    at: Instant,
    /// Seconds by the clock.
    pub clock: f64,
    /// Seconds of processor time, all threads together.
    pub processor: f64,
}

impl Usage {
    /// All since the start of the process.
    pub fn so_far() -> Usage {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name of the program, in brackets, may hold blanks. After it, utime, stime, cutime
        // and cstime are the 12th to 15th field (proc_pid_stat(5)), in hundredths of a second.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        let ticks = after.split_whitespace().skip(11).take(4);
        let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
        Usage { at: Instant::now(), clock: 0.0, processor: ticks as f64 / 100.0 }
    }

    /// What was spent after `start`.
    pub fn since(self, start: Usage) -> Usage {
        let clock = self.at.duration_since(start.at).as_secs_f64();
        Usage { at: self.at, clock, processor: self.processor - start.processor }
    }
}

/// Waits for a process to end; gives the most memory that it held, in megabytes.
pub fn peak_megabytes(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while let Ok(None) = child.try_wait() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        let held = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        peak = peak.max(held.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    peak / 1000
}
