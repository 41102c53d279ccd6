//! Which cells of the rectangle of two texts are looked at.
//!
//! All of them where the texts are short. In long texts the keys that stand once in each text are points; the heaviest
//! chain of them that rises on both sides (longest increasing subsequence, weighted) is where the path must run, and
//! the band is a strip around the lines from point to point: the wider the farther the next point is, and the more a
//! line leaves the general direction.

use std::ops::Range;

/// Cells of a rectangle that is looked at as a whole.
const WHOLE: usize = 2_250_000;

/// Cells of a band at most, more or less.
const MOST_CELLS: usize = 40_000_000;

/// Half the width of a band at a point, and at most.
const NARROWEST: usize = 24;
const WIDEST: usize = 150;

/// For each row, a source position, the range of target positions that are looked at; both ends rise, neighbouring rows
/// overlap, the first begins with the first position and the last ends with the last.
#[derive(Debug, Clone)]
pub struct Band {
    rows: Vec<Range<usize>>,
    starts: Vec<usize>,
}

/// A place on the way: how many source and how many target segments lie before it.
pub type Node = (usize, usize);

impl Band {
    /// Everything, for so many source and target segments.
    pub fn whole((n_source, n_target): Node) -> Self {
        Self::new(vec![0..n_target + 1; n_source + 1])
    }

    /// Everything where that is affordable, else a strip around the heaviest rising chain of points, `widening` times
    /// as wide as it would be.
    pub fn around_points(points: &[(Node, f32)], end: Node, widening: usize) -> Self {
        if (end.0 + 1) * (end.1 + 1) <= WHOLE {
            return Self::whole(end);
        }
        let mut way = heaviest_chain(points, end);
        way.insert(0, (0, 0));
        way.push(end);
        let widest = (MOST_CELLS / (2 * (end.0 + 1))).clamp(NARROWEST, WIDEST * widening);
        let slope = end.1 as f64 / end.0.max(1) as f64;
        let margin = |from: Node, to: Node| {
            let (rows, columns) = (to.0 - from.0, to.1 - from.1);
            let off = (columns as f64 - slope * rows as f64).abs() as usize;
            (widening * (NARROWEST + rows.max(columns).min(4 * WIDEST) / 4 + off / 2)).min(widest)
        };
        Self::along(&way, end, margin)
    }

    /// A strip of a fixed margin around a path.
    pub fn around_path(path: &[Node], end: Node, margin: usize) -> Self {
        Self::along(path, end, |_, _| margin)
    }

