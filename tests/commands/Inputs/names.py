"""Names with bytes that are no UTF-8: of a run folder and a source they are taken, inside of a program refused at their line. usage: names.py MFCC FOLDER"""
import json
import os
import subprocess
import sys

mfcc, folder = sys.argv[1].encode(), os.fsencode(sys.argv[2])
PROGRAM = b"""#include "mf/mf.h"
using namespace mf;
MF_PROGRAM(p) { p.entry("train_step", {}, [&](auto &) -> Results {
  Tensor w = Scope("net").parameter("w", {4}, Init::ones()), loss = sum(square(w));
  write("net.w", w - 0.1 * grad(loss, {w})[0]);
  return {{"loss", loss}, {"other", sum(w)}}; }); }
"""
source, run = folder + b"/n\xff.cpp", folder + b"/r\xfe"
with open(source, "wb") as out:
    out.write(PROGRAM)


def run_command(*words):
    result = subprocess.run([mfcc, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert result.returncode == 0, (words, result.stderr)
    return result.stdout


run_command(b"train", source, b"--steps", b"2", b"--run", run, b"--quiet")
run_command(b"train", source, b"--steps", b"3", b"--run", run, b"--quiet", b"--resume")
assert json.load(open(run + b"/run.json", encoding="utf-8"))["title"] == "n\ufffd"
assert json.loads(run_command(b"inspect", run + b"/model.mfa", b"--json"))["states"][0]["name"] == "net.w"
json.loads(run_command(b"explain", source, b"--json"))
json.loads(run_command(b"bench", source, b"--steps", b"1", b"--json"))

for name, line in (b"train_step", 3), (b"net", 4), (b"other", 3):
    with open(folder + b"/inside.cpp", "wb") as out:
        out.write(PROGRAM.replace(b'"' + name, b'"' + name + b"\xfd"))
    result = subprocess.run([mfcc, b"compile", folder + b"/inside.cpp", b"-o", folder + b"/inside.mfa"], stderr=subprocess.PIPE)
    assert result.returncode == 1 and b"inside.cpp:%d: error: the name of a" % line in result.stderr and b"is not UTF-8" in result.stderr, (name, result.stderr)
