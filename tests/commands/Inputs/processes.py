"""What the tools do as processes: signals, descriptors, environments. usage: processes.py CHECK PROGRAM ARGUMENT..."""
import os
import shutil
import signal
import subprocess
import sys
import time


def dispositions(default):
    """For Popen: signals as a terminal's shell leaves them, whatever this script was started with; SIGHUP as nohup does."""
    def prepare():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        if not default:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return prepare


def signals(mfcc, source, folder):
    """Asked to end by a signal, a training saves a checkpoint and says the signal by its exit code; a second run goes on from there."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        shutil.rmtree(folder, ignore_errors=True)
        child = subprocess.Popen([mfcc, "train", source, "--steps", "3000", "--checkpoint-every", "3000", "--run", folder, "--quiet"],
                                 preexec_fn=dispositions(True))
        numbers = folder + "/metrics.jsonl"
        while child.poll() is None and not (os.path.exists(numbers) and os.path.getsize(numbers) > 100):
            time.sleep(0.02)
        child.send_signal(number)
        code = child.wait()
        assert code == 128 + number, (number, code)
        saved = os.listdir(folder + "/checkpoints")
        assert len(saved) == 1 and saved[0].startswith("step_"), saved
        step = int(saved[0][5:].split(".")[0])
        assert subprocess.run([mfcc, "train", source, "--steps", str(step + 1), "--run", folder, "--resume", "--quiet"]).returncode == 0


def ignored(mfcc, source, folder):
    """What the process was told to ignore (nohup) stays ignored."""
    child = subprocess.Popen([mfcc, "train", source, "--steps", "3000", "--run", folder, "--quiet"],
                             preexec_fn=dispositions(False))
    numbers = folder + "/metrics.jsonl"
    while child.poll() is None and not (os.path.exists(numbers) and os.path.getsize(numbers) > 100):
        time.sleep(0.02)
    size = os.path.getsize(numbers)
    child.send_signal(signal.SIGHUP)
    while child.poll() is None and os.path.getsize(numbers) < size + 1000:
        time.sleep(0.02)
    assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    assert child.wait() == 128 + signal.SIGTERM


def reader(mfcc, source, folder):
    """A reader of the progress that goes away ends a training as Ctrl-C does."""
    child = subprocess.Popen([mfcc, "train", source, "--steps", "3000", "--run", folder], stdout=subprocess.PIPE, preexec_fn=dispositions(True))
    while not child.stdout.readline().startswith(b"step"):
        assert child.poll() is None
    child.stdout.close()
    assert child.wait() in (-signal.SIGPIPE, 128 + signal.SIGPIPE), child.returncode
    assert os.listdir(folder + "/checkpoints")


def closed(mfcc, source, folder):
    """Closed standard descriptors: what is printed goes into no file of the run."""
    code = subprocess.run(["sh", "-c", '"$@" <&- >&- 2>&-', "sh", mfcc, "train", source, "--steps", "3", "--run", folder]).returncode
    assert code == 0, code
    lines = open(folder + "/metrics.jsonl").read().splitlines()
    assert lines and all(line.startswith("{") for line in lines), lines


def killed(mfcc, source, folder):
    """A compilation that is ended, by a signal to it alone or by its own end, leaves no temporary file. The source waits once `ready` is there."""
    os.makedirs(folder + "/tmp")
    environment = dict(os.environ, TMPDIR=folder + "/tmp", READY=folder + "/ready")
    for number in (signal.SIGTERM, signal.SIGINT):
        child = subprocess.Popen([mfcc, "compile", source, "-o", folder + "/x.mfa"], env=environment, preexec_fn=dispositions(True))
        while not os.path.exists(folder + "/ready"):
            assert child.poll() is None
            time.sleep(0.02)
        assert os.listdir(folder + "/tmp")
        child.send_signal(number)
        assert child.wait() == -number, child.returncode
        assert not os.listdir(folder + "/tmp"), os.listdir(folder + "/tmp")
        os.remove(folder + "/ready")
    del environment["READY"]
    assert subprocess.run([mfcc, "compile", source, "-o", folder + "/x.mfa"], env=environment).returncode == 0
    assert not os.listdir(folder + "/tmp"), os.listdir(folder + "/tmp")


def full(*command):
    """What cannot be written is exit code 1 and one line."""
    with open("/dev/full", "w") as sink:
        result = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1, result
    assert result.stderr.startswith("mfcc: the output cannot be written") and result.stderr.count("\n") == 1, result.stderr


def full_executable(*command):
    """The same of a program that mfcc made."""
    with open("/dev/full", "w") as sink:
        result = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1 and result.stderr == "the output cannot be written: No space left on device\n", result


def code(expected, *command):
    """The exit code."""
    result = subprocess.run(command)
    assert result.returncode == int(expected), result


globals()[sys.argv[1]](*sys.argv[2:])