    /// A strip around lines from node to node; each line has its margin.
    fn along(way: &[Node], end: Node, margin: impl Fn(Node, Node) -> usize) -> Self {
        let nothing = Range { start: usize::MAX, end: 0 };
        let mut rows = vec![nothing; end.0 + 1];
        let mut cover = |row: usize, columns: Range<usize>, margin: usize| {
            for row in &mut rows[row.saturating_sub(1)..(row + 2).min(end.0 + 1)] {
                row.start = row.start.min(columns.start.saturating_sub(margin));
                row.end = row.end.max((columns.end + margin).min(end.1) + 1);
            }
        };
        for (&from, &to) in way.iter().zip(&way[1..]) {
            let margin = margin(from, to);
            let height = to.0 - from.0;
            let column = |row: usize| from.1 + (to.1 - from.1) * (row - from.0) / height.max(1);
            for row in from.0..to.0.max(from.0 + 1) {
                cover(row, column(row)..if height == 0 { to.1 } else { column(row + 1) }, margin);
            }
        }
        cover(0, 0..0, 1);
        cover(end.0, end.1..end.1, 1);
        // Both ends must rise.
        for row in 1..rows.len() {
            rows[row].end = rows[row].end.max(rows[row - 1].end);
        }
        for row in (1..rows.len()).rev() {
            rows[row - 1].start = rows[row - 1].start.min(rows[row].start);
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

    /// How many cells there are.
    pub fn n_cells(&self) -> usize {
        self.starts[self.rows.len()]
    }

    /// The number of a cell, where it is in the band.
    pub fn cell(&self, (row, column): Node) -> Option<usize> {
        let columns = &self.rows[row];
        columns.contains(&column).then(|| self.starts[row] + column - columns.start)
    }

    /// Whether a path runs so near an edge of the band that a better one may lie outside.
    pub fn is_touched_by(&self, path: &[Node]) -> bool {
        let last = self.rows[self.rows.len() - 1].end;
        path.iter().any(|&(row, column)| {
            let columns = &self.rows[row];
            let low = columns.start > 0 && column < columns.start + NARROWEST / 4;
            let high = columns.end < last && column + NARROWEST / 4 >= columns.end;
            low || high
        })
    }
}

/// The chain of points with the greatest weight in which each lies above and to the right of the one before it.
fn heaviest_chain(points: &[(Node, f32)], end: Node) -> Vec<Node> {
    let mut best = Heaviest::new(end.1 + 1);
    let mut before: Vec<Option<usize>> = Vec::with_capacity(points.len());
    let mut weights = Vec::with_capacity(points.len());
    let mut from = 0;
    while from < points.len() {
        // Points of one row can't follow each other: all are asked before any is entered.
        let to = from + points[from..].iter().take_while(|(node, _)| node.0 == points[from].0.0).count();
        for &((_, column), weight) in &points[from..to] {
            let chain = best.before(column);
            weights.push(weight + chain.map_or(0.0, |index| weights[index]));
            before.push(chain);
        }
        for (index, (node, _)) in points.iter().enumerate().take(to).skip(from) {
            best.enter(node.1, index, &weights);
        }
        from = to;
    }
    let mut chain = Vec::new();
    let mut at = best.before(end.1 + 1);
    while let Some(index) = at {
        chain.push(points[index].0);
        at = before[index];
    }
    chain.reverse();
    chain
}

/// For each column the heaviest chain that ends left of it: a Fenwick tree over maxima.
struct Heaviest {
    tree: Vec<Option<(f32, usize)>>,
}

impl Heaviest {
    fn new(n_columns: usize) -> Self {
        Self { tree: vec![None; n_columns + 2] }
    }

    fn enter(&mut self, column: usize, chain: usize, weights: &[f32]) {
        let mut at = column + 1;
        while at < self.tree.len() {
            if self.tree[at].is_none_or(|(weight, _)| weight < weights[chain]) {
                self.tree[at] = Some((weights[chain], chain));
            }
            at += at & at.wrapping_neg();
        }
    }

    fn before(&self, column: usize) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        let mut at = column.min(self.tree.len() - 1);
        while at > 0 {
            if let Some((weight, chain)) = self.tree[at]
                && best.is_none_or(|(most, _)| most < weight)
            {
                best = Some((weight, chain));
            }
            at &= at - 1;
        }
        best.map(|(_, chain)| chain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_that_crosses_the_others_is_left_out_of_the_chain() {
        let points: Vec<(Node, f32)> =
            [(1, 1), (2, 9), (3, 2), (3, 3), (5, 4), (7, 1)].into_iter().map(|node| (node, 1.0)).collect();
        let chain = heaviest_chain(&points, (9, 9));
        assert_eq!(chain.len(), 3);
        assert!(chain.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{chain:?}");
    }

    #[test]
    fn the_rows_of_a_band_rise_and_hold_both_ends_and_the_chain() {
        let ends = [(4000, 5000), (2000, 90_000), (90_000, 2000)];
        for end in ends {
            let points = [((end.0 / 3, end.1 / 2), 1.0), ((end.0 / 3 + 1, end.1 - 9), 1.0)];
            let band = Band::around_points(&points, end, 1);
            assert!(band.cell((0, 0)).is_some() && band.cell(end).is_some());
            assert!(points.iter().all(|&(node, _)| band.cell(node).is_some()));
            for row in 1..=end.0 {
                let (above, here) = (band.row(row - 1), band.row(row));
                assert!(above.start <= here.start && above.end <= here.end && here.start < above.end, "{end:?} {row}");
            }
            assert!(band.n_cells() < MOST_CELLS);
        }
    }
}
