//! What of the screen is shown where it is small: the keys always, then the room, then the rest.

use super::keyboard::HELP;

/// Between two things on one line.
const GAP: &str = "   ";

/// What there is to show, a line each.
#[derive(Debug, Default)]
pub struct View {
    /// What this is.
    pub title: String,
    /// The cards.
    pub devices: Vec<String>,
    /// Who is in the room, the one at the card first.
    pub members: Vec<String>,
    /// Keys, delays, ticks.
    pub status: Vec<String>,
    /// What has happened, the latest last.
    pub news: Vec<String>,
}

impl View {
    /// As many lines as the terminal has, none longer than it is wide. The last ones say how to quit.
    pub fn lines(&self, width: usize, height: usize) -> Vec<String> {
        let help = help(width, (height / 3).max(1));
        let mut left = height.saturating_sub(help.len());
        let mut take = |wanted: usize| {
            let taken = wanted.min(left);
            left -= taken;
            taken
        };
        let title = take(1);
        let mut members = take(self.members.len().min(3));
        let status = take(self.status.len());
        let mut news = take(self.news.len().min(1));
        let devices = take(self.devices.len());
        members += take(self.members.len() - members);
        let gaps = [take(1), take(1), take(1)];
        news += take(self.news.len() - news);
        let mut lines = vec![self.title.clone(); title];
        lines.extend(self.devices.iter().take(devices).cloned());
        lines.extend(vec![String::new(); gaps[0]]);
        lines.extend(first(&self.members, members));
        lines.extend(vec![String::new(); gaps[1]]);
        lines.extend(self.status.iter().take(status).cloned());
        lines.extend(vec![String::new(); gaps[2]]);
        lines.extend(self.news[self.news.len() - news..].iter().cloned());
        lines.resize(height.saturating_sub(help.len()), String::new());
        lines.extend(help);
        lines.truncate(height);
        lines.into_iter().map(|line| line.chars().take(width).collect()).collect()
    }
}

/// The first ones, in so many lines; where not all fit, the last line says how many more there are.
fn first(members: &[String], lines: usize) -> Vec<String> {
    let mut shown: Vec<String> = members.iter().take(lines).cloned().collect();
    if lines >= 2 && lines < members.len() {
        shown[lines - 1] = format!("and {} more", members.len() - lines + 1);
    }
    shown
}

/// The keys that do something, in at most so many lines. How to quit comes first.
fn help(width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for entry in HELP {
        match lines.last_mut() {
            Some(line) if line.chars().count() + GAP.len() + entry.chars().count() <= width => {
                line.push_str(GAP);
                line.push_str(entry);
            }
            _ => lines.push(entry.into()),
        }
    }
    lines.truncate(most);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(members: usize) -> View {
        let text = |what: &str, count: usize| {
            (0..count).map(|n| format!("{what} {n} {}", "x".repeat(120))).collect()
        };
        View {
            title: "title".into(),
            devices: text("device", 2),
            members: text("member", members),
            status: text("status", 3),
            news: text("news", 8),
        }
    }

    #[test]
    fn how_to_quit_is_on_every_terminal_whoever_is_in_the_room() {
        for members in [1, 2, 4, 17, 100] {
            for (width, height) in (1..130).flat_map(|width| (1..60).map(move |height| (width, height))) {
                let lines = view(members).lines(width, height);
                assert_eq!(lines.len(), height, "{width} x {height}");
                assert!(lines.iter().all(|line| line.chars().count() <= width), "{width} x {height}");
                let quit: String = "q quit".chars().take(width).collect();
                let at = lines.iter().rposition(|line| line.starts_with(&quit)).unwrap();
                assert!(at + (height / 3).max(1) >= height, "{width} x {height}: {lines:#?}");
                if width < 12 || height < 7 {
                    continue;
                }
                // All are counted, shown or not.
                let shown = lines.iter().filter(|line| line.starts_with("member ")).count();
                let more = lines.iter().find_map(|line| line.strip_prefix("and ")?.strip_suffix(" more"));
                assert!(shown > 0, "{width} x {height}: {lines:#?}");
                assert_eq!(shown + more.map_or(0, |count| count.parse().unwrap()), members, "{lines:#?}");
            }
        }
    }

    #[test]
    fn a_terminal_of_80_by_24_shows_all_keys_and_the_latest_news() {
        let lines = view(17).lines(80, 24);
        let all = lines.join("\n");
        for part in HELP.into_iter().chain(["title", "device 1", "status 2", "news 7"]) {
            assert!(all.contains(part), "{part}: {all}");
        }
        let all = view(4).lines(80, 24).join("\n");
        assert!(all.contains("member 3") && all.contains("news 3") && !all.contains(" more"), "{all}");
    }
}
