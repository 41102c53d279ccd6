//! The figures as a table for people, or as JSON.

use serde_json::{Value, json};

use super::Outcome;
use super::calibration::{BINS, Bin, Calibration, total};
use super::count::Count;

/// The sets in the order of the table, each with what was measured of its texts together.
fn sets(outcomes: &[Outcome]) -> Vec<(&str, Count, Calibration, f64)> {
    let mut sets: Vec<(&str, Count, Calibration, f64)> = Vec::new();
    for outcome in outcomes {
        let at = sets.iter().position(|set| set.0 == outcome.set).unwrap_or_else(|| {
            sets.push((&outcome.set, Count::default(), Calibration::default(), 0.0));
            sets.len() - 1
        });
        let set = &mut sets[at];
        set.1 += outcome.count;
        set.2 += outcome.calibration;
        set.3 += outcome.seconds;
    }
    sets
}

/// Prints files, sets and calibration.
pub fn print(outcomes: &[Outcome]) {
    println!("{:<34} {:>7} {:>7} {:>7} {:>7} {:>9}", "", "P", "R", "F1", "lax F1", "seconds");
    for outcome in outcomes {
        print_row(&outcome.name, &outcome.count, outcome.seconds);
    }
    let sets = sets(outcomes);
    println!();
    for (name, count, _, seconds) in &sets {
        print_row(&format!("= {name}"), count, *seconds);
    }
    for (name, _, calibration, _) in &sets {
        println!("\n{name}: confidence, beads, said, right; right from there on up");
        print_bins("matches", &calibration.matches);
        print_bins("gaps", &calibration.gaps);
    }
}

fn print_row(name: &str, count: &Count, seconds: f64) {
    let (strict, lax) = (count.strict(), count.lax());
    let [p, r, f1, lax] = [strict.precision, strict.recall, strict.f1, lax.f1];
    println!("{name:<34} {p:>7.4} {r:>7.4} {f1:>7.4} {lax:>7.4} {seconds:>9.2}");
}

fn print_bins(name: &str, bins: &[Bin; BINS.len()]) {
    for (index, bin) in bins.iter().enumerate().filter(|(_, bin)| bin.all > 0) {
        let from = index.checked_sub(1).map_or(0.0, |below| BINS[below]);
        let (said, right) = (bin.sum / bin.all as f64, bin.right as f64 / bin.all as f64);
        let above = total(&bins[index..]);
        let (above, n_above) = (above.right as f64 / above.all as f64, above.all);
        let to = BINS[index];
        println!("  {name:<8} {from:.2}–{to:.2} {:>7}  {said:.3}  {right:.3}   {above:.3} of {n_above}", bin.all);
    }
}

/// Prints one JSON object: `files` and `sets`, and the sets' calibration.
pub fn print_json(outcomes: &[Outcome]) {
    let figures = |name: &str, count: &Count, seconds: f64| {
        let (strict, lax) = (count.strict(), count.lax());
        let rates = |rates: super::count::Rates| json!({"p": rates.precision, "r": rates.recall, "f1": rates.f1});
        json!({"name": name, "strict": rates(strict), "lax": rates(lax), "seconds": seconds})
    };
    let bins = |bins: &[Bin; BINS.len()]| -> Vec<Value> {
        let bin = |(bin, end): (&Bin, &f32)| json!({"to": end, "beads": bin.all, "right": bin.right, "sum": bin.sum});
        bins.iter().zip(&BINS).map(bin).collect()
    };
    let files: Vec<Value> = outcomes.iter().map(|o| figures(&o.name, &o.count, o.seconds)).collect();
    let set = |(name, count, calibration, seconds): &(&str, Count, Calibration, f64)| {
        let mut row = figures(name, count, *seconds);
        row["calibration"] = json!({"matches": bins(&calibration.matches), "gaps": bins(&calibration.gaps)});
        row
    };
    let sets: Vec<Value> = sets(outcomes).iter().map(set).collect();
    println!("{:#}", json!({"files": files, "sets": sets}));
}
