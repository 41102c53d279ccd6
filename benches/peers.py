#!/usr/bin/env python3
"""Measures kzreader beside less, vim and nvim from outside, in a pseudo-terminal of 160 by 48, and prints the ratios.

    cargo build --release && python3 benches/peers.py [--runs 5] [--megabytes 100]

Each program opens the same texts; time runs from a key to the last byte that it makes the program write. Programs that
are not installed are left out and named. Figures are medians in milliseconds; of what is compared, only the ratios of
one run mean anything. Only Python's own library is used, and Linux.
"""
import argparse, fcntl, os, pty, re, select, shutil, signal, statistics, struct, sys, tempfile, termios, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SIZE = (160, 48)
WORDS = ('river боat märz été água город ponte łódź høst 都市 night заря stone über field тихий árbol gate '
         'линия κύμα north сад wind').split()
SETTLED = 0.03


def write_text(path, n_bytes, mark=None):
    n, i = 0, 0
    with open(path, 'w', encoding='utf-8') as out:
        while n < n_bytes:
            words = ' '.join(WORDS[(i * 7 + k * k) % len(WORDS)] for k in range(60))
            here = f' {mark}' if mark and n <= n_bytes / 2 < n + 1000 else ''
            paragraph = f'[{i}]{here} {words}.\n\n'
            out.write(paragraph)
            n += len(paragraph.encode())
            i += 1


class Program:
    def __init__(self, command):
        self.home = tempfile.mkdtemp(prefix='peers-')
        self.started = time.monotonic()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', SIZE[1], SIZE[0], 0, 0))
            environment = {'PATH': os.environ['PATH'], 'HOME': self.home, 'TERM': 'xterm-256color', 'LANG': 'C.UTF-8'}
            os.execvpe(command[0], command, environment)
        self.seen = b''

    def read(self, patience):
        if not select.select([self.master], [], [], patience)[0]:
            return b''
        try:
            return os.read(self.master, 1 << 16)
        except OSError:
            return b''

    def wait_for(self, text, patience=60):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            self.seen += self.read(0.5)
            plain = re.sub(rb'\x1b\[[0-9;?<>=]*[ -/]*[@-~]', b'', self.seen)
            if text.encode() in plain:
                return (time.monotonic() - self.started) * 1000
        raise RuntimeError(f'{text!r} was never shown')

    def settle(self):
        while self.read(SETTLED):
            pass

    def key(self, keys, patience=5):
        """Milliseconds from the key to the last byte, and how many bytes there were."""
        began = last = time.monotonic()
        os.write(self.master, keys.encode())
        n_bytes = 0
        while data := self.read(patience if not n_bytes else SETTLED):
            last, n_bytes = time.monotonic(), n_bytes + len(data)
        return (last - began) * 1000, n_bytes

    def resize(self, columns, rows):
        began = last = time.monotonic()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
        while self.read(1 if last == began else SETTLED):
            last = time.monotonic()
        return (last - began) * 1000

    def memory(self):
        try:
            lines = open(f'/proc/{self.pid}/status').read().splitlines()
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith('RssAnon'))
        except (OSError, StopIteration):
            return 0.0

    def end(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except OSError:
            pass
        os.close(self.master)
        shutil.rmtree(self.home, ignore_errors=True)


def measure(name, command, megabytes, small, large):
    figures = {}

    def add(what, value):
        figures.setdefault(what, []).append(value)

    for path, what in ((small, 'first frame, 20 KB'), (large, f'first frame, {megabytes} MB')):
        program = Program(command(path))
        add(what, program.wait_for('[2]'))
        program.settle()
        if path == large:
            if name == 'kzreader':
                program.key('w')
            for _ in range(20):
                took, n_bytes = program.key('j')
                add('a line down', took)
                add('a line down, bytes', n_bytes)
            page = {'kzreader': ' ', 'less': ' '}.get(name, '\x06')
            for _ in range(10):
                add('a page down', program.key(page)[0])
            program.seen = b''
            typed = '/needleinthemiddle'
            for letter in typed:
                program.key(letter, patience=0.2)
            program.settle()
            program.started = time.monotonic()
            os.write(program.master, b'\r')
            if name != 'kzreader':
                add(f'find, middle of {megabytes} MB', program.wait_for('needleinthemiddle '))
            program.settle()
            add('a resize', program.resize(120, 40))
            add('anonymous memory, MB', program.memory())
        program.end()
    if name == 'kzreader':
        # kzreader finds while one types: the time of finding is that of the whole query pasted at once.
        program = Program(command(large))
        program.wait_for('[2]')
        program.settle()
        program.key('/')
        program.seen, program.started = b'', time.monotonic()
        os.write(program.master, b'\x1b[200~needleinthemiddle\x1b[201~')
        add(f'find, middle of {megabytes} MB', program.wait_for('] needleinthemiddle'))
        program.end()
    return {what: statistics.median(values) for what, values in figures.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--megabytes', type=int, default=100)
    arguments = parser.parse_args()
    binary = os.environ.get('KZREADER_BINARY', os.path.join(ROOT, 'target/release/kzreader'))
    programs = {
        'kzreader': lambda path: [binary, path],
        'less': lambda path: ['less', path],
        'vim': lambda path: ['vim', '-u', 'NONE', '-N', '-n', path],
        'nvim': lambda path: ['nvim', '-u', 'NONE', '-n', path],
    }
    for name in [name for name, command in programs.items() if not shutil.which(command('x')[0])]:
        print(f'{name} is not installed and is left out')
        del programs[name]
    with tempfile.TemporaryDirectory() as folder:
        small, large = os.path.join(folder, 'small.txt'), os.path.join(folder, 'large.txt')
        write_text(small, 20_000)
        write_text(large, arguments.megabytes * 1_000_000, 'needleinthemiddle')
        results = {name: [] for name in programs}
        for _ in range(arguments.runs):
            # One after the other in each run, so that all see the same machine.
            for name, command in programs.items():
                try:
                    results[name].append(measure(name, command, arguments.megabytes, small, large))
                except RuntimeError as error:
                    print(f'{name}: {error}', file=sys.stderr)
    names = [name for name in programs if results[name]]
    rows = list(results['kzreader'][0]) if results.get('kzreader') else []
    print(f'{"":32}' + ''.join(f'{name:>12}' for name in names) + ''.join(f'{"/" + n:>10}' for n in names if n != 'kzreader'))
    for row in rows:
        of = {name: statistics.median(run[row] for run in results[name] if row in run) for name in names}
        ratios = ''.join(f'{of["kzreader"] / of[n]:>10.2f}' if of[n] else f'{"":>10}' for n in names if n != 'kzreader')
        print(f'{row:32}' + ''.join(f'{of[name]:>12.2f}' for name in names) + ratios)


if __name__ == '__main__':
    main()
