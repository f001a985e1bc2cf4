//! How much memory a container leaves to this process, according to its control groups (Linux, versions 1 and 2).

use std::fs::read_to_string;
use std::path::{Path, PathBuf};

/// Bytes that this process may still take, by the strictest limit of its control groups; `None` without a limit.
pub fn bytes_left() -> Option<u64> {
    let groups = read_to_string("/proc/self/cgroup").ok()?;
    left(Path::new("/sys/fs/cgroup"), &groups)
}

/// The same, for groups that are mounted at `root`; `groups` is the text of /proc/self/cgroup.
fn left(root: &Path, groups: &str) -> Option<u64> {
    groups.lines().filter_map(|line| left_in(root, line)).min()
}

/// What one line of /proc/self/cgroup leaves: `number:controllers:path`. Version 2 has no controllers there.
fn left_in(root: &Path, line: &str) -> Option<u64> {
    let (_, rest) = line.split_once(':')?;
    let (controllers, path) = rest.split_once(':')?;
    let path = path.trim_start_matches('/');
    if controllers.split(',').any(|name| name == "memory") {
        let groups = up_to(&root.join("memory"), path);
        groups.iter().filter_map(|group| of_group(group, "memory.limit_in_bytes", "total_rss ")).min()
    } else if controllers.is_empty() {
        // Beside version 1 it is mounted in a directory of its own.
        let unified = root.join("unified");
        let root = if unified.is_dir() { unified } else { root.to_owned() };
        let groups = up_to(&root, path);
        groups.iter().filter_map(|group| of_group(group, "memory.max", "anon ")).min()
    } else {
        None
    }
}

/// The group of that path and the groups that contain it. Inside a container the path may be the host's; then only
/// the root exists.
fn up_to(root: &Path, path: &str) -> Vec<PathBuf> {
    let group = root.join(path);
    let levels = path.split('/').filter(|name| !name.is_empty()).count() + 1;
    group.ancestors().take(levels).map(Path::to_owned).collect()
}

/// What a group's limit leaves beside the memory of its processes. Cached files do not count: the system drops them
/// first.
fn of_group(group: &Path, limit: &str, held: &str) -> Option<u64> {
    // "max" means no limit; version 1 says so by a number near 2^63.
    let limit: u64 = read_to_string(group.join(limit)).ok()?.trim().parse().ok()?;
    let stat = read_to_string(group.join("memory.stat")).unwrap_or_default();
    let held = stat.lines().find_map(|line| line.strip_prefix(held)?.trim().parse().ok());
    Some(limit.saturating_sub(held.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Writes files into a directory of the test.
    fn groups(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("mixminus-groups-{name}-{}", std::process::id()));
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        root
    }

    #[test]
    fn the_strictest_group_counts() {
        let root = groups(
            "v2",
            &[
                ("a/memory.max", "1000\n"),
                ("a/memory.stat", "anon 300\nfile 900\n"),
                ("a/b/memory.max", "max\n"),
                ("a/b/c/memory.max", "5000\n"),
            ],
        );
        assert_eq!(left(&root, "0::/a/b/c\n"), Some(700));
        assert_eq!(left(&root, "0::/a/b\n"), Some(700));
        // The path is the host's; a container sees only its own root.
        assert_eq!(left(&root.join("a"), "0::/docker/123\n"), Some(700));
        assert_eq!(left(&root, "0::/\n"), None);
        assert_eq!(left(&root, "0::/none\n"), None);
        fs::remove_dir_all(root).expect("removed");
    }

    #[test]
    fn version_1_and_both_at_once() {
        let root = groups(
            "v1",
            &[
                ("memory/memory.limit_in_bytes", "9223372036854771712\n"),
                ("memory/a/memory.limit_in_bytes", "4096\n"),
                ("memory/a/memory.stat", "rss 1\ntotal_rss 96\n"),
                ("unified/b/memory.max", "3000"),
            ],
        );
        let lines = "4:cpu,memory:/a\n3:cpuset:/\n0::/b\n";
        assert_eq!(left(&root, lines), Some(3000));
        assert_eq!(left(&root, "4:memory:/a\n0::/\n"), Some(4000));
        assert_eq!(left(&root, "no line of it"), None);
        fs::remove_dir_all(root).expect("removed");
    }
}
