//! Draws the README's picture: runs the real program in a pseudo-terminal and writes its screen as SVG.
//!
//!     cargo build --release && cargo run --release --example picture

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// Columns and rows of the picture.
const SIZE: (u16, u16) = (132, 34);

/// What is pressed, each after the screen shows what is named before it.
const JOURNEY: &[(&str, &str)] =
    &[("3 works", "G"), ("3 works", "\r"), ("bead 1 of", "w"), ("bead 1 of", ")))))"), ("bead 6 of", "")];

/// The size of a cell in the picture, in pixels.
const CELL: (f32, f32) = (8.4, 18.0);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let screen = play()?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/side-by-side.svg");
    std::fs::write(&path, svg(screen.screen()))?;
    println!("wrote {}", path.display());
    Ok(())
}

fn play() -> Result<vt100::Parser, Box<dyn std::error::Error>> {
    let (cols, rows) = SIZE;
    let pty = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })?;
    let program = std::env::current_exe()?.with_file_name("").join("../kzreader");
    let state = tempfile::tempdir()?;
    let mut command = CommandBuilder::new(program);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command.env("LANG", "en_GB.UTF-8");
    command.env("XDG_STATE_HOME", state.path());
    command.env("XDG_CACHE_HOME", state.path().join("cache"));
    let mut child = pty.slave.spawn_command(command)?;
    drop(pty.slave);
    let (mut reader, mut writer) = (pty.master.try_clone_reader()?, pty.master.take_writer()?);
    let (sender, output) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 65536];
        while let Ok(n) = reader.read(&mut buffer) {
            if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut screen = vt100::Parser::new(rows, cols, 0);
    for (awaited, keys) in JOURNEY {
        let deadline = Instant::now() + Duration::from_secs(10);
        let is_settled = |contents: &str| contents.contains(awaited) && !contents.contains("laying level");
        while !is_settled(&screen.screen().contents()) {
            if Instant::now() > deadline {
                return Err(format!("{awaited:?} never came on the screen").into());
            }
            if let Ok(bytes) = output.recv_timeout(Duration::from_millis(50)) {
                screen.process(&bytes);
            }
        }
        writer.write_all(keys.as_bytes())?;
    }
    while let Ok(bytes) = output.recv_timeout(Duration::from_millis(200)) {
        screen.process(&bytes);
    }
    child.kill()?;
    Ok(screen)
}

fn svg(screen: &vt100::Screen) -> String {
    let (rows, cols) = screen.size();
    let (width, height) = (f32::from(cols) * CELL.0, f32::from(rows) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"DejaVu Sans Mono, \
         Menlo, Consolas, monospace\" font-size=\"14\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#1b1d21\"/>\n"
    );
    for row in 0..rows {
        let mut col = 0;
        while col < cols {
            let Some(cell) = screen.cell(row, col) else { break };
            let look = look(cell);
            let start = col;
            let mut text = String::new();
            while let Some(cell) = screen.cell(row, col).filter(|cell| look == self::look(cell)) {
                text.push_str(if cell.has_contents() { cell.contents() } else { " " });
                col += 1;
            }
            draw(&mut svg, (start, row), col - start, &text, &look);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Colours, bold, italics and underlining of a cell.
type Look = (String, String, bool, bool, bool);

fn look(cell: &vt100::Cell) -> Look {
    let colour = |colour: vt100::Color, default: &str| match colour {
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => default.to_owned(),
    };
    let (front, back) = (colour(cell.fgcolor(), "#d8d5cc"), colour(cell.bgcolor(), "#1b1d21"));
    (front, back, cell.bold(), cell.italic(), cell.underline())
}

fn draw(svg: &mut String, at: (u16, u16), columns: u16, text: &str, look: &Look) {
    let (front, back, bold, italic, underline) = look;
    let (x, y, width) = (f32::from(at.0) * CELL.0, f32::from(at.1) * CELL.1, f32::from(columns) * CELL.0);
    // Writing to a string can't fail.
    if back != "#1b1d21" {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{back}\"/>",
            CELL.1
        );
    }
    let shown = text.trim_end();
    if shown.is_empty() {
        return;
    }
    let blanks = shown.len() - shown.trim_start().len();
    let x = x + blanks as f32 * CELL.0;
    let length = kzreader::layout::width::width(shown.trim_start()) as f32 * CELL.0;
    let weight = if *bold { " font-weight=\"bold\"" } else { "" };
    let style = if *italic { " font-style=\"italic\"" } else { "" };
    let line = if *underline { " text-decoration=\"underline\"" } else { "" };
    let escaped = shown.trim_start().replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{front}\" textLength=\"{length:.1}\"{weight}{style}{line} \
         xml:space=\"preserve\">{escaped}</text>",
        y + 14.0
    );
}
