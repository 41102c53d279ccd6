//! Which nodes of the rectangle of two texts are looked at.

use std::ops::Range;

/// A place on the way: how many source and how many target segments lie before it.
pub type Node = (usize, usize);

/// For each source position the target positions that are looked at: both ends rise, neighbouring rows overlap, the
/// first begins with the first position and the last ends with the last.
#[derive(Debug, Clone)]
pub struct Band {
    rows: Vec<Range<usize>>,
    starts: Vec<usize>,
}

/// Rows of a stretch at least.
const LEAST_ROWS: usize = 6;

/// A row of which nothing is known yet: any other range widens it.
const NOWHERE: Range<usize> = Range { start: usize::MAX, end: 0 };

impl Band {
    /// Everything, for so many source and target segments.
    pub fn whole((n_source, n_target): Node) -> Self {
        Self::new(vec![0..n_target + 1; n_source + 1])
    }

    /// The narrowest band inside another one that leaves `margin` segments on all sides of some nodes.
    pub fn around(nodes: &[Node], end: Node, margin: usize, inside: &Band) -> Self {
        let mut rows = vec![NOWHERE; end.0 + 1];
        for &(row, column) in nodes.iter().chain([&(0, 0), &end]) {
            let here = &mut rows[row];
            *here = here.start.min(column.saturating_sub(margin))..here.end.max((column + margin).min(end.1) + 1);
        }
        // Rows reach as far as those up to a margin above and below.
        let reach = |at: usize| at.saturating_sub(margin)..(at + margin + 1).min(end.0 + 1);
        let wide: Vec<Range<usize>> = (0..=end.0)
            .map(|at| {
                let near = || rows[reach(at)].iter();
                let start = near().map(|row| row.start).min().unwrap_or(usize::MAX);
                start..near().map(|row| row.end).max().unwrap_or(0)
            })
            .collect();
        let band = Self::rising(wide);
        let rows = band.rows.iter().zip(&inside.rows);
        Self::rising(rows.map(|(row, inside)| row.start.max(inside.start)..row.end.min(inside.end)).collect())
    }

    /// The same band where each segment is so many, of texts of so many segments.
    pub fn magnified(&self, by: usize, end: Node) -> Self {
        let row = |at: usize| {
            let (above, below) = (&self.rows[at / by], &self.rows[at.div_ceil(by)]);
            let start = above.start.min(below.start).saturating_sub(1) * by;
            start..(above.end.max(below.end) * by + 1).min(end.1 + 1)
        };
        let mut rows: Vec<Range<usize>> = (0..=end.0).map(row).collect();
        rows[0].start = 0;
        rows[end.0].end = end.1 + 1;
        Self::rising(rows)
    }

    /// What lies between two nodes, counted from the first.
    pub fn part(&self, from: Node, to: Node) -> Self {
        let row = |row: &Range<usize>| {
            let start = row.start.clamp(from.1, to.1) - from.1;
            start..(row.end.clamp(from.1 + 1, to.1 + 1) - from.1).max(start + 1)
        };
        let mut rows: Vec<Range<usize>> = self.rows[from.0..=to.0].iter().map(row).collect();
        let last = rows.len() - 1;
        rows[0].start = 0;
        rows[last].end = to.1 - from.1 + 1;
        Self::rising(rows)
    }

    /// The node up to which one may go from another one without passing more than about so many nodes: the last one,
    /// or one in the middle of its row.
    pub fn stretch(&self, from: Node, end: Node, most: usize) -> Node {
        let most = self.starts[from.0] + most;
        let last = self.starts.partition_point(|&start| start <= most).saturating_sub(1);
        let row = last.max(from.0 + LEAST_ROWS);
        if row >= end.0 {
            return end;
        }
        let columns = &self.rows[row];
        (row, ((columns.start + columns.end - 1) / 2).clamp(from.1, end.1))
    }

    /// Widens rows until both ends rise and neighbours overlap.
    fn rising(mut rows: Vec<Range<usize>>) -> Self {
        for at in 1..rows.len() {
            rows[at].end = rows[at].end.max(rows[at - 1].end);
        }
        for at in (1..rows.len()).rev() {
            rows[at - 1].start = rows[at - 1].start.min(rows[at].start);
        }
        for at in 1..rows.len() {
            rows[at - 1].end = rows[at - 1].end.max(rows[at].start + 1);
        }
        Self::new(rows)
    }

    fn new(rows: Vec<Range<usize>>) -> Self {
        let mut starts = vec![0];
        for row in &rows {
            starts.push(starts[starts.len() - 1] + row.len());
        }
        Self { rows, starts }
    }

    /// The target positions of a source position.
    pub fn row(&self, row: usize) -> Range<usize> {
        self.rows[row].clone()
    }

    /// How many nodes there are.
    pub fn n_cells(&self) -> usize {
        self.starts[self.rows.len()]
    }

    /// The number of a node, where it is in the band.
    pub fn cell(&self, (row, column): Node) -> Option<usize> {
        let columns = &self.rows[row];
        columns.contains(&column).then(|| self.starts[row] + column - columns.start)
    }

    /// The target positions of a source position, each with the number of its node.
    pub fn cells(&self, row: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> + use<> {
        self.row(row).zip(self.starts[row]..self.starts[row + 1])
    }

    /// The number of the first node of a row.
    pub fn first_cell(&self, row: usize) -> usize {
        self.starts[row]
    }

    /// For each segment of a side, the segments of the other side that it may share a bead with.
    pub fn partners(&self, side: usize, end: Node) -> Vec<Range<usize>> {
        let rows = self.rows.windows(2).map(|rows| rows[0].start..rows[1].end.max(1) - 1);
        if side == 0 {
            return rows.collect();
        }
        let mut columns = vec![NOWHERE; end.1];
        for (row, partners) in rows.enumerate() {
            for column in &mut columns[partners] {
                *column = column.start.min(row)..row + 1;
            }
        }
        columns.into_iter().map(|column| if column.start == usize::MAX { 0..0 } else { column }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_rises(band: &Band, end: Node) {
        assert!(band.cell((0, 0)).is_some() && band.cell(end).is_some());
        for row in 1..=end.0 {
            let (above, here) = (band.row(row - 1), band.row(row));
            assert!(above.start <= here.start && above.end <= here.end, "{row}: {above:?} {here:?}");
            assert!(here.start < above.end && !here.is_empty(), "{row}: {above:?} {here:?}");
        }
    }

    #[test]
    fn a_band_around_nodes_holds_them_rises_and_stays_inside_the_other_band() {
        for (end, nodes) in [
            ((9, 9), vec![(2, 3), (5, 5)]),
            ((40, 90), vec![(20, 2), (20, 80)]),
            ((90, 4), vec![]),
            ((0, 0), vec![]),
            ((0, 7), vec![]),
            ((7, 0), vec![]),
        ] {
            let whole = Band::whole(end);
            let band = Band::around(&nodes, end, 3, &whole);
            assert_rises(&band, end);
            assert!(nodes.iter().all(|&node| band.cell(node).is_some()));
            let narrower = Band::around(&nodes, end, 1, &band);
            assert_rises(&narrower, end);
            assert!(narrower.n_cells() <= band.n_cells());
        }
    }

    #[test]
    fn a_magnified_band_holds_all_that_its_fields_stand_for() {
        let end = (30, 50);
        let band = Band::around(&[(1, 5)], (4, 7), 0, &Band::whole((4, 7)));
        let magnified = band.magnified(8, end);
        assert_rises(&magnified, end);
        assert!((0..=8).all(|row| magnified.cell((row, 40)).is_some()));
    }
}
